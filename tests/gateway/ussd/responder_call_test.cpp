// Officers of a small town who dial, as take_turn() answers them over the menus of the starter pack.
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "gateway/cases/status.hpp"
#include "gateway/ussd/own_alerts.hpp"
#include "gateway/ussd/pin.hpp"
#include "gateway/ussd/subject.hpp"
#include "gateway/ussd/take_turn.hpp"
#include "menus/parse.hpp"
#include "tests/gateway/desk_for_tests.hpp"

using namespace kengele;
using namespace std::chrono_literals;
using storage::AlertState;
using storage::EventKind;
using storage::SmsTemplate;
using testing::Desk;

namespace {

const std::string asha = "+254700000011";    // of the police station
const std::string baraka = "+254700000012";  // of the same
const std::string chacha = "+254700000016";  // the chief
const std::string resident = "+254711000111";

std::shared_ptr<const menus::Menu> read_menu(const std::string& name) {
    std::ifstream file(KENGELE_SOURCE_DIR "/menus/definitions/kenya/" + name);
    auto parsed = menus::parse(std::string{std::istreambuf_iterator<char>(file), {}}, name);
    REQUIRE(parsed.menu.has_value());
    return std::make_shared<const menus::Menu>(std::move(*parsed.menu));
}

bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

struct Exchange {
    Exchange() {
        days.turn_to(
                storage::day_of(storage::WallTime{std::chrono::sys_days{std::chrono::year{2026} / 11 / 22}}))
            .value();
    }

    ussd::Answer turn(const std::string& number, const std::string& session, const std::string& transcript) {
        return desk.run([&](storage::Transaction& tx) {
            return ussd::take_turn(tx, exchange,
                                   {session, *storage::PhoneNumber::parse(number), "*384*911#", "63902",
                                    storage::PrivateText{transcript}});
        });
    }

    void give_pin(const std::string& name, const std::string& pin) {
        const auto id = desk.responder(name);
        desk.run([&](storage::Transaction& tx) {
            ussd::invite(tx, desk.ring, desk.random, id);
            auto choice = ussd::begin_choice(tx, id);
            choice.pin = desk.ring.pin_hash(id, pin);
            ussd::choose_pin(tx, choice);
        });
    }

    std::vector<storage::CaseEvent> events(storage::IncidentId incident) {
        return desk.run([&](storage::Transaction& tx) { return tx.events(incident); });
    }
    bool has_event(storage::IncidentId incident, EventKind kind, const std::string& word = {}) {
        return std::ranges::any_of(events(incident), [&](const storage::CaseEvent& event) {
            return event.kind == kind && event.word == word;
        });
    }

    Desk desk;
    testing::MemoryKeyFiles files;
    reporters::DayKeys days{desk.ring, files, desk.random};
    gateway::ServiceConfig service;
    std::shared_ptr<const menus::Menu> residents = read_menu("incident.toml");
    ussd::Exchange exchange{
        std::make_shared<const ussd::MenuVersions>(std::vector{residents},
                                                   std::vector{read_menu("responders.toml")}),
        residents,
        std::make_shared<const menus::Places>(std::vector<menus::PlaceEntry>{
            {1, 0, menus::Level::county, "County", "", {}},
            {static_cast<int>(desk.ward().value), 1, menus::Level::ward, "Ward", "", {}}}),
        desk.ring,
        days,
        desk.random,
        desk.config,
        service,
        "at",
        156,
        {}};
};

// One call: what was typed so far, and the screen that answered it.
struct Line {
    Line(Exchange& at, std::string from, std::string name)
        : exchange(at), number(std::move(from)), session(std::move(name)) {
        screen = exchange.turn(number, session, "").screen.text;
    }

    std::string type(const std::string& key) {
        transcript += (transcript.empty() ? "" : "*") + key;
        screen = exchange.turn(number, session, transcript).screen.text;
        return screen;
    }
    void type_all(const std::vector<std::string>& keys) {
        for (const auto& key : keys)
            type(key);
    }

    Exchange& exchange;
    std::string number;
    std::string session;
    std::string transcript;
    std::string screen;
};

}  // namespace

TEST_CASE("a responder without airtime accepts, goes, arrives and closes by dialling alone") {
    Exchange exchange;
    exchange.give_pin("Asha", "4711");
    const auto incident = exchange.desk.raise("CRM1");

    Line line{exchange, asha, "s1"};
    CHECK(has(line.screen, "8 Responder"));
    CHECK(has(line.type("8"), "Type your PIN"));
    CHECK(has(line.type("4711"), "Asha: on duty\nOpen alerts: 1"));
    CHECK(has(line.type("1"), "P2 Kind CRM1"));
    CHECK(has(line.type("1"), "Not answered yet\n1 Got it"));
    CHECK(has(line.type("1"), "You have it"));
    CHECK(exchange.desk.clock(incident).held_by == exchange.desk.alert_of("Asha").id);
    line.type_all({"1", "2"});
    CHECK(has(line.screen, "You are on the way"));
    line.type_all({"1", "3"});
    CHECK(has(line.screen, "You have arrived"));
    line.type_all({"1", "4", "1"});
    CHECK(has(line.screen, "You resolved it"));

    CHECK(exchange.desk.alert_of("Asha").state == AlertState::resolved);
    CHECK(exchange.has_event(incident, EventKind::accepted));
    CHECK(exchange.has_event(incident, EventKind::on_the_way));
    CHECK(exchange.has_event(incident, EventKind::arrived));
    CHECK(exchange.has_event(incident, EventKind::resolved, "arrested"));
    // The true phone hears of it, as it does of answers by SMS.
    const auto texts = exchange.desk.texts_to("Asha");
    CHECK(std::ranges::count(texts, SmsTemplate::confirmation) == 1);
    CHECK(std::ranges::count(texts, SmsTemplate::recorded) == 3);
    CHECK(has(line.type("2"), "no open alert"));
}

TEST_CASE("who cannot attend says why, and the ladder moves when nobody is left") {
    Exchange exchange;
    exchange.give_pin("Asha", "4711");
    exchange.give_pin("Baraka", "2580");
    const auto incident = exchange.desk.raise("CRM1");

    Line first{exchange, asha, "s1"};
    first.type_all({"8", "4711", "1", "1", "5", "1"});
    CHECK(has(first.screen, "You cannot attend"));
    CHECK(exchange.desk.clock(incident).rung == 0);
    Line second{exchange, baraka, "s2"};
    second.type_all({"8", "2580", "1", "1", "5", "6"});

    CHECK(exchange.desk.clock(incident).rung == 1);
    CHECK(exchange.has_event(incident, EventKind::declined, "vehicle"));
    CHECK(exchange.has_event(incident, EventKind::declined, "conflict"));
    CHECK(exchange.desk.alert_of("Chacha").state == AlertState::open);
}

TEST_CASE("an alert that somebody else has taken says who, and the other key changes nothing") {
    Exchange exchange;
    exchange.give_pin("Asha", "4711");
    exchange.give_pin("Baraka", "2580");
    const auto incident = exchange.desk.raise("CRM1");
    Line slow{exchange, baraka, "slow"};
    slow.type_all({"8", "2580", "1", "1"});
    REQUIRE(has(slow.screen, "1 Got it"));
    Line quick{exchange, asha, "quick"};
    quick.type_all({"8", "4711", "1", "1", "1"});

    CHECK(has(slow.type("1"), "Police station has it"));

    CHECK(exchange.desk.clock(incident).held_by == exchange.desk.alert_of("Asha").id);
    CHECK(exchange.desk.alert_of("Baraka").state == AlertState::withdrawn);
}

TEST_CASE("nobody answers an alert of somebody else's, whatever a session says") {
    Exchange exchange;
    const auto incident = exchange.desk.raise("CRM1");
    const auto of_asha = exchange.desk.alert_of("Asha");
    const auto thief = exchange.desk.responder("Chacha");

    exchange.desk.run([&](storage::Transaction& tx) {
        const auto number = *storage::PhoneNumber::parse(chacha);
        const reporters::DayKeys::SessionName session{};
        const ussd::Filer filer{tx, exchange.exchange, number, session, true};
        for (const auto& subject : {ussd::subject_of(thief), ussd::subject_of(incident), std::string{}}) {
            ussd::answer_alert(filer, {subject, ussd::token_of(of_asha.id), "accept", ""});
            menus::Session stolen;
            stolen.subject = subject;
            stolen.fields[menus::chosen_alert_field] = ussd::token_of(of_asha.id);
            CHECK_FALSE(ussd::chosen_alert(tx, stolen));
        }
    });

    CHECK_FALSE(exchange.desk.clock(incident).held_by);
    CHECK(exchange.desk.alert_of("Asha").state == AlertState::open);
}

TEST_CASE("an acceptance behind the PIN counts while SMS codes are doubted") {
    Exchange exchange;
    exchange.give_pin("Asha", "4711");
    const auto incident = exchange.desk.raise("EMG1");
    const auto id = exchange.desk.responder("Asha");
    exchange.desk.run([&](storage::Transaction& tx) {
        const auto responder = tx.responder(id).value();
        for (int i = 0; i < 6; ++i)
            tx.count_wrong_code({storage::day_of(tx.wall()), responder.phone_tag}, storage::CodeKind::reply);
    });

    Line line{exchange, asha, "s1"};
    line.type_all({"8", "4711", "1", "1", "1"});

    CHECK(exchange.desk.clock(incident).held_by == exchange.desk.alert_of("Asha").id);
}

TEST_CASE("a wrong PIN, a closed menu and a responder without a PIN read the same") {
    Exchange exchange;
    exchange.give_pin("Asha", "4711");
    Line with_pin{exchange, asha, "s1"};
    Line without{exchange, baraka, "s2"};
    with_pin.type("8");
    without.type("8");
    const auto said = with_pin.type("1111");
    CHECK(has(said, "Not right, or closed"));
    CHECK(without.type("1111") == said);
    CHECK(with_pin.type("2222") == said);
    with_pin.type("3333");

    Line again{exchange, asha, "s3"};
    again.type("8");

    CHECK(again.type("4711") == said);
    CHECK(std::ranges::count(exchange.desk.texts_to("Asha"), SmsTemplate::wrong_pins) == 1);
}

TEST_CASE("a PIN is chosen once, by the code of an invitation, and asked for in the next call") {
    Exchange exchange;
    const auto chief = exchange.desk.responder("Chacha");
    const auto code = exchange.desk.run([&](storage::Transaction& tx) {
        return ussd::invite(tx, exchange.desk.ring, exchange.desk.random, chief);
    });

    Line line{exchange, chacha, "s1"};
    line.type("8");
    CHECK(has(line.type(code), "Choose your PIN"));
    CHECK(has(line.type("0000"), "too easy to guess"));
    CHECK(has(line.type("4711"), "once more"));
    CHECK(has(line.type("4712"), "another one"));
    CHECK(has(line.type("4711"), "Chacha: on duty"));

    Line next{exchange, chacha, "s2"};
    next.type("8");
    CHECK(has(next.type("4711"), "Chacha: on duty"));
    Line used{exchange, chacha, "s3"};
    used.type("8");
    CHECK(has(used.type(code), "Not right, or closed"));
}

TEST_CASE("an officer who reports is a caller like any other until a right PIN") {
    Exchange exchange;
    exchange.give_pin("Asha", "4711");
    Line line{exchange, asha, "s1"};
    const auto subject = [&] {
        const auto number = *storage::PhoneNumber::parse(asha);
        return exchange.desk.run([&](storage::Transaction& tx) {
            const auto name = exchange.days.session_names("at", "s1", number).front();
            const auto stored = tx.session(name.key).value();
            const auto call = ussd::decode(exchange.days.open(name.day, name.key, stored.sealed).value());
            return call->session.subject + call->session.claim;
        });
    };
    CHECK(subject().empty());
    line.type("8");
    CHECK(subject().empty());
    line.type("1111");
    CHECK(subject().empty());
    line.type("4711");
    CHECK(subject() == ussd::subject_of(exchange.desk.responder("Asha")));
    CHECK(has(line.type("7"), "KENGELE"));
    CHECK(subject().empty());

    // And a resident finds neither the option nor its key.
    Line other{exchange, resident, "s2"};
    CHECK_FALSE(has(other.screen, "8 Responder"));
    CHECK(has(other.type("8"), "Wrong choice"));
}

TEST_CASE("a repeated hop is answered the same and answers no alert twice") {
    Exchange exchange;
    exchange.give_pin("Asha", "4711");
    const auto incident = exchange.desk.raise("CRM1");
    Line line{exchange, asha, "s1"};
    line.type_all({"8", "4711", "1", "1", "1"});
    const auto said = line.screen;
    const auto events = exchange.events(incident).size();
    const auto texts = exchange.desk.texts_to("Asha").size();

    const auto again = exchange.turn(asha, "s1", line.transcript);

    CHECK(again.is_repeat);
    CHECK(again.screen.text == said);
    CHECK(exchange.events(incident).size() == events);
    CHECK(exchange.desk.texts_to("Asha").size() == texts);
}

TEST_CASE("the history of a call behind the PIN, told otherwise, is walked from the public menu") {
    Exchange exchange;
    exchange.give_pin("Asha", "4711");
    exchange.desk.raise("CRM1");
    Line line{exchange, asha, "s1"};
    line.type_all({"8", "4711", "1"});

    const auto screen = exchange.turn(asha, "s1", "8*4711*4").screen.text;

    CHECK(has(screen, "You are on duty."));
}

TEST_CASE("the report's words are for whoever is on the case, without phone numbers") {
    Exchange exchange;
    exchange.give_pin("Asha", "4711");
    const auto incident = exchange.desk.raise("ABU1");
    exchange.desk.run([&](storage::Transaction& tx) {
        const storage::PrivateText words{"blue gate, call 0712 345 678"};
        tx.put_report_text(incident, exchange.desk.ring.seal_text(incident, words, exchange.desk.random));
    });
    Line line{exchange, asha, "s1"};
    line.type_all({"8", "4711", "1", "1", "9"});
    CHECK_FALSE(has(line.screen, "Full details"));
    CHECK_FALSE(has(line.type("1"), "blue gate"));

    line.type_all({"0", "1", "1", "9", "1"});

    CHECK(has(line.screen, "Kind ABU1\nWard\nblue gate, call ***"));
}

TEST_CASE("off duty others are asked first, and on duty one is asked again") {
    Exchange exchange;
    exchange.give_pin("Asha", "4711");
    Line off{exchange, asha, "s1"};
    off.type_all({"8", "4711", "4", "2"});
    CHECK(has(off.screen, "Asha, you are off duty"));

    const auto first = exchange.desk.raise("CRM1");
    const auto asked = [&](storage::IncidentId incident) {
        return std::ranges::count(exchange.desk.alerts(incident), exchange.desk.responder("Asha"),
                                  &storage::Alert::responder);
    };
    CHECK(asked(first) == 0);
    Line on{exchange, asha, "s2"};
    on.type_all({"8", "4711", "4", "1"});

    CHECK(asked(exchange.desk.raise("CRM1")) == 1);
}

TEST_CASE("without a menu for responders the call stays where it is") {
    Exchange exchange;
    exchange.exchange.menus = std::make_shared<const ussd::MenuVersions>(std::vector{exchange.residents});
    Line line{exchange, asha, "s1"};
    const auto first = line.screen;

    CHECK(line.type("8") == first);
}
