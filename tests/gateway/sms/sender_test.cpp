#include "gateway/sms/sender.hpp"

#include <doctest/doctest.h>

#include <set>

#include "gateway/cases/texts.hpp"
#include "storage/ensure.hpp"
#include "tests/gateway/sms/bell_for_tests.hpp"

using namespace kengele;
using namespace std::chrono_literals;
using sms::back_off;
using storage::AlertState;
using storage::OutboundSms;
using storage::SmsState;
using storage::Transaction;
using testing::Bell;

namespace {

const std::string brigade = "+254700000001";
const std::string station = "+254700000002";
const std::string chief = "+254700000003";

world::HttpResponse status(int code) {
    return world::HttpResponse::text(code, "");
}

OutboundSms first_text(Bell& bell, storage::IncidentId incident, const std::string& role) {
    return bell.texts_of(bell.alert_of(incident, role).id).at(0);
}

}  // namespace

TEST_CASE("an alert reaches its responder's phone, and what the provider called it is kept") {
    Bell bell;
    bell.start_sender();

    const auto incident = bell.raise("CRM1", "near DC office");
    bell.world.run_for(2s);

    REQUIRE(bell.delivered.size() == 1);
    CHECK(bell.delivered[0].number == station);
    CHECK(bell.delivered[0].text.find(" P2 Robbery/mugging, Makina, near DC office, 18:00. Reply " +
                                      bell.alert_of(incident, "OCS").reply_code) != std::string::npos);
    const auto row = first_text(bell, incident, "OCS");
    CHECK(row.state == SmsState::accepted);
    CHECK(row.channel == "at");
    CHECK(row.provider_id == "ATXid_1");
    CHECK(row.attempts == 1);
    CHECK_FALSE(row.possible_duplicate);
    CHECK(bell.sender->counts().accepted == 1);
}

TEST_CASE("a nudge sends at once, without waiting for the loop's interval") {
    Bell bell;
    bell.start_sender();
    bell.world.run_for(10s);

    bell.raise("CRM1");
    bell.nudge.raise();
    bell.world.settle();

    CHECK(bell.delivered.size() == 1);
}

TEST_CASE("the claim is committed before anything leaves") {
    Bell bell;
    bell.world.http.delay = 5s;
    bell.start_sender();
    const auto incident = bell.raise("CRM1");
    bell.world.run_for(2s);
    REQUIRE(bell.world.http.asked.size() == 1);

    const auto row = first_text(bell, incident, "OCS");

    CHECK(row.state == SmsState::claimed);
    CHECK(row.attempts == 1);
    CHECK(row.attempt != storage::Key128{});
    CHECK(row.lease_until > row.created);
}

TEST_CASE("life in danger goes first, then the oldest") {
    Bell bell;
    bell.config.in_flight_max = 1;
    bell.raise("CRM1");
    bell.raise("EMG1");

    bell.start_sender();
    bell.world.run_for(5s);

    REQUIRE(bell.delivered.size() == 3);
    CHECK(bell.delivered[0].text.find("P1 Fire") != std::string::npos);
    CHECK(bell.delivered[1].text.find("P1 Fire") != std::string::npos);
    CHECK(bell.delivered[2].text.find("P2 Robbery") != std::string::npos);
}

TEST_CASE("no more texts are in flight than allowed, and all of them go out") {
    Bell bell;
    bell.config.in_flight_max = 3;
    bell.world.http.delay = 200ms;
    for (int i = 0; i < 20; ++i)
        bell.raise("CRM1");

    bell.start_sender();
    bell.world.run_for(5s);

    CHECK(bell.delivered.size() == 20);
    CHECK(bell.world.http.in_flight_most == 3);
    CHECK(bell.world.http.asked.size() == 20);
}

TEST_CASE("a refusal is final, and the case moves at once") {
    Bell bell;
    bell.world.http.answer = [&](const world::HttpRequest& request) {
        const bool is_brigade = request.body.find("254700000001") != std::string::npos;
        return bell.take(request, is_brigade ? 403 : 101);
    };
    bell.start_sender();

    const auto incident = bell.raise("EMG1");
    bell.world.run_for(3s);

    CHECK(first_text(bell, incident, "FIRE").state == SmsState::failed);
    CHECK(bell.alert_of(incident, "FIRE").state == AlertState::undeliverable);
    CHECK(bell.alert_of(incident, "CHIEF").state == AlertState::open);
    CHECK(bell.delivered.back().number == chief);
    CHECK(bell.delivered.back().text.find("IMEPANDISHWA") != std::string::npos);
}

TEST_CASE("what surely was not sent is tried again for as long as it takes, and is no duplicate") {
    Bell bell;
    int failures = 0;
    bell.world.http.answer = [&](const world::HttpRequest& request) -> Result<world::HttpResponse> {
        if (++failures <= 30) return world::Error::unreachable;
        return bell.take(request);
    };
    bell.start_sender();
    const auto incident = bell.raise("EMG1");

    bell.world.run_for(15s * 40);

    const auto row = first_text(bell, incident, "FIRE");
    CHECK(row.state == SmsState::accepted);
    CHECK(row.attempts > 10);
    CHECK_FALSE(row.possible_duplicate);
    CHECK(bell.sender->counts().tried_again == 30);
}

TEST_CASE("tries wait 2, 5, 15, 60, 300 s, a fifth more or less; life in danger never over 15 s") {
    testing::SeededRandom random;
    const std::vector<storage::Millis> waits{2s, 5s, 15s, 60s, 300s, 300s, 300s};
    std::set<storage::Millis> seen;

    for (int round = 0; round < 200; ++round) {
        for (int attempts = 1; attempts <= 7; ++attempts) {
            const auto base = waits[static_cast<std::size_t>(attempts) - 1];
            const auto wait = back_off(attempts, 2, random);
            REQUIRE(wait >= base * 8 / 10);
            REQUIRE(wait <= base * 12 / 10);
            REQUIRE(back_off(attempts, 1, random) <= 15s);
            seen.insert(wait);
        }
    }

    CHECK(seen.size() > 500);
    CHECK(back_off(0, 2, random) <= 3s);
    CHECK(back_off(1'000'000, 2, random) <= 360s);
}

TEST_CASE("an outcome that is not known earns another try, marked and with the same text") {
    struct Row {
        std::string name;
        Result<world::HttpResponse> answer;
        bool is_duplicate;
    };
    const std::vector<Row> rows{
        {"answer lost", world::Error::answer_lost, true},
        {"timed out", world::Error::timed_out, true},
        {"no HTTP", world::Error::bad_answer, true},
        {"500", status(500), true},
        {"503", status(503), true},
        {"not JSON", world::HttpResponse::json(201, "<xml/>"), true},
        {"unreachable", world::Error::unreachable, false},
        {"not sent", world::Error::not_sent, false},
        {"throttled", status(429), false},
        {"wrong key", status(401), false},
    };
    for (const auto& row : rows) {
        CAPTURE(row.name);
        Bell bell;
        std::vector<std::string> bodies;
        bell.world.http.answer = [&](const world::HttpRequest& request) -> Result<world::HttpResponse> {
            bodies.push_back(request.body);
            if (bodies.size() == 1) return row.answer;
            return bell.take(request);
        };
        bell.start_sender();

        const auto incident = bell.raise("CRM1", "near DC office");
        bell.world.run_for(1s);
        const auto first = first_text(bell, incident, "OCS");
        bell.world.run_for(10s);
        const auto second = first_text(bell, incident, "OCS");

        CHECK(first.state == SmsState::queued);
        CHECK(first.possible_duplicate == row.is_duplicate);
        CHECK(second.state == SmsState::accepted);
        CHECK(second.possible_duplicate == row.is_duplicate);
        CHECK(second.attempts == 2);
        CHECK(second.attempt != first.attempt);
        REQUIRE(bodies.size() == 2);
        CHECK(bodies[0] == bodies[1]);
    }
}

TEST_CASE("a provider that never answers costs its limit, then the text is in doubt") {
    Bell bell;
    bell.world.http.delay = 24h;
    bell.start_sender();
    const auto incident = bell.raise("CRM1");

    bell.world.run_for(bell.config.limit + 2s);

    const auto row = first_text(bell, incident, "OCS");
    CHECK(row.attempts == 1);
    CHECK(row.state == SmsState::queued);
    CHECK(row.possible_duplicate);
}

TEST_CASE("texts in doubt are bounded: the last try fails and the case moves") {
    Bell bell;
    bell.config.attempts_max = 3;
    bell.world.http.answer = [&](const world::HttpRequest&) { return status(500); };
    bell.start_sender();

    const auto incident = bell.raise("CRM1");
    bell.world.run_for(60s);

    const auto row = first_text(bell, incident, "OCS");
    CHECK(row.attempts == 3);
    CHECK(row.state == SmsState::failed);
    CHECK(bell.alert_of(incident, "OCS").state == AlertState::undeliverable);
    CHECK(bell.alert_of(incident, "CHIEF").state != AlertState::declined);
}

TEST_CASE("a second refusal by the operator behind the provider is final") {
    Bell bell;
    bell.world.http.answer = [&](const world::HttpRequest& request) { return bell.take(request, 502); };
    bell.start_sender();

    const auto incident = bell.raise("CRM1");
    bell.world.run_for(10s);

    CHECK(first_text(bell, incident, "OCS").attempts == 2);
    CHECK(first_text(bell, incident, "OCS").state == SmsState::failed);
}

TEST_CASE("a claim that a crash left behind is sent again after its lease, as a possible duplicate") {
    Bell bell;
    const auto incident = bell.raise("CRM1");
    const sms::TextSource source = [&](Transaction& tx, const OutboundSms& row) {
        return bell.texts.text_of(tx, row);
    };
    const sms::OutboxRules rules{bell.config, bell.world.random, source, bell.on_final_failure, {"at"}};
    const auto claims = bell.unit([&](Transaction& tx) { return sms::claim_due(tx, rules, 10); });
    REQUIRE(claims.size() == 1);

    bell.start_sender();
    bell.world.run_for(bell.config.lease - 2s);
    CHECK(bell.delivered.empty());
    bell.world.run_for(5s);

    CHECK(bell.delivered.size() == 1);
    const auto row = first_text(bell, incident, "OCS");
    CHECK(row.state == SmsState::accepted);
    CHECK(row.attempts == 2);
    CHECK(row.possible_duplicate);
    CHECK(row.attempt != claims[0].row.attempt);
}

TEST_CASE("an outcome that comes after its claim lapsed changes nothing") {
    Bell bell;
    const auto incident = bell.raise("CRM1");
    const sms::TextSource source = [&](Transaction& tx, const OutboundSms& row) {
        return bell.texts.text_of(tx, row);
    };
    const sms::OutboxRules rules{bell.config, bell.world.random, source, bell.on_final_failure, {"at"}};
    const auto first = bell.unit([&](Transaction& tx) { return sms::claim_due(tx, rules, 10); });
    bell.world.run_for(bell.config.lease + 1s);
    const auto second = bell.unit([&](Transaction& tx) { return sms::claim_due(tx, rules, 10); });
    REQUIRE(second.size() == 1);

    bell.unit([&](Transaction& tx) {
        sms::settle(tx, rules, {first[0].row, sms::Fate::refused, {}, "late", false});
        return true;
    });

    const auto row = first_text(bell, incident, "OCS");
    CHECK(row.state == SmsState::claimed);
    CHECK(row.attempt == second[0].row.attempt);
    CHECK(bell.alert_of(incident, "OCS").state == AlertState::open);
}

TEST_CASE("an alert that was answered while its text waited is not sent any more") {
    Bell bell;
    bool is_down = true;
    bell.world.http.answer = [&](const world::HttpRequest& request) -> Result<world::HttpResponse> {
        if (is_down) return world::Error::unreachable;
        return bell.take(request);
    };
    bell.start_sender();
    const auto incident = bell.raise("CRM1");
    bell.world.run_for(1s);

    bell.answer_from(station, bell.alert_of(incident, "OCS").reply_code + " 1", "m1");
    is_down = false;
    bell.world.run_for(20s);

    REQUIRE(bell.delivered.size() == 1);
    CHECK(bell.delivered[0].text.find("you have it") != std::string::npos);
    CHECK(first_text(bell, incident, "OCS").state == SmsState::cancelled);
}

TEST_CASE("after an outage a responder gets the newest alarm of an alert, not all of them") {
    Bell bell;
    bool is_down = true;
    bell.world.http.answer = [&](const world::HttpRequest& request) -> Result<world::HttpResponse> {
        if (is_down) return world::Error::unreachable;
        return bell.take(request);
    };
    bell.start_sender();
    const auto incident = bell.raise("CRM1");
    const auto alert = bell.alert_of(incident, "OCS");
    for (int i = 0; i < 5; ++i) {
        bell.world.run_for(15min);
        bell.unit([&](Transaction& tx) {
            cases::text(tx, alert, storage::Severity::p2, storage::SmsTemplate::desk);
            return true;
        });
    }

    is_down = false;
    bell.world.run_for(10min);

    REQUIRE(bell.delivered.size() == 1);
    CHECK(bell.delivered[0].text.find("KENGELE DESK") != std::string::npos);
    int cancelled = 0;
    for (const auto& row : bell.texts_of(alert.id))
        cancelled += row.state == SmsState::cancelled ? 1 : 0;
    CHECK(cancelled == 5);
}

TEST_CASE("a text whose number cannot be opened fails, and the case moves") {
    Bell bell;
    bell.unit([&](Transaction& tx) {
        storage::RosterRow row;
        row.office.name = "OCS office";
        row.office.role = "OCS";
        row.places = {bell.ward};
        row.responder.name = "Person 2";
        row.responder.phone_sealed = {1, 2, 3};
        row.responder.phone_tag = bell.ring.number_tag(storage::PhoneNumber::parse(station).value());
        tx.import_roster({row}, 0);
        return true;
    });
    bell.start_sender();

    const auto incident = bell.raise("CRM1");
    bell.world.run_for(2s);

    CHECK(first_text(bell, incident, "OCS").state == SmsState::failed);
    CHECK(bell.alert_of(incident, "OCS").state == AlertState::undeliverable);
    CHECK(bell.delivered.back().number == chief);
}

TEST_CASE("life in danger moves to the next channel after two failures, the rest stay") {
    Bell bell;
    std::vector<std::string> hosts;
    bell.world.http.answer = [&](const world::HttpRequest& request) -> Result<world::HttpResponse> {
        if (request.target.starts_with("http://at/")) return world::Error::unreachable;
        return bell.take(request);
    };
    bell.start_sender();

    const auto fire = bell.raise("EMG1");
    const auto robbery = bell.raise("CRM1");
    bell.world.run_for(60s);

    CHECK(first_text(bell, fire, "FIRE").state == SmsState::accepted);
    CHECK(first_text(bell, fire, "FIRE").channel == "other");
    CHECK(first_text(bell, fire, "FIRE").attempts == 3);
    CHECK(first_text(bell, robbery, "OCS").state == SmsState::queued);
}

TEST_CASE("stopping claims nothing more and lets what is in flight finish") {
    Bell bell;
    bell.world.http.delay = 3s;
    bell.start_sender();
    const auto first = bell.raise("CRM1");
    bell.world.run_for(1s);
    REQUIRE(bell.world.http.asked.size() == 1);

    bell.stop_sender();
    const auto second = bell.raise("CRM1");
    bell.nudge.raise();
    bell.world.run_for(1s);
    CHECK_FALSE(bell.sender_has_ended);
    bell.world.run_for(10s);

    CHECK(bell.sender_has_ended);
    CHECK(bell.world.http.asked.size() == 1);
    CHECK(first_text(bell, first, "OCS").state == SmsState::accepted);
    CHECK(first_text(bell, second, "OCS").state == SmsState::queued);
}

TEST_CASE("a stop in an idle moment ends the sender at once") {
    Bell bell;
    bell.start_sender();
    bell.world.run_for(5s);

    bell.stop_sender();

    CHECK(bell.sender_has_ended);
}

TEST_CASE("a delivery report that overtakes the answer to the send is applied") {
    Bell bell;
    bell.report("ATXid_1", storage::DeliveryReport::State::delivered);
    bell.start_sender();

    const auto incident = bell.raise("CRM1");
    bell.world.run_for(2s);

    CHECK(first_text(bell, incident, "OCS").state == SmsState::delivered);
}

TEST_CASE("a failure report that overtakes the answer moves the case") {
    Bell bell;
    bell.report("ATXid_1", storage::DeliveryReport::State::failed, "AbsentSubscriber");
    bell.start_sender();

    const auto incident = bell.raise("CRM1");
    bell.world.run_for(2s);

    const auto row = first_text(bell, incident, "OCS");
    CHECK(row.state == SmsState::failed);
    CHECK(row.failure == "AbsentSubscriber");
    CHECK(bell.alert_of(incident, "OCS").state == AlertState::undeliverable);
}

TEST_CASE("one row that spoils its unit does not hold up the others") {
    Bell bell;
    bell.on_final_failure = [](Transaction&, storage::AlertId) { ensure(false); };
    bell.world.http.answer = [&](const world::HttpRequest& request) {
        const bool is_station = request.body.find("254700000002") != std::string::npos;
        return bell.take(request, is_station ? 403 : 101);
    };
    const auto robbery = bell.raise("CRM1");
    const auto abuse = bell.raise("ABU3");

    bell.start_sender();
    bell.world.run_for(20s);

    CHECK(first_text(bell, abuse, "GDESK").state == SmsState::accepted);
    CHECK(first_text(bell, robbery, "OCS").state == SmsState::claimed);
    CHECK_FALSE(bell.world.log.complaints.empty());
}

TEST_CASE("a protected case is announced without kind, place or words") {
    Bell bell;
    bell.start_sender();

    bell.raise("ABU3", "near DC office");
    bell.world.run_for(2s);

    REQUIRE(bell.delivered.size() == 1);
    CHECK(bell.delivered[0].text.find("private case") != std::string::npos);
    CHECK(bell.delivered[0].text.find("Violence") == std::string::npos);
    CHECK(bell.delivered[0].text.find("Makina") == std::string::npos);
    CHECK(bell.delivered[0].text.find("DC") == std::string::npos);
}

TEST_CASE("one seed, one run: the same sends at the same times") {
    const auto run = [] {
        Bell bell;
        int asked = 0;
        std::vector<storage::Millis> times;
        bell.world.http.answer = [&](const world::HttpRequest& request) -> Result<world::HttpResponse> {
            times.push_back(bell.world.clock.read().elapsed);
            if (++asked % 3 != 0) return world::Error::answer_lost;
            return bell.take(request);
        };
        bell.start_sender();
        for (int i = 0; i < 5; ++i)
            bell.raise("EMG1");
        bell.world.run_for(120s);
        return times;
    };

    CHECK(run() == run());
}
