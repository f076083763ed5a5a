#include "gateway/ussd/unfinished.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "menus/step.hpp"
#include "tests/gateway/ussd/starter_town.hpp"

using namespace kengele;
using namespace std::chrono_literals;
using testing::amina;
using testing::brian;
using Town = testing::StarterTown;

namespace {

const std::string burglary = "1*1*2";  // to the question where
const std::string fire = "9*3";        // danger now
const std::string at_ward = "*0001";

bool is_first_menu(const std::string& screen) {
    return screen.find("9 DANGER NOW") != std::string::npos;
}

bool goes_on(const std::string& screen) {
    return screen.starts_with("You go on here:\n");
}

bool asks(const std::string& screen) {
    return screen.starts_with("Unfinished report:\n");
}

}  // namespace

TEST_CASE("a call that broke off in danger is gone on with unasked, and files one alarm") {
    Town town;
    town.walk("s1", fire + at_ward);

    CHECK(goes_on(town.say("s2", "")));
    CHECK(town.say("s2", "gate").find("Case ") != std::string::npos);
    town.pass(10min);

    REQUIRE(town.incidents().size() == 1);
    const auto filed = town.incidents().front();
    CHECK(filed.incident.kind == "EMG1");
    CHECK_FALSE(filed.incident.is_incomplete);
    CHECK(town.words(filed) == "gate");
    CHECK(town.texts("Asha", storage::SmsTemplate::alert) == 1);
}

TEST_CASE("an ordinary report is asked about, and goes on, begins anew or is deleted") {
    Town town(true);
    town.walk("s1", burglary + at_ward);

    const auto question = town.say("s2", "");
    CHECK(question ==
          "Unfinished report:\nBreak-in\nWard, County\n1 Continue\n2 Start new\n3 Delete it\n00 Start");
    CHECK(town.say("s2", "1").find("Near what?") != std::string::npos);
    for (const char* transcript : {"1*gate", "1*gate*1", "1*gate*1*3", "1*gate*1*3*1"})
        town.say("s2", transcript);
    CHECK(town.incidents().size() == 1);

    for (const char* key : {"2", "3", "00"}) {
        town.walk("b1" + std::string(key), burglary + at_ward, brian);
        REQUIRE(asks(town.say("b2" + std::string(key), "", brian)));
        CHECK(is_first_menu(town.say("b2" + std::string(key), key, brian)));
        CHECK(is_first_menu(town.say("b3" + std::string(key), "", brian)));
    }
    CHECK(town.incidents().size() == 1);
}

TEST_CASE("what was deleted is not in the store any more, neither under the old call nor under the new one") {
    Town town(true);
    town.walk("s1", burglary + at_ward + "*rareword");
    town.say("s2", "");

    town.say("s2", "3");

    const auto number = *storage::PhoneNumber::parse(amina);
    for (const char* session : {"s1", "s2"}) {
        const auto name = town.days.session_names("at", session, number).front();
        const auto stored =
            town.desk.run([&](storage::Transaction& tx) { return tx.session(name.key).value(); });
        const auto plain = town.days.open(name.day, name.key, stored.sealed).value();
        for (const char* told : {"CRM2", "Break-in", "rareword", "0001"})
            CHECK(plain.find(told) == std::string::npos);
    }
}

TEST_CASE("a call that is gone on with elsewhere is over: a key that comes late makes no second report") {
    Town town(true);
    const auto review = burglary + at_ward + "*gate*1*3";
    town.walk("s1", review);
    town.say("s2", "");
    town.say("s2", "1");

    CHECK(town.say("s1", review + "*1").find("call is over") != std::string::npos);
    CHECK(town.say("s1", review).find("call is over") != std::string::npos);
    town.hang_up("s1");
    CHECK(town.incidents().empty());
    CHECK(town.say("s2", "1*1").find("Case ") != std::string::npos);
    CHECK(town.incidents().size() == 1);
}

TEST_CASE("a report is gone on with once: only the newest call stands for it") {
    Town town;
    town.walk("s1", fire + at_ward);
    town.say("s2", "");

    CHECK(goes_on(town.say("s3", "")));
    CHECK(town.say("s2", "gate").find("call is over") != std::string::npos);
    CHECK(town.say("s3", "gate").find("Case ") != std::string::npos);

    town.pass(10min);
    CHECK(town.incidents().size() == 1);
}

TEST_CASE("only the last half hour is gone on with, only by the same phone, and over midnight too") {
    Town town;
    town.walk("s1", burglary + at_ward);
    CHECK(is_first_menu(town.say("b1", "", brian)));
    town.desk.pass(30min + 1s);
    CHECK(is_first_menu(town.say("s2", "")));

    town.desk.pass(24h - 30min - 10s);
    town.walk("s3", burglary + at_ward);
    town.desk.pass(20s);
    REQUIRE(town.days.turn_to(town.today()).has_value());
    CHECK(asks(town.say("s4", "")));
    CHECK(town.say("s4", "1").find("Near what?") != std::string::npos);
}

TEST_CASE("nothing is gone on with that was left, sent, ended by wrong keys or never begun") {
    Town town(true);
    int calls = 0;
    for (const auto& walk : {std::string("1"), burglary + "*00", burglary + at_ward + "*gate*1*3*1*1",
                             std::string("2*123"), burglary + at_ward + "*gate*77*77*77"}) {
        CAPTURE(walk);
        const auto phone = fmt::format("+2547000001{:02}", ++calls);
        town.walk("s1", walk, phone);
        CHECK(is_first_menu(town.say("s2", "", phone)));
    }
}

TEST_CASE("an unread case is shown before anything is gone on with, and its own call is not then") {
    Town town;
    town.walk("s1", fire + at_ward);
    town.pass(61s);
    REQUIRE(town.incidents().size() == 1);

    CHECK(town.say("s2", "").find(town.incidents().front().incident.case_number) != std::string::npos);
    town.say("s2", "2");

    // It was told that this report is with its responders.
    CHECK(is_first_menu(town.say("s3", "")));
}

TEST_CASE("a report of danger that is gone on with and falls silent again is one incomplete alarm") {
    Town town;
    town.walk("s1", fire + at_ward);
    town.desk.pass(50s);
    town.say("s2", "");
    town.pass(59s);
    CHECK(town.incidents().empty());

    town.pass(2s);

    CHECK(town.incidents().size() == 1);
    town.pass(10min);
    CHECK(town.incidents().size() == 1);
}

TEST_CASE("whoever says that danger is over by deleting it raises nothing") {
    Town town;
    town.walk("s1", "1*9*1" + at_ward);
    REQUIRE(asks(town.say("s2", "")));
    town.say("s2", "3");

    town.pass(10min);

    CHECK(town.incidents().empty());
}

TEST_CASE("a secret report begins anew, and its danger is raised all the same") {
    Town town(true);
    for (const char* walk : {"1*2*1*1*0001", "9*5*0001"}) {
        town.walk(std::string("s") + walk, walk);
        CHECK(is_first_menu(town.say(std::string("t") + walk, "")));
    }
    // By its kind, where the screens do not say so.
    town.desk.run([](storage::Transaction& tx) {
        auto kind = tx.kind("EMG1").value();
        kind.sensitivity = storage::Sensitivity::private_;
        tx.import_kinds({kind});
    });
    town.walk("s3", fire + at_ward, brian);
    CHECK(is_first_menu(town.say("s4", "", brian)));

    town.pass(61s);

    CHECK(town.incidents().size() == 3);
}

TEST_CASE("what the first screen notes leaves nothing unfinished by itself") {
    Town town;
    auto noting = *town.menu;
    noting.nodes[noting.index.at("home")].set = {{"details", "dialled"}};
    town.menu = std::make_shared<const menus::Menu>(noting);
    town.exchange.menus =
        std::make_shared<const ussd::MenuVersions>(std::vector<ussd::MenuVersions::Version>{town.menu});
    town.exchange.menu = town.menu;

    town.say("s1", "");
    town.say("s1", "3");
    CHECK(is_first_menu(town.say("s2", "")));
    town.walk("s3", fire + at_ward);
    CHECK(goes_on(town.say("s4", "")));
}

TEST_CASE("an unfinished call goes on in the version in which it began, or not at all") {
    Town town;
    town.walk("s1", fire + at_ward);
    auto newer = *town.menu;
    newer.hash = "newer";
    newer.nodes[newer.index.at("landmark_danger")].text.by_language = {"NEW", "MPYA"};
    newer.nodes[newer.index.at("home")].text.by_language = {"NEWER", "MPYA"};
    const auto published = std::make_shared<const menus::Menu>(newer);
    town.exchange.menus = std::make_shared<const ussd::MenuVersions>(
        std::vector<ussd::MenuVersions::Version>{published, town.menu});
    town.exchange.menu = published;

    CHECK(town.say("s2", "").find("Near what?") != std::string::npos);
    CHECK(town.say("b1", "", brian).starts_with("NEWER\n"));
    town.exchange.menus =
        std::make_shared<const ussd::MenuVersions>(std::vector<ussd::MenuVersions::Version>{published});

    CHECK(town.say("s3", "").starts_with("NEWER\n"));
}

TEST_CASE(
    "a first hop that comes again is byte-same, and keys of a call whose first hop was lost go from the "
    "root") {
    Town town;
    town.walk("s1", fire + at_ward);
    const auto first = town.say("s2", "");
    CHECK(town.say("s2", "") == first);

    town.walk("b1", fire + at_ward, brian);
    CHECK(town.say("b2", "1", brian).find("Report what?") != std::string::npos);
}

TEST_CASE("a call that went on and whose history is told otherwise begins again where it went on") {
    Town town(true);
    town.walk("s1", burglary + at_ward);
    town.say("s2", "");
    town.say("s2", "1");
    town.say("s2", "1*gate");

    CHECK(town.say("s2", "1*door").find("When?") != std::string::npos);
    town.say("s2", "1*door*1");
    town.say("s2", "1*door*1*3");
    CHECK(town.say("s2", "1*door*1*3*1").find("Case ") != std::string::npos);
    REQUIRE(town.incidents().size() == 1);
    CHECK(town.words(town.incidents().front()) == "door");
    CHECK(town.incidents().front().incident.kind == "CRM2");
}

namespace {

using Fields = std::map<std::string, std::string>;

// Some answers for each question, so that every screen of every way to a report is met.
std::vector<std::string> answers_on(const menus::Node& node) {
    if (node.kind == menus::NodeKind::area) return {"0001"};
    if (node.kind == menus::NodeKind::text) return {"gate"};
    if (node.kind != menus::NodeKind::menu) return {};
    std::vector<std::string> keys;
    for (const auto& option : node.options)
        keys.push_back(option.key);
    if (node.store == "timing" || node.store == "urgency") keys.resize(1);
    return keys;
}

// Walks every way to a report, cuts a call of its own after every turn, dials again and sends it.
class Cutter {
public:
    explicit Cutter(Town& town) : town_(town), stage_{*town.menu, *town.exchange.places, 156} {}

    void cut_everywhere() { visit(menus::begin(*town_.menu, 0), {}, {}); }

    int walks = 0;
    int gone_on = 0;
    int asked = 0;
    int begun_anew = 0;

private:
    void visit(const menus::Session& session, const std::vector<std::string>& typed,
               const std::vector<std::string>& seen) {
        const auto& node = town_.menu->node(session.node);
        if (session.ended || std::ranges::find(seen, node.id) != seen.end()) return;
        auto seen_now = seen;
        seen_now.push_back(node.id);
        for (const auto& answer : answers_on(node)) {
            auto turn = menus::step(stage_, session, {answer, {}, {}});
            auto next = typed;
            next.push_back(answer);
            if (turn.session.filed) {
                cut(next, std::get<menus::RaiseIncident>(turn.effects.at(0)).fields);
            } else {
                visit(turn.session, next, seen_now);
            }
        }
    }

    void cut(const std::vector<std::string>& typed, const Fields& fields) {
        ++walks;
        for (std::size_t after = 0; after < typed.size(); ++after)
            cut_after(after, typed, fields);
    }

    // One phone, one group: dials, types `after` keys, dials again and types what is missing.
    void cut_after(std::size_t after, const std::vector<std::string>& typed, const Fields& fields) {
        const auto phone = *storage::PhoneNumber::parse(fmt::format("+2547{:08}", ++calls_));
        std::string transcript;
        const auto filed = town_.desk.run([&](storage::Transaction& tx) {
            const auto say = [&](const char* session, const std::string& keys) {
                return ussd::take_turn(tx, town_.exchange,
                                       {session, phone, "*384*911#", "63902", storage::PrivateText{keys}})
                    .screen.text;
            };
            const auto type = [&](const char* session, std::string& so_far, const std::string& key) {
                so_far += so_far.empty() ? key : '*' + key;
                return say(session, so_far);
            };
            auto left = say("s1", "");
            std::string before;
            for (std::size_t i = 0; i < after; ++i)
                left = type("s1", before, typed[i]);

            const auto met = say("s2", "");
            std::size_t next = 0;
            if (asks(met)) {
                ++asked;
                next = after;
                CHECK(type("s2", transcript, "1").find(left) != std::string::npos);
            } else if (!is_first_menu(met)) {
                ++gone_on;
                next = after;
                // A full screen has no room for a word on that.
                CHECK(met.ends_with(left));
            } else {
                ++begun_anew;
            }
            for (; next < typed.size(); ++next)
                type("s2", transcript, typed[next]);
            return tx.links(town_.days.pseudonyms(phone).front(), {0});
        });
        CAPTURE(transcript);
        REQUIRE(filed.size() == 1);
        check(filed.front().incident, fields);
    }

    void check(storage::IncidentId id, const Fields& fields) {
        const auto told = [&](const char* field) {
            const auto found = fields.find(field);
            return found == fields.end() ? std::string{} : found->second;
        };
        town_.desk.run([&](storage::Transaction& tx) {
            const auto incident = tx.incident(id).value();
            CHECK(incident.kind == told("kind"));
            CHECK(std::to_string(incident.place.value) == told("place"));
            CHECK(incident.timing == told("timing"));
            CHECK(incident.urgency == told("urgency"));
            CHECK_FALSE(incident.is_incomplete);
            const auto text = tx.report_text(id);
            CHECK((text ? town_.desk.ring.open_text(id, *text)->reveal() : std::string{}) ==
                  told("landmark"));
        });
    }

    Town& town_;
    const menus::Stage stage_;
    int calls_ = 0;
};

}  // namespace

TEST_CASE("a call cut after any turn of any way, dialled again and sent, files one report as if never cut") {
    Town town(true);
    Cutter cutter(town);

    cutter.cut_everywhere();
    const auto walks = static_cast<std::size_t>(cutter.walks);
    const auto calls = static_cast<std::size_t>(cutter.asked + cutter.gone_on + cutter.begun_anew);
    town.pass(61s);
    town.pass(10min);

    CHECK(walks > 60);
    CHECK(cutter.asked > 100);
    CHECK(cutter.gone_on > 30);
    CHECK(cutter.begun_anew > 100);
    CHECK(town.incidents().size() == calls);
}
