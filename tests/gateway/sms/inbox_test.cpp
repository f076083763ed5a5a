#include "gateway/sms/inbox.hpp"

#include <doctest/doctest.h>

#include "tests/gateway/sms/bell_for_tests.hpp"

using namespace kengele;
using namespace std::chrono_literals;
using storage::AlertState;
using storage::EventKind;
using storage::OutboundSms;
using storage::SmsState;
using storage::SmsTemplate;
using storage::Transaction;
using testing::Bell;
using Report = storage::DeliveryReport::State;

namespace {

const std::string brigade = "+254700000001";
const std::string station = "+254700000002";
const std::string chief = "+254700000003";
const std::string desk = "+254700000009";

std::string code_of(Bell& bell, storage::IncidentId incident, const std::string& role) {
    return bell.alert_of(incident, role).reply_code;
}

int count(Bell& bell, const std::string& number, SmsTemplate what) {
    const auto texts = bell.texts_to(number);
    return static_cast<int>(std::ranges::count(texts, what, &OutboundSms::what));
}

bool has_event(Bell& bell, storage::IncidentId incident, EventKind kind) {
    const auto events = bell.unit([&](Transaction& tx) { return tx.events(incident); });
    return std::ranges::any_of(events, [&](const auto& event) { return event.kind == kind; });
}

}  // namespace

TEST_CASE("a code and a digit do what the digit says") {
    struct Row {
        std::string digit;
        AlertState state;
        EventKind event;
        SmsTemplate told;
    };
    const std::vector<Row> rows{
        {"1", AlertState::accepted, EventKind::accepted, SmsTemplate::confirmation},
        {"2", AlertState::accepted, EventKind::on_the_way, SmsTemplate::recorded},
        {"3", AlertState::accepted, EventKind::arrived, SmsTemplate::recorded},
        {"4", AlertState::resolved, EventKind::resolved, SmsTemplate::recorded},
        {"5", AlertState::declined, EventKind::declined, SmsTemplate::recorded},
        {"NDIYO", AlertState::accepted, EventKind::accepted, SmsTemplate::confirmation},
        {"njiani", AlertState::accepted, EventKind::on_the_way, SmsTemplate::recorded},
        {"siwezi", AlertState::declined, EventKind::declined, SmsTemplate::recorded},
        {"NO", AlertState::declined, EventKind::declined, SmsTemplate::recorded},
    };
    for (const auto& row : rows) {
        CAPTURE(row.digit);
        Bell bell;
        const auto incident = bell.raise("CRM1");

        bell.answer_from(station, code_of(bell, incident, "OCS") + " " + row.digit, "m1");

        CHECK(bell.alert_of(incident, "OCS").state == row.state);
        CHECK(has_event(bell, incident, row.event));
        CHECK(bell.texts_to(station).front().what == row.told);
    }
}

TEST_CASE("a message delivered again changes nothing") {
    Bell bell;
    const auto incident = bell.raise("CRM1");
    const std::string text = code_of(bell, incident, "OCS") + " 1";

    bell.answer_from(station, text, "m1");
    bell.answer_from(station, text, "m1");
    bell.world.clock.pass(11h);
    bell.answer_from(station, text, "m1");

    CHECK(count(bell, station, SmsTemplate::confirmation) == 1);
}

TEST_CASE("without an id the same words within a minute are one message, later they are another") {
    Bell bell;
    const auto incident = bell.raise("CRM1");
    const std::string text = code_of(bell, incident, "OCS") + " 1";

    bell.answer_from(station, text, "");
    bell.world.clock.pass(50s);
    bell.answer_from(station, text, "");
    CHECK(count(bell, station, SmsTemplate::confirmation) == 1);
    bell.world.clock.pass(5min);
    bell.answer_from(station, text, "");

    CHECK(count(bell, station, SmsTemplate::confirmation) == 2);
}

TEST_CASE("a stranger is told nothing and changes nothing, not even with a right code") {
    Bell bell;
    const auto incident = bell.raise("CRM1");

    bell.answer_from("+254711111111", code_of(bell, incident, "OCS") + " 1", "m1");

    CHECK(bell.alert_of(incident, "OCS").state == AlertState::open);
    CHECK(bell.texts_to(station).size() == 1);
}

TEST_CASE("another responder's code is a wrong code") {
    Bell bell;
    const auto incident = bell.raise("CRM1");

    bell.answer_from(brigade, code_of(bell, incident, "OCS") + " 1", "m1");

    CHECK(bell.alert_of(incident, "OCS").state == AlertState::open);
    CHECK(count(bell, brigade, SmsTemplate::not_understood) == 1);
}

TEST_CASE("a bare answer counts when one alert can be meant and it is not P1") {
    for (const std::string text : {"1", "SAWA", "OK", "2"}) {
        CAPTURE(text);
        Bell bell;
        const auto incident = bell.raise("CRM1");

        bell.answer_from(station, text, "m1");

        CHECK(bell.is_held(incident));
    }
}

TEST_CASE("a bare answer means no alert that was made after it was sent; with a code its age is nothing") {
    struct Row {
        std::string what;
        std::string answer;
        std::optional<storage::Millis> age;
        bool takes_it;
    };
    const std::vector<Row> rows{
        {"sent before the alert", "1", 13min, false},
        {"a word sent before the alert", "SAWA", 5h, false},
        {"sent after the alert", "1", 9min, true},
        {"the provider's clock is two minutes behind", "1", 12min, true},
        {"the provider's clock is ahead", "1", -3h, true},
        {"nobody says when", "1", {}, true},
        {"sent before, but with the code", "code 1", 13min, true},
    };
    for (const auto& row : rows) {
        CAPTURE(row.what);
        Bell bell;
        const auto incident = bell.raise("CRM1");
        bell.world.clock.pass(10min);
        const auto code = code_of(bell, incident, "OCS");

        bell.answer_from(station, row.answer == "code 1" ? code + " 1" : row.answer, "m1", row.age);

        CHECK(bell.is_held(incident) == row.takes_it);
    }
}

TEST_CASE("a bare answer that comes late means the alert there was, not the one made since") {
    Bell bell;
    const auto old = bell.raise("CRM1");
    bell.world.clock.pass(10min);
    const auto fresh = bell.raise("CRM1");

    bell.answer_from(station, "1", "m1", 5min);

    CHECK(bell.is_held(old));
    CHECK_FALSE(bell.is_held(fresh));
}

TEST_CASE("a bare answer to one P1 or to two alerts is asked back, with the codes") {
    Bell bell;
    const auto fire = bell.raise("EMG1");
    bell.answer_from(brigade, "1", "m1");
    CHECK_FALSE(bell.is_held(fire));
    REQUIRE(count(bell, brigade, SmsTemplate::ask_which) == 1);
    CHECK(bell.texts_to(brigade).front().about == code_of(bell, fire, "FIRE"));

    Bell other;
    const auto first = other.raise("CRM1");
    const auto second = other.raise("CRM1");
    other.answer_from(station, "sawa", "m1");
    CHECK_FALSE(other.is_held(first));
    CHECK_FALSE(other.is_held(second));
    CHECK(other.texts_to(station).front().about ==
          code_of(other, second, "OCS") + " " + code_of(other, first, "OCS"));
}

TEST_CASE("which case is asked at most five times an hour") {
    Bell bell;
    bell.raise("EMG1");

    for (int i = 0; i < 9; ++i)
        bell.answer_from(brigade, "1", "m" + std::to_string(i));

    CHECK(count(bell, brigade, SmsTemplate::ask_which) == 5);
}

TEST_CASE("a bare answer with nothing open is not understood, once an hour") {
    Bell bell;

    bell.answer_from(station, "1", "m1");
    bell.answer_from(station, "OK thanks", "m2");
    CHECK(count(bell, station, SmsTemplate::not_understood) == 1);
    bell.world.clock.pass(61min);
    bell.answer_from(station, "hello?", "m3");

    CHECK(count(bell, station, SmsTemplate::not_understood) == 2);
}

TEST_CASE("what is not understood changes no alert") {
    Bell bell;
    const auto incident = bell.raise("CRM1");
    const std::string code = code_of(bell, incident, "OCS");
    int id = 0;

    for (const std::string& text : {code, code + " 7", code + " OK but I can't", std::string("HELP"),
                                    std::string(""), std::string("4829137 1"), code + " hello"}) {
        CAPTURE(text);
        bell.answer_from(station, text, "m" + std::to_string(++id));
        CHECK(bell.alert_of(incident, "OCS").state == AlertState::open);
    }
    CHECK(count(bell, station, SmsTemplate::not_understood) == 1);
}

TEST_CASE("NO after a confirmation makes the acceptance void, with its code or without") {
    for (const bool with_code : {true, false}) {
        for (const std::string kind : {"CRM1", "EMG1"}) {
            CAPTURE(with_code);
            CAPTURE(kind);
            Bell bell;
            const auto incident = bell.raise(kind);
            const std::string role = kind == "EMG1" ? "FIRE" : "OCS";
            const std::string number = kind == "EMG1" ? brigade : station;
            const std::string code = code_of(bell, incident, role);
            bell.answer_from(number, code + " 1", "m1");
            REQUIRE(bell.is_held(incident));
            bell.world.clock.pass(29min);

            bell.answer_from(number, with_code ? "HAPANA " + code : "NO", "m2");

            CHECK_FALSE(bell.is_held(incident));
            CHECK(bell.alert_of(incident, role).state == AlertState::undone);
            CHECK(has_event(bell, incident, EventKind::undone));
            CHECK(count(bell, desk, SmsTemplate::undone) == 1);
        }
    }
}

TEST_CASE("NO after a forged \"resolved\" makes that void too") {
    for (const bool with_code : {true, false}) {
        CAPTURE(with_code);
        Bell bell;
        const auto incident = bell.raise("EMG1");
        const auto code = code_of(bell, incident, "FIRE");
        bell.answer_from(brigade, code + " 4", "m1");
        REQUIRE(bell.alert_of(incident, "FIRE").state == AlertState::resolved);

        bell.answer_from(brigade, with_code ? "NO " + code : "HAPANA", "m2");

        CHECK_FALSE(bell.is_held(incident));
        CHECK(bell.alert_of(incident, "FIRE").state == AlertState::undone);
        CHECK(count(bell, desk, SmsTemplate::undone) == 1);
    }
}

TEST_CASE("NO half an hour after the confirmation means cannot") {
    Bell bell;
    const auto incident = bell.raise("CRM1");
    const std::string code = code_of(bell, incident, "OCS");
    bell.answer_from(station, code + " 1", "m1");
    bell.world.clock.pass(31min);

    bell.answer_from(station, "NO " + code, "m2");

    CHECK(bell.alert_of(incident, "OCS").state == AlertState::declined);
    CHECK_FALSE(has_event(bell, incident, EventKind::undone));
    CHECK_FALSE(bell.is_held(incident));
}

TEST_CASE("who answers late is told who has the case") {
    Bell bell;
    const auto incident = bell.raise("CRM1");
    bell.unit([&](Transaction& tx) {
        cases::undeliverable(tx, bell.rules, tx.alerts_of(incident).front().id);
        return true;
    });
    bell.answer_from(chief, code_of(bell, incident, "CHIEF") + " nimepokea", "m1");
    REQUIRE(bell.is_held(incident));

    bell.answer_from(station, code_of(bell, incident, "OCS") + " 1", "m2");

    CHECK(bell.texts_to(station).front().what == SmsTemplate::not_open);
    CHECK(bell.texts_to(station).front().about == "CHIEF");
}

TEST_CASE("after five wrong codes an hour no answer by SMS silences an alarm, a refusal still counts") {
    Bell bell;
    const auto incident = bell.raise("CRM1");
    const std::string code = code_of(bell, incident, "OCS");
    const std::string wrong = code == "1111" ? "2222" : "1111";
    for (int i = 0; i < 5; ++i)
        bell.answer_from(station, wrong + " 1", "w" + std::to_string(i));

    bell.answer_from(station, code + " 1", "m1");
    CHECK_FALSE(bell.is_held(incident));
    bell.answer_from(station, "1", "m2");
    CHECK_FALSE(bell.is_held(incident));
    bell.answer_from(station, code + " 5", "m3");
    CHECK(bell.alert_of(incident, "OCS").state == AlertState::declined);

    bell.world.clock.pass(61min);
    bell.answer_from(station, code + " 1", "m4");
    CHECK(bell.is_held(incident));
}

namespace {

// Somebody sends answers with wrong codes under this number.
void guess(Bell& bell, const std::string& number, int times) {
    static int guesses = 0;
    // No code begins with a zero.
    for (int i = 0; i < times; ++i)
        bell.answer_from(number, "0000 1", "guess" + std::to_string(++guesses));
}

std::string fresh_code_to(Bell& bell, const std::string& number) {
    const auto texts = bell.texts_to(number);
    const auto fresh = std::ranges::find(texts, SmsTemplate::accept_again, &OutboundSms::what);
    REQUIRE(fresh != texts.end());
    return fresh->about;
}

}  // namespace

TEST_CASE("an acceptance among guesses counts once it is repeated with the code of a fresh text") {
    for (const bool with_code : {true, false}) {
        CAPTURE(with_code);
        Bell bell;
        const auto incident = bell.raise("CRM1");
        const auto own = code_of(bell, incident, "OCS");
        guess(bell, station, 5);

        bell.answer_from(station, with_code ? own + " 1" : "SAWA", "m1");

        CHECK_FALSE(bell.is_held(incident));
        const auto fresh = fresh_code_to(bell, station);
        CHECK(fresh != own);
        bell.answer_from(chief, fresh + " 1", "m2");
        CHECK_FALSE(bell.is_held(incident));

        bell.answer_from(station, fresh + " 1", "m3");

        CHECK(bell.is_held(incident));
        CHECK(count(bell, station, SmsTemplate::confirmation) == 1);
    }
}

TEST_CASE("a fresh text is sent once an hour and alert, each with a code of its own") {
    Bell bell;
    const auto first = bell.raise("CRM1");
    const auto second = bell.raise("CRM1");
    guess(bell, station, 5);

    bell.answer_from(station, code_of(bell, first, "OCS") + " 1", "m1");
    bell.answer_from(station, code_of(bell, first, "OCS") + " 2", "m2");
    CHECK(count(bell, station, SmsTemplate::accept_again) == 1);
    bell.answer_from(station, code_of(bell, second, "OCS") + " 1", "m3");
    CHECK(count(bell, station, SmsTemplate::accept_again) == 2);
    const auto of_second = fresh_code_to(bell, station);
    bell.world.clock.pass(59min);
    guess(bell, station, 5);
    bell.answer_from(station, code_of(bell, first, "OCS") + " 1", "m4");
    CHECK(count(bell, station, SmsTemplate::accept_again) == 2);
    bell.world.clock.pass(2min);
    bell.answer_from(station, code_of(bell, first, "OCS") + " 1", "m5");
    CHECK(count(bell, station, SmsTemplate::accept_again) == 3);

    CHECK(fresh_code_to(bell, station) != of_second);
    bell.answer_from(station, fresh_code_to(bell, station) + " 3", "m6");
    CHECK(bell.is_held(first));
    CHECK_FALSE(bell.is_held(second));
}

TEST_CASE("a fresh code that may have been guessed too does not silence an alarm") {
    Bell bell;
    const auto incident = bell.raise("CRM1");
    guess(bell, station, 5);
    bell.answer_from(station, code_of(bell, incident, "OCS") + " 1", "m1");
    const auto fresh = fresh_code_to(bell, station);
    bell.world.clock.pass(1min);
    guess(bell, station, 5);

    bell.answer_from(station, fresh + " 1", "m2");
    CHECK_FALSE(bell.is_held(incident));

    // An hour after the guesses it is as good as the alert's own.
    bell.world.clock.pass(61min);
    bell.answer_from(station, fresh + " 1", "m3");
    CHECK(bell.is_held(incident));
}

TEST_CASE("among guesses every answer that stops no clock still counts, with either code") {
    Bell bell;
    const auto held = bell.raise("CRM1");
    const auto own = code_of(bell, held, "OCS");
    bell.answer_from(station, own + " 1", "m1");
    const auto copied = bell.raise("EMG1");
    guess(bell, station, 5);

    bell.answer_from(station, own + " 3", "m2");
    bell.answer_from(station, code_of(bell, copied, "OCS") + " 1", "m3");
    CHECK(has_event(bell, held, EventKind::arrived));
    CHECK(has_event(bell, copied, EventKind::also_going));
    CHECK(count(bell, station, SmsTemplate::accept_again) == 0);

    const auto declined = bell.raise("CRM1");
    bell.answer_from(station, code_of(bell, declined, "OCS") + " 1", "m4");
    bell.answer_from(station, fresh_code_to(bell, station) + " 5", "m5");
    CHECK(bell.alert_of(declined, "OCS").state == AlertState::declined);
}

TEST_CASE("who accepts among guesses what another has is told so at once") {
    Bell bell;
    const auto incident = bell.raise("CRM1");
    bell.unit([&](Transaction& tx) {
        cases::undeliverable(tx, bell.rules, tx.alerts_of(incident).front().id);
        return true;
    });
    bell.answer_from(chief, code_of(bell, incident, "CHIEF") + " 1", "m1");
    guess(bell, station, 5);

    bell.answer_from(station, code_of(bell, incident, "OCS") + " 1", "m2");

    CHECK(bell.texts_to(station).front().what == SmsTemplate::not_open);
}

TEST_CASE("a fresh code is good for thirty days, then it is a wrong one") {
    Bell bell;
    const auto incident = bell.raise("CRM1");
    guess(bell, station, 5);
    bell.answer_from(station, code_of(bell, incident, "OCS") + " 1", "m1");
    const auto fresh = fresh_code_to(bell, station);

    bell.world.clock.pass(24h * 30 + 1min);
    bell.answer_from(station, fresh + " 1", "m2");

    CHECK_FALSE(bell.is_held(incident));
}

TEST_CASE("four wrong codes are forgiven") {
    Bell bell;
    const auto incident = bell.raise("CRM1");
    const std::string code = code_of(bell, incident, "OCS");
    const std::string wrong = code == "1111" ? "2222" : "1111";
    for (int i = 0; i < 4; ++i)
        bell.answer_from(station, wrong + " 1", "w" + std::to_string(i));

    bell.answer_from(station, code + " 1", "m1");

    CHECK(bell.is_held(incident));
}

TEST_CASE("a delivery report changes its text once; a final word sticks") {
    Bell bell;
    bell.start_sender();
    const auto incident = bell.raise("CRM1");
    bell.world.run_for(2s);
    const auto state = [&] { return bell.texts_of(bell.alert_of(incident, "OCS").id).at(0).state; };

    bell.report("ATXid_1", Report::underway, "Buffered");
    CHECK(state() == SmsState::accepted);
    bell.report("ATXid_1", Report::delivered);
    CHECK(state() == SmsState::delivered);
    bell.report("ATXid_1", Report::underway, "Sent");
    bell.report("ATXid_1", Report::failed, "Expired");

    CHECK(state() == SmsState::delivered);
    CHECK(bell.alert_of(incident, "OCS").state == AlertState::open);
}

TEST_CASE("a failed delivery moves the case at once, and only once") {
    Bell bell;
    bell.start_sender();
    const auto incident = bell.raise("CRM1");
    bell.world.run_for(2s);

    bell.report("ATXid_1", Report::failed, "AbsentSubscriber");
    bell.report("ATXid_1", Report::failed, "AbsentSubscriber");
    bell.report("ATXid_1", Report::delivered);

    const auto text = bell.texts_of(bell.alert_of(incident, "OCS").id).at(0);
    CHECK(text.state == SmsState::failed);
    CHECK(text.failure == "AbsentSubscriber");
    CHECK(bell.alert_of(incident, "OCS").state == AlertState::undeliverable);
    CHECK(bell.texts_to(chief).size() == 1);
}

TEST_CASE("a report about a text nobody knows is kept and harms nothing") {
    Bell bell;

    bell.report("ATXid_77", Report::failed, "DeliveryFailure");

    const auto kept = bell.unit([](Transaction& tx) { return tx.report("at", "ATXid_77"); });
    REQUIRE(kept.has_value());
    CHECK(kept->reason == "DeliveryFailure");
}

TEST_CASE("a failed confirmation leaves the case with whoever accepted it") {
    Bell bell;
    bell.start_sender();
    const auto incident = bell.raise("CRM1");
    bell.world.run_for(2s);
    bell.answer_from(station, code_of(bell, incident, "OCS") + " 1", "m1");
    bell.world.run_for(2s);
    REQUIRE(bell.delivered.size() == 2);

    bell.report("ATXid_2", Report::failed, "DeliveryFailure");

    CHECK(bell.is_held(incident));
}
