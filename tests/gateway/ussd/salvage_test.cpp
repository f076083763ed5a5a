#include "gateway/ussd/salvage.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include "gateway/cases/severity.hpp"
#include "gateway/ussd/salvage_loop.hpp"
#include "gateway/ussd/take_turn.hpp"
#include "menus/step.hpp"
#include "tests/gateway/ussd/starter_town.hpp"

using namespace kengele;
using namespace std::chrono_literals;
using storage::SmsTemplate;
using testing::amina;
using testing::brian;
using Town = testing::StarterTown;

namespace {

// Keys of the starter menu.
const std::string sos_attack = "9*1";
const std::string fire_report = "1*9*1";  // P1 by its kind, whatever is answered later
const std::string at_ward = "*0001";

}  // namespace

TEST_CASE("a report of danger that falls silent becomes one incomplete alarm after a minute") {
    Town town;
    town.walk("s1", sos_attack + at_ward);

    town.pass(59s);
    CHECK(town.incidents().empty());
    town.pass(2s);

    REQUIRE(town.incidents().size() == 1);
    const auto raised = town.incidents().front();
    CHECK(raised.incident.kind == "CRM1");
    CHECK(raised.incident.urgency == "life");
    CHECK(raised.incident.severity == storage::Severity::p1);
    CHECK(raised.incident.is_incomplete);
    CHECK(raised.incident.channel == "at");
    CHECK(raised.place.name == "Ward");
    CHECK(town.texts("Asha", SmsTemplate::alert) == 1);
    const auto text = town.desk.run([&](storage::Transaction& tx) {
        return tx.sms_of_alert(tx.alerts_of(raised.incident.id).front().id).front();
    });
    CHECK(text.about == "incomplete");

    town.pass(10min);
    CHECK(town.incidents().size() == 1);
}

TEST_CASE("what nobody answered is raised as the menu takes it to be") {
    Town town;
    auto usual = *town.menu;
    usual.defaults = {{"timing", "now"}, {"urgency", "life"}};
    town.menu = std::make_shared<const menus::Menu>(usual);
    town.exchange.menus =
        std::make_shared<const ussd::MenuVersions>(std::vector<ussd::MenuVersions::Version>{town.menu});
    town.exchange.menu = town.menu;
    town.walk("s1", "1*1*2" + at_ward);  // a break-in, which is danger only where its urgency says so

    town.pass(61s);

    REQUIRE(town.incidents().size() == 1);
    CHECK(town.incidents().front().incident.timing == "now");
    CHECK(town.incidents().front().incident.urgency == "life");
    CHECK(town.incidents().front().incident.severity == storage::Severity::p1);
}

TEST_CASE("the provider's word that the call broke off shortens the wait, and never undoes a filed report") {
    Town town;
    town.walk("s1", sos_attack + at_ward);
    town.hang_up("s1");
    town.hang_up("s1");

    town.pass(4s);
    CHECK(town.incidents().empty());
    town.pass(2s);
    CHECK(town.incidents().size() == 1);

    town.walk("s2", sos_attack + at_ward + "*gate", brian);
    town.hang_up("s2", brian);
    town.pass(2min);
    CHECK(town.incidents().size() == 2);
    CHECK(town.texts("Asha", SmsTemplate::added) == 0);
}

TEST_CASE("each answer of a slow caller gives a minute anew") {
    Town town;
    town.walk("s1", fire_report + at_ward);
    town.pass(40s);
    town.say("s1", fire_report + at_ward + "*gate");
    town.pass(40s);
    CHECK(town.incidents().empty());

    town.pass(21s);

    REQUIRE(town.incidents().size() == 1);
    CHECK(town.words(town.incidents().front()) == "gate");
}

TEST_CASE("a call that goes on after its alarm finishes that case, and its responders hear what was added") {
    Town town;
    town.walk("s1", fire_report + at_ward);
    town.pass(61s);
    const auto begun = town.incidents().front().incident;

    town.say("s1", fire_report + at_ward + "*gate");
    town.say("s1", fire_report + at_ward + "*gate*1");
    town.say("s1", fire_report + at_ward + "*gate*1*2");
    const auto last = town.say("s1", fire_report + at_ward + "*gate*1*2*1");

    REQUIRE(town.incidents().size() == 1);
    const auto finished = town.incidents().front();
    CHECK(finished.incident.id == begun.id);
    CHECK_FALSE(finished.incident.is_incomplete);
    CHECK(finished.incident.timing == "now");
    CHECK(finished.incident.urgency == "hurt");
    CHECK(finished.incident.severity == storage::Severity::p1);
    CHECK(town.words(finished) == "gate");
    CHECK(last.find(begun.case_number) != std::string::npos);
    CHECK(town.texts("Asha", SmsTemplate::alert) == 1);
    CHECK(town.texts("Asha", SmsTemplate::added) == 1);
    town.pass(10min);
    CHECK(town.incidents().size() == 1);
    CHECK(town.texts("Asha", SmsTemplate::added) == 1);
}

TEST_CASE("a redial that completes the report finishes the case, and says nothing where nothing was added") {
    Town town;
    town.walk("s1", sos_attack + at_ward);
    town.pass(61s);

    const auto met = town.say("s2", "");
    CHECK(met.find(town.incidents().front().incident.case_number) != std::string::npos);
    town.walk("s3", "2*" + sos_attack + at_ward + "*1");

    REQUIRE(town.incidents().size() == 1);
    CHECK_FALSE(town.incidents().front().incident.is_incomplete);
    CHECK(town.texts("Asha", SmsTemplate::added) == 0);
    town.pass(10min);
    CHECK(town.incidents().size() == 1);
}

TEST_CASE("a redial that completes the report before its alarm leaves one case, over midnight too") {
    Town town;
    town.desk.pass(24h - 30s);
    town.walk("s1", sos_attack + at_ward);
    town.desk.pass(40s);
    town.days.turn_to(town.today()).value();

    town.say("s2", sos_attack + at_ward + "*gate");
    town.pass(10min);

    REQUIRE(town.incidents().size() == 1);
    CHECK_FALSE(town.incidents().front().incident.is_incomplete);
}

TEST_CASE("two calls that break off with the same words are one alarm, over midnight too") {
    Town town;
    town.desk.pass(24h - 30s);
    town.walk("s1", sos_attack + at_ward);
    town.desk.pass(40s);
    town.days.turn_to(town.today()).value();
    town.say("s2", sos_attack + at_ward);

    town.pass(30s);
    CHECK(town.incidents().size() == 1);
    town.pass(10min);

    CHECK(town.incidents().size() == 1);
}

TEST_CASE("another danger, another phone and another place are alarms of their own") {
    Town town;
    town.walk("s1", sos_attack + at_ward);
    town.say("s2", "9*3" + at_ward);
    town.walk("s3", sos_attack + at_ward, brian);

    town.pass(61s);

    CHECK(town.incidents().size() == 3);
}

TEST_CASE("a caller who corrects what was already raised is heard at the new place as well") {
    Town town;
    town.walk("s1", sos_attack + at_ward);
    town.pass(61s);

    const std::string corrected = sos_attack + at_ward + "*0*0*3" + at_ward;  // back twice: a fire it is
    town.walk("s1", corrected);
    town.say("s1", corrected + "*gate");

    REQUIRE(town.incidents().size() == 2);
    const auto link = town.desk.run([&](storage::Transaction& tx) {
        return *tx.latest_link(town.days.pseudonyms(*storage::PhoneNumber::parse(amina)).front());
    });
    const auto filed = town.desk.run([&](storage::Transaction& tx) { return *tx.incident(link.incident); });
    CHECK(filed.kind == "EMG1");
    CHECK_FALSE(filed.is_incomplete);
}

TEST_CASE("whoever leaves a report of their own accord raises nothing") {
    Town town;
    town.walk("s1", sos_attack + at_ward + "*00");
    town.walk("s2", sos_attack + at_ward + "*00*4", brian);
    town.walk("s3", "1*1*1" + at_ward + "*1*1*4", "+254733000333");  // a robbery that is not urgent

    town.pass(10min);

    CHECK(town.incidents().empty());
}

TEST_CASE("a call that ends by wrong keys is salvaged: hands that shake have left nothing") {
    Town town;
    const auto last = town.walk("s1", fire_report + at_ward + "*1*77*77*77");
    REQUIRE(last.find("Too many wrong") == 0);

    town.pass(61s);

    CHECK(town.incidents().size() == 1);
}

TEST_CASE("a salvaged secret case is not shown to whoever has the phone in hand now") {
    Town town;
    town.walk("s1", "1*2*1*1" + at_ward);
    town.pass(61s);
    REQUIRE(town.incidents().size() == 1);

    const auto met = town.say("s2", "");

    CHECK(met.find("KENGELE. ") == 0);
    CHECK(town.texts("Asha", SmsTemplate::alert_private) == 1);
}

TEST_CASE("a call whose day key was still needed is raised after days of standstill") {
    Town town;
    town.walk("s1", sos_attack + at_ward);
    town.desk.pass(24h * 5);

    town.days.turn_to(town.today(), town.today() - 5).value();
    town.salvage();

    CHECK(town.incidents().size() == 1);
    CHECK(town.lost == 0);
}

TEST_CASE("a call that cannot be opened any more is given up and counted") {
    Town town;
    town.walk("s1", sos_attack + at_ward);
    town.desk.pass(24h * 5);
    town.days.turn_to(town.today()).value();

    town.salvage();
    town.salvage();

    CHECK(town.lost == 1);
    CHECK(town.incidents().empty());
}

TEST_CASE("the loop raises in time, once, and leaves it to whoever holds the lease") {
    Town town;
    boost::asio::io_context loops;
    testing::VirtualClock clock{loops};
    testing::ScriptedHttp http{clock};
    testing::QuietLog log;
    world::World world{clock, town.desk.random, http, town.files, log};
    town.walk("s1", sos_attack + at_ward);
    town.desk.run([](storage::Transaction& tx) { tx.take_lease("salvage", "another", 70s); });
    storage::CommitQueue queue{
        town.desk.store(),
        storage::ServiceClock{storage::ClockMark{town.desk.now(), clock.read()}, clock.read()},
        [&clock] { return clock.read(); },
        loops,
        {},
        [](boost::system::error_code) {}};
    gateway::Nudge texts{loops};
    ussd::SalvageLoop loop{
        queue, world, {town.desk.ring, town.days, town.desk.rules(), {}}, town.exchange.menus, texts};
    boost::asio::co_spawn(loops, loop.run(), boost::asio::detached);
    const auto pass = [&](storage::Millis time) {
        for (const auto end = clock.read().elapsed + time; clock.read().elapsed < end;) {
            while (loops.poll() > 0)
                loops.restart();
            loops.restart();
            clock.pass(100ms);
        }
    };

    pass(65s);
    CHECK(town.incidents().empty());
    pass(6s);
    CHECK(town.incidents().size() == 1);
    pass(60s);
    CHECK(town.incidents().size() == 1);
    CHECK(log.complaints.empty());
    loop.stop();
    pass(1s);
}

namespace {

// What a caller may answer on a screen: every option, a place, a landmark or none.
std::vector<std::string> answers_on(const menus::Node& node) {
    switch (node.kind) {
        case menus::NodeKind::menu: {
            std::vector<std::string> keys;
            for (const auto& option : node.options)
                keys.push_back(option.key);
            // When it happened changes nothing of what follows.
            if (node.store == "timing") keys.resize(1);
            return keys;
        }
        case menus::NodeKind::area:
            return {"0001"};
        case menus::NodeKind::text:
            return {"1", "gate"};
        default:
            return {};
    }
}

// Walks the menu depth first and kills a call of its own after every turn of every path.
class Killer {
public:
    explicit Killer(Town& town) : town_(town), stage_{*town.menu, *town.exchange.places, 156} {}

    void kill_everywhere() { visit(menus::begin(*town_.menu, 0), {}, {}); }

    int calls = 0;
    int expected = 0;

private:
    void visit(const menus::Session& session, const std::vector<std::string>& typed,
               const std::vector<std::string>& seen) {
        kill_after(typed, session);
        if (session.ended || session.filed) return;
        const auto& node = town_.menu->node(session.node);
        if (std::ranges::find(seen, node.id) != seen.end()) return;
        auto seen_now = seen;
        seen_now.push_back(node.id);
        for (const auto& answer : answers_on(node)) {
            auto next = typed;
            next.push_back(answer);
            visit(menus::step(stage_, session, {answer, {}}).session, next, seen_now);
        }
    }

    // A phone of its own walks that far and falls silent.
    void kill_after(const std::vector<std::string>& typed, const menus::Session& session) {
        ++calls;
        const auto number = *storage::PhoneNumber::parse(fmt::format("+2547{:08}", calls));
        const bool makes_one = session.filed || is_critical(session);
        expected += makes_one ? 1 : 0;
        std::string transcript;
        town_.desk.run([&](storage::Transaction& tx) {
            for (std::size_t i = 0; i <= typed.size(); ++i) {
                if (i == 1) transcript = typed[0];
                if (i > 1) transcript += '*' + typed[i - 1];
                ussd::take_turn(tx, town_.exchange,
                                {fmt::format("s{}", calls), number, "*384*911#", "63902",
                                 storage::PrivateText{transcript}});
            }
        });
        killed.push_back({number, makes_one, transcript});
    }

    // By the words of the promise: danger to life by the answer or by the kind, and a place.
    bool is_critical(const menus::Session& session) {
        const auto& fields = session.fields;
        if (!fields.contains("kind") || !fields.contains("place")) return false;
        const auto kind =
            town_.desk.run([&](storage::Transaction& tx) { return tx.kind(fields.at("kind")); });
        REQUIRE(kind.has_value());
        const auto urgency = fields.contains("urgency") ? fields.at("urgency") : std::string{};
        return cases::severity_of(*kind, urgency) == storage::Severity::p1;
    }

    Town& town_;
    const menus::Stage stage_;

public:
    struct Killed {
        storage::PhoneNumber number;
        bool makes_one = false;
        std::string transcript;
    };
    std::vector<Killed> killed;
};

}  // namespace

TEST_CASE("a call killed after any turn of any path of the starter menu raises one case if it was critical") {
    Town town(true);
    Killer killer(town);
    killer.kill_everywhere();
    REQUIRE(killer.calls > 500);
    REQUIRE(killer.expected > 100);

    town.pass(61s);
    town.pass(61s);

    CHECK(town.incidents().size() == static_cast<std::size_t>(killer.expected));
    for (const auto& call : killer.killed) {
        const auto links = town.desk.run([&](storage::Transaction& tx) {
            return tx.links(town.days.pseudonyms(call.number).front(), {0});
        });
        CAPTURE(call.transcript);
        CHECK(links.size() == (call.makes_one ? 1 : 0));
    }
}
