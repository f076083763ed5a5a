#include <doctest/doctest.h>

#include <algorithm>

#include "gateway/cases/actions.hpp"
#include "gateway/cases/climb.hpp"
#include "gateway/cases/status.hpp"
#include "gateway/cases/verdict.hpp"
#include "tests/gateway/desk_for_tests.hpp"

using namespace kengele;
using namespace std::chrono_literals;
using cases::Outcome;
using storage::AlertState;
using storage::SmsTemplate;
using testing::Desk;

namespace {

using Texts = std::vector<SmsTemplate>;

Outcome accept(Desk& desk, const std::string& name) {
    const auto alert = desk.alert_of(name);
    return desk.run([&](storage::Transaction& tx) { return cases::accept(tx, desk.rules(), alert); });
}

Outcome decline(Desk& desk, const std::string& name) {
    const auto alert = desk.alert_of(name);
    return desk.run([&](storage::Transaction& tx) { return cases::decline(tx, desk.rules(), alert); });
}

Outcome undo(Desk& desk, const std::string& name) {
    const auto alert = desk.alert_of(name);
    return desk.run([&](storage::Transaction& tx) { return cases::undo(tx, desk.rules(), alert); });
}

Outcome resolve(Desk& desk, const std::string& name) {
    const auto alert = desk.alert_of(name);
    return desk.run([&](storage::Transaction& tx) { return cases::resolve(tx, desk.rules(), alert); });
}

void climb(Desk& desk, storage::IncidentId incident) {
    desk.run([&](storage::Transaction& tx) { cases::climb(tx, desk.rules(), incident); });
}

cases::Stage stage(Desk& desk, storage::IncidentId incident) {
    return desk.run([&](storage::Transaction& tx) { return cases::status_of(tx.events(incident)).stage; });
}

bool is_alerted(Desk& desk, storage::IncidentId incident, const std::string& name) {
    const auto id = desk.responder(name);
    const auto alerts = desk.alerts(incident);
    return std::ranges::find(alerts, id, &storage::Alert::responder) != alerts.end();
}

}  // namespace

TEST_CASE("a report is stored with its route, texts, deadline, history and audit in one unit") {
    Desk desk;

    const auto incident = desk.raise("CRM1");

    CHECK(desk.alerts(incident).size() == 4);  // two officers, the ambulance, the neighbours' leader
    CHECK(desk.texts_to("Asha") == Texts{SmsTemplate::alert});
    CHECK(desk.texts_to("Nia") == Texts{SmsTemplate::alert});
    CHECK(desk.clock(incident).due - desk.now() == 5min);
    CHECK(stage(desk, incident) == cases::Stage::sent);
}

TEST_CASE("a report whose unit fails leaves nothing behind") {
    Desk desk;
    const auto ward = desk.ward();
    storage::IncidentId made;

    CHECK_THROWS(desk.run([&](storage::Transaction& tx) {
        made = cases::raise(tx, desk.rules(), {"CRM1", ward, "now", "life", "at"}).incident.id;
        throw std::runtime_error("the lights go out");
    }));
    desk.store().roll_back();

    CHECK_FALSE(desk.run([&](storage::Transaction& tx) { return tx.incident(made).has_value(); }));
    CHECK(desk.texts_to("Asha").empty());
}

TEST_CASE("an officer who accepts holds the case: the ladder waits and colleagues are told") {
    Desk desk;
    const auto incident = desk.raise("CRM1");
    desk.deliver_all();

    CHECK(accept(desk, "Asha") == Outcome::done);

    CHECK(desk.clock(incident).held_by == desk.alert_of("Asha").id);
    CHECK(desk.texts_to("Asha") == Texts{SmsTemplate::confirmation});
    CHECK(desk.texts_to("Baraka") == Texts{SmsTemplate::taken});
    CHECK(desk.alert_of("Baraka").state == AlertState::withdrawn);
    CHECK(desk.texts_to("Ema").empty());  // the ambulance is another line and still needed
    CHECK(desk.alert_of("Ema").state == AlertState::open);
    CHECK(stage(desk, incident) == cases::Stage::accepted);
    CHECK(desk.run([&](storage::Transaction& tx) { return tx.due_clocks(desk.now() + 24h, 10).empty(); }));
}

TEST_CASE("a colleague whose text has not left is not bothered at all") {
    Desk desk;
    desk.raise("CRM1");

    accept(desk, "Asha");

    CHECK(desk.texts_to("Baraka").empty());
}

TEST_CASE("a second acceptance is told who has the case") {
    Desk desk;
    const auto incident = desk.raise("CRM1");
    accept(desk, "Asha");
    desk.deliver_all();

    CHECK(accept(desk, "Baraka") == Outcome::not_open);

    CHECK(desk.texts_to("Baraka") == Texts{SmsTemplate::not_open});
    CHECK(desk.clock(incident).held_by == desk.alert_of("Asha").id);
}

TEST_CASE("a repeated acceptance changes nothing and is confirmed again") {
    Desk desk;
    const auto incident = desk.raise("CRM1");
    accept(desk, "Asha");
    desk.deliver_all();
    const auto events = desk.run([&](storage::Transaction& tx) { return tx.events(incident).size(); });

    CHECK(accept(desk, "Asha") == Outcome::repeated);

    CHECK(desk.texts_to("Asha") == Texts{SmsTemplate::confirmation});
    CHECK(desk.run([&](storage::Transaction& tx) { return tx.events(incident).size(); }) == events);
}

TEST_CASE("a phone that answers by itself is answered five times an hour, and the case stays accepted") {
    Desk desk;
    const auto incident = desk.raise("CRM1");

    for (int i = 0; i < 20; ++i) {
        accept(desk, "Asha");
        desk.deliver_all();
        desk.pass(1min);
    }

    const auto alert = desk.alert_of("Asha").id;
    const auto texts = desk.run([&](storage::Transaction& tx) { return tx.sms_of_alert(alert); });
    CHECK(std::ranges::count(texts, SmsTemplate::confirmation, &storage::OutboundSms::what) == 5);
    CHECK(desk.clock(incident).held_by == desk.alert_of("Asha").id);
}

TEST_CASE("a copied or community role goes along and stops nothing") {
    Desk desk;
    const auto incident = desk.raise("CRM1");
    desk.deliver_all();

    CHECK(accept(desk, "Nia") == Outcome::done);

    CHECK_FALSE(desk.clock(incident).held_by.has_value());
    CHECK(desk.texts_to("Nia") == Texts{SmsTemplate::recorded});
    CHECK(desk.texts_to("Asha") == Texts{SmsTemplate::also_going});
    CHECK(stage(desk, incident) == cases::Stage::sent);
}

TEST_CASE("nobody answers: each rung is asked in turn and at the end the desk, again and again") {
    Desk desk;
    const auto incident = desk.raise("CRM1");

    climb(desk, incident);
    CHECK(is_alerted(desk, incident, "Dalila"));
    CHECK(is_alerted(desk, incident, "Chacha"));
    CHECK(desk.texts_to("Chacha") == Texts{SmsTemplate::escalation});
    CHECK(desk.clock(incident).due - desk.now() == 5min);

    climb(desk, incident);
    CHECK(is_alerted(desk, incident, "Sefu"));
    CHECK(desk.clock(incident).due - desk.now() == 10min);

    climb(desk, incident);
    CHECK(desk.texts_to("Oba") == Texts{SmsTemplate::desk});
    CHECK(desk.clock(incident).due - desk.now() == 15min);

    climb(desk, incident);
    CHECK(desk.texts_to("Oba") == Texts{SmsTemplate::desk, SmsTemplate::desk});
    CHECK(stage(desk, incident) == cases::Stage::at_the_desk);
    CHECK(desk.alerts(incident).size() == 8);  // nobody was alerted twice
}

TEST_CASE("the desk can hold what nobody else took") {
    Desk desk;
    const auto incident = desk.raise("CRM1");
    for (int i = 0; i < 3; ++i)
        climb(desk, incident);

    CHECK(accept(desk, "Oba") == Outcome::done);

    CHECK(desk.clock(incident).held_by == desk.alert_of("Oba").id);
    climb(desk, incident);
    CHECK(desk.alert_of("Oba").state == AlertState::accepted);
}

TEST_CASE("an office that nobody holds is passed at once, down to the desk") {
    Desk desk;

    const auto incident = desk.raise("NOB1");

    CHECK(desk.clock(incident).rung == 1);  // the chief is the first who may hold it
    CHECK(is_alerted(desk, incident, "Chacha"));
}

TEST_CASE("an officer who is also the desk is asked again as the desk, and is not told of himself") {
    Desk desk;
    desk.appoint("Asha", "Desk", "OPS");
    const auto incident = desk.raise("CRM1");
    desk.deliver_all();
    for (int i = 0; i < 4; ++i)
        climb(desk, incident);

    CHECK(desk.alert_of("Asha").role == "OPS");
    CHECK(desk.texts_to("Asha") == Texts{SmsTemplate::desk, SmsTemplate::desk});

    desk.deliver_all();
    accept(desk, "Asha");

    CHECK(desk.clock(incident).held_by == desk.alert_of("Asha").id);
    CHECK(desk.texts_to("Asha") == Texts{SmsTemplate::confirmation});
}

TEST_CASE("who was only copied is asked again when a higher rung wants the same person to hold the case") {
    Desk desk;
    desk.appoint("Ema", "Chief's office", "CHIEF");
    const auto incident = desk.raise("CRM1");

    climb(desk, incident);

    CHECK(desk.clock(incident).rung == 1);
    CHECK(desk.alert_of("Ema").role == "CHIEF");
    CHECK(accept(desk, "Ema") == Outcome::done);
    CHECK(desk.clock(incident).held_by == desk.alert_of("Ema").id);
}

TEST_CASE("a kind that the taxonomy lost still reaches somebody") {
    Desk desk;

    const auto incident = desk.raise("GONE");

    CHECK(is_alerted(desk, incident, "Chacha"));
}

TEST_CASE("a place that nobody knows does not lose the report") {
    Desk desk;

    const auto incident = desk.run([&](storage::Transaction& tx) {
        return cases::raise(tx, desk.rules(), {"CRM1", {99999}, "now", "life", "at"}).incident;
    });

    CHECK(incident.place == desk.run([](storage::Transaction& tx) { return tx.country(); }));
    CHECK(is_alerted(desk, incident.id, "Oba"));
}

TEST_CASE("an officer who declines leaves it to the colleague; the last one moves the ladder at once") {
    Desk desk;
    const auto incident = desk.raise("CRM1");

    decline(desk, "Asha");
    CHECK(desk.clock(incident).rung == 0);
    decline(desk, "Baraka");

    CHECK(desk.clock(incident).rung == 1);
    CHECK(is_alerted(desk, incident, "Chacha"));
}

TEST_CASE("a holder who declines gives the case to the next rung at once") {
    Desk desk;
    const auto incident = desk.raise("CRM1");
    climb(desk, incident);
    accept(desk, "Chacha");

    decline(desk, "Chacha");

    CHECK_FALSE(desk.clock(incident).held_by.has_value());
    CHECK(is_alerted(desk, incident, "Sefu"));
    CHECK(stage(desk, incident) == cases::Stage::higher_office);
}

TEST_CASE("an ambulance that cannot come does not move the ladder") {
    Desk desk;
    const auto incident = desk.raise("CRM1");

    decline(desk, "Ema");

    CHECK(desk.clock(incident).rung == 0);
}

TEST_CASE(
    "NO after a confirmation voids it: the desk is told, colleagues are asked again, the clock runs as it "
    "stood") {
    Desk desk;
    const auto incident = desk.raise("CRM1");
    const auto due = desk.clock(incident).due;
    desk.deliver_all();
    accept(desk, "Asha");
    desk.pass(2min);
    desk.deliver_all();

    CHECK(undo(desk, "Asha") == Outcome::done);

    CHECK_FALSE(desk.clock(incident).held_by.has_value());
    CHECK(desk.clock(incident).due == due);
    CHECK(desk.texts_to("Oba") == Texts{SmsTemplate::undone});
    CHECK(desk.alert_of("Baraka").state == AlertState::open);
    CHECK(desk.texts_to("Baraka") == Texts{SmsTemplate::escalation});
}

TEST_CASE("the desk is warned of an acceptance taken back, also when the next answer follows at once") {
    Desk desk;
    desk.raise("CRM1");
    accept(desk, "Asha");
    undo(desk, "Asha");

    decline(desk, "Asha");
    accept(desk, "Asha");

    CHECK(desk.texts_to("Oba") == Texts{SmsTemplate::undone});
}

TEST_CASE("NO without an acceptance means cannot") {
    Desk desk;
    desk.raise("CRM1");

    undo(desk, "Asha");

    CHECK(desk.alert_of("Asha").state == AlertState::declined);
}

TEST_CASE("who declined may still take a case that nobody holds") {
    Desk desk;
    const auto incident = desk.raise("CRM1");
    decline(desk, "Asha");

    CHECK(accept(desk, "Asha") == Outcome::done);

    CHECK(desk.clock(incident).held_by == desk.alert_of("Asha").id);
}

TEST_CASE("an undeliverable alert moves the ladder at once, a copied one does not") {
    Desk desk;
    const auto incident = desk.raise("CRM1");
    const auto ambulance = desk.alert_of("Ema").id;
    const auto officer = desk.alert_of("Asha").id;

    desk.run([&](storage::Transaction& tx) { cases::undeliverable(tx, desk.rules(), ambulance); });
    CHECK(desk.clock(incident).rung == 0);
    desk.run([&](storage::Transaction& tx) { cases::undeliverable(tx, desk.rules(), officer); });
    CHECK(desk.clock(incident).rung == 1);
    desk.run([&](storage::Transaction& tx) { cases::undeliverable(tx, desk.rules(), officer); });
    CHECK(desk.clock(incident).rung == 1);
}

TEST_CASE("on the way and arrived imply an acceptance and show in the status") {
    Desk desk;
    const auto incident = desk.raise("CRM1");
    const auto alert = desk.alert_of("Asha");

    desk.run([&](storage::Transaction& tx) {
        cases::progress(tx, desk.rules(), alert, storage::EventKind::on_the_way);
    });

    CHECK(desk.clock(incident).held_by == alert.id);
    CHECK(stage(desk, incident) == cases::Stage::on_the_way);
}

TEST_CASE("resolved is a claim: the clock stays held until the reporter speaks") {
    Desk desk;
    const auto incident = desk.raise("CRM1");
    accept(desk, "Asha");

    CHECK(resolve(desk, "Asha") == Outcome::done);
    CHECK(resolve(desk, "Asha") == Outcome::repeated);

    CHECK(stage(desk, incident) == cases::Stage::resolved);
    CHECK(desk.clock(incident).held_by.has_value());
}

TEST_CASE("help came: the case is closed, open alerts end") {
    Desk desk;
    const auto incident = desk.raise("CRM1");
    desk.deliver_all();
    accept(desk, "Asha");

    desk.run([&](storage::Transaction& tx) { cases::confirm(tx, incident); });

    CHECK(stage(desk, incident) == cases::Stage::closed);
    CHECK_FALSE(desk.run([&](storage::Transaction& tx) { return tx.clock(incident).has_value(); }));
    CHECK(desk.alert_of("Ema").state == AlertState::withdrawn);
    CHECK(accept(desk, "Ema") == Outcome::not_open);
}

TEST_CASE("who is on the way to a closed case is told so") {
    Desk desk;
    const auto incident = desk.raise("CRM1");
    accept(desk, "Asha");
    desk.run([&](storage::Transaction& tx) { cases::confirm(tx, incident); });
    desk.deliver_all();

    const auto alert = desk.alert_of("Asha");
    const auto outcome = desk.run([&](storage::Transaction& tx) {
        return cases::progress(tx, desk.rules(), alert, storage::EventKind::on_the_way);
    });

    CHECK(outcome == Outcome::not_open);
    CHECK(desk.texts_to("Asha") == Texts{SmsTemplate::not_open});
    CHECK(stage(desk, incident) == cases::Stage::closed);
}

TEST_CASE("a copied role that calls the case resolved is recorded, and the ladder goes on") {
    Desk desk;
    const auto incident = desk.raise("CRM1");

    CHECK(resolve(desk, "Nia") == Outcome::done);
    CHECK(resolve(desk, "Nia") == Outcome::repeated);

    const auto texts = desk.texts_to("Nia");
    CHECK(std::ranges::count(texts, SmsTemplate::not_open) == 0);
    CHECK(texts.back() == SmsTemplate::recorded);
    CHECK(stage(desk, incident) == cases::Stage::sent);
    CHECK_FALSE(desk.clock(incident).held_by.has_value());
    CHECK(desk.clock(incident).due > desk.now());
}

TEST_CASE("nobody came: the case goes one rung above whoever held it") {
    Desk desk;
    const auto incident = desk.raise("CRM1");
    accept(desk, "Asha");
    resolve(desk, "Asha");
    desk.deliver_all();

    desk.run([&](storage::Transaction& tx) { cases::dispute(tx, desk.rules(), incident); });

    CHECK(desk.clock(incident).rung == 1);
    CHECK(is_alerted(desk, incident, "Chacha"));
    CHECK(desk.texts_to("Asha") == Texts{SmsTemplate::disputed});
    CHECK(stage(desk, incident) == cases::Stage::higher_office);
}

TEST_CASE("nobody came moves a case once for each deadline; said again it is recorded and moves nothing") {
    Desk desk;
    const auto incident = desk.raise("CRM1");
    const auto dispute = [&] {
        desk.run([&](storage::Transaction& tx) { cases::dispute(tx, desk.rules(), incident); });
    };
    const auto disputes = [&] {
        const auto events = desk.run([&](storage::Transaction& tx) { return tx.events(incident); });
        return std::ranges::count(events, storage::EventKind::disputed, &storage::CaseEvent::kind);
    };
    desk.pass(1min);
    dispute();
    REQUIRE(desk.clock(incident).rung == 1);
    const auto due = desk.clock(incident).due;
    const auto asked = desk.alerts(incident).size();

    dispute();
    desk.pass(4min);
    dispute();

    CHECK(disputes() == 3);
    CHECK(desk.clock(incident).rung == 1);
    CHECK(desk.clock(incident).due == due);
    CHECK(desk.alerts(incident).size() == asked);
    CHECK(stage(desk, incident) == cases::Stage::higher_office);

    // The next rung had its own time before anybody disputed it.
    desk.pass(1min);
    climb(desk, incident);
    REQUIRE(desk.clock(incident).rung == 2);
    desk.pass(1min);
    dispute();
    CHECK(desk.clock(incident).rung == 3);
    dispute();
    CHECK(desk.texts_to("Oba") == Texts{SmsTemplate::desk});
}

TEST_CASE("nobody came ends a hold and a claim each time, however often it was said before") {
    Desk desk;
    const auto incident = desk.raise("CRM1");
    const auto dispute = [&] {
        desk.run([&](storage::Transaction& tx) { cases::dispute(tx, desk.rules(), incident); });
    };
    dispute();
    REQUIRE(accept(desk, "Chacha") == Outcome::done);

    dispute();
    CHECK_FALSE(desk.clock(incident).held_by.has_value());
    CHECK(desk.clock(incident).rung == 2);
    REQUIRE(accept(desk, "Sefu") == Outcome::done);
    resolve(desk, "Sefu");
    dispute();

    CHECK_FALSE(desk.clock(incident).held_by.has_value());
    CHECK(desk.alert_of("Sefu").state == storage::AlertState::undone);
    CHECK(desk.clock(incident).rung == 3);
}

TEST_CASE("nobody came after a closed case opens it again, one rung higher") {
    Desk desk;
    const auto incident = desk.raise("CRM1");
    accept(desk, "Asha");
    desk.run([&](storage::Transaction& tx) { cases::confirm(tx, incident); });

    desk.run([&](storage::Transaction& tx) { cases::dispute(tx, desk.rules(), incident); });

    CHECK(desk.clock(incident).rung == 1);
    CHECK(is_alerted(desk, incident, "Chacha"));
}

TEST_CASE("a protected case tells neither neighbours nor its kind") {
    Desk desk;

    const auto incident = desk.raise("ABU1");

    CHECK_FALSE(is_alerted(desk, incident, "Nia"));
    CHECK(desk.texts_to("Asha") == Texts{SmsTemplate::alert_private});
}

TEST_CASE("a responder who was given every code is still alerted, with one that rested long") {
    Desk desk;
    desk.raise("CRM1");
    auto alert = desk.alert_of("Asha");
    desk.run([&](storage::Transaction& tx) {
        for (int code = 1000; code < 10000; ++code) {
            alert.reply_code = std::to_string(code);
            alert.created = tx.now() - std::chrono::minutes{10000 - code};
            tx.insert_alert(alert);
        }
    });

    desk.raise("CRM1");

    CHECK(desk.alert_of("Asha").reply_code < "3000");
}

TEST_CASE("a responder's reply codes differ for thirty days") {
    Desk desk;
    std::vector<std::string> codes;

    for (int i = 0; i < 40; ++i) {
        desk.raise("CRM1");
        codes.push_back(desk.alert_of("Asha").reply_code);
    }

    std::ranges::sort(codes);
    CHECK(std::ranges::adjacent_find(codes) == codes.end());
}
