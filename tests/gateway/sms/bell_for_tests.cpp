#include "tests/gateway/sms/bell_for_tests.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <boost/asio/co_spawn.hpp>

#include "gateway/aggregators/form.hpp"

namespace kengele::testing {
namespace {

using storage::Severity;
using storage::Transaction;

gateway::ChannelConfig provider(const std::string& name) {
    gateway::ChannelConfig channel;
    channel.name = name;
    channel.kind = "africastalking";
    channel.username = "kengele";
    channel.api_key = storage::PrivateText("key");
    channel.api_base = "http://" + name;
    channel.sender = "22384";
    return channel;
}

storage::Kind kind(std::string code, std::string en, std::string sw, Severity severity, std::string lead,
                   std::vector<std::string> copies, storage::Sensitivity sensitivity) {
    storage::Kind made;
    made.code = std::move(code);
    made.category = made.code.substr(0, 3);
    made.label_en = std::move(en);
    made.label_sw = std::move(sw);
    made.severity = severity;
    made.lead_role = std::move(lead);
    made.copy_roles = std::move(copies);
    made.sensitivity = sensitivity;
    return made;
}

void import_rules(Transaction& tx) {
    using storage::Line;
    using storage::Sensitivity;
    tx.import_roles({{"FIRE", "Fire brigade", "Zimamoto", Line::emergency, 3},
                     {"OCS", "Police station (OCS)", "Kituo cha polisi", Line::police, 2},
                     {"CHIEF", "Chief", "Chifu", Line::ngao, 2},
                     {"GDESK", "Gender desk (police)", "Dawati la jinsia", Line::police, 2},
                     {"OPS", "Operations desk", "Dawati la uendeshaji", Line::desk, 9}});
    tx.import_kinds(
        {kind("EMG1", "Fire", "Moto", Severity::p1, "FIRE", {"OCS"}, Sensitivity::normal),
         kind("CRM1", "Robbery/mugging", "Wizi wa mabavu", Severity::p2, "OCS", {}, Sensitivity::normal),
         kind("ABU3", "Violence at home", "Ukatili wa nyumbani", Severity::p2, "GDESK", {},
              Sensitivity::protected_)});
    tx.import_ladders({{"P1", 0, 0, {"LEAD", "COPY"}, {}},
                       {"P1", 1, 5, {"CHIEF"}, {}},
                       {"P1", 2, 10, {"OPS"}, {}},
                       {"P2", 0, 0, {"LEAD"}, {}},
                       {"P2", 1, 15, {"CHIEF"}, {}},
                       {"P2", 2, 30, {"OPS"}, {}}});
}

}  // namespace

Bell::Bell()
    : store(storage::open_sqlite(folder.options()).value()),
      queue(
          *store, storage::ServiceClock(world.clock.read()), [this] { return world.clock.read(); },
          world.loops, {}, [](boost::system::error_code error) { FAIL(error.message()); }) {
    channels = aggregators::make_channels({provider("at"), provider("other")});
    world.http.answer = [this](const world::HttpRequest& request) { return take(request); };
    unit([&](Transaction& tx) {
        storage::Place place;
        place.code = "047-275-1378";
        place.name = "Makina";
        tx.import_places({place});
        ward = storage::PlaceNumber{1};
        import_rules(tx);
        std::vector<storage::RosterRow> rows;
        const auto enrol = [&](std::string role, int person, std::string language) {
            storage::RosterRow row;
            row.office.name = role + " office";
            row.office.role = std::move(role);
            row.places = {ward};
            row.responder.name = fmt::format("Person {}", person);
            const auto number = storage::PhoneNumber::parse(fmt::format("+25470000000{}", person)).value();
            row.responder.phone_sealed = ring.seal_number(number, world.random);
            row.responder.phone_tag = ring.number_tag(number);
            row.responder.language = std::move(language);
            rows.push_back(std::move(row));
        };
        enrol("FIRE", 1, "en");
        enrol("OCS", 2, "en");
        enrol("CHIEF", 3, "sw");
        enrol("GDESK", 4, "en");
        enrol("OPS", 9, "en");
        tx.import_roster(rows, 0);
        return true;
    });
}

storage::IncidentId Bell::raise(const std::string& kind_code, const std::string& landmark) {
    return unit([&](Transaction& tx) {
        const auto raised = cases::raise(tx, rules, {kind_code, ward, "now", "urgent", "at"});
        if (!landmark.empty()) {
            tx.put_report_text(
                raised.incident.id,
                ring.seal_text(raised.incident.id, storage::PrivateText(landmark), world.random));
        }
        return raised.incident.id;
    });
}

void Bell::answer_from(const std::string& number, const std::string& text, const std::string& id,
                       std::optional<storage::Millis> age) {
    aggregators::InboundSms sms{id, storage::PhoneNumber::parse(number).value(), storage::PrivateText(text),
                                "63902"};
    if (age) sms.sent = world.clock.read().wall - *age;
    unit([&](Transaction& tx) { return sms::take_sms(tx, {"at", ring, rules}, sms).has_value(); });
}

void Bell::report(const std::string& provider_id, storage::DeliveryReport::State state,
                  const std::string& reason) {
    unit([&](Transaction& tx) {
        return sms::take_report(tx, "at", {provider_id, state, reason}, on_final_failure).has_value();
    });
}

std::vector<storage::Alert> Bell::alerts(storage::IncidentId incident) {
    return unit([&](Transaction& tx) { return tx.alerts_of(incident); });
}

storage::Alert Bell::alert_of(storage::IncidentId incident, const std::string& role) {
    for (const auto& alert : alerts(incident)) {
        if (alert.role == role) return alert;
    }
    FAIL("nobody of this role was alerted: " << role);
    return {};
}

std::vector<storage::OutboundSms> Bell::texts_of(storage::AlertId alert) {
    return unit([&](Transaction& tx) { return tx.sms_of_alert(alert); });
}

std::vector<storage::OutboundSms> Bell::texts_to(const std::string& number) {
    const auto tag = ring.number_tag(storage::PhoneNumber::parse(number).value());
    return unit([&](Transaction& tx) {
        return tx.recent_sms(tx.responder_of_phone(tag).value().id, storage::ServiceTime{0});
    });
}

bool Bell::is_held(storage::IncidentId incident) {
    return unit([&](Transaction& tx) { return tx.clock(incident)->held_by.has_value(); });
}

void Bell::start_sender() {
    sender_has_ended = false;
    sender = std::make_unique<sms::Sender>(
        queue, handed, config, channels,
        [this](Transaction& tx, const storage::OutboundSms& row) { return texts.text_of(tx, row); }, nudge,
        on_final_failure);
    boost::asio::co_spawn(world.loops, sender->run(), [this](std::exception_ptr thrown) {
        sender_has_ended = true;
        if (thrown) std::rethrow_exception(thrown);
    });
    world.settle();
}

void Bell::stop_sender() {
    sender->stop();
    world.settle();
}

Result<world::HttpResponse> Bell::take(const world::HttpRequest& request, int status_code) {
    const auto form = aggregators::Form::read(request).value();
    const std::string number(form.value_or_empty("to"));
    const std::string id = fmt::format("ATXid_{}", delivered.size() + 1);
    if (status_code < 200) delivered.push_back({number, std::string(form.value_or_empty("message")), id});
    return world::HttpResponse::json(
        201, fmt::format(R"({{"SMSMessageData":{{"Message":"any","Recipients":[{{"messageId":"{}",)"
                         R"("number":"{}","status":"any","statusCode":{}}}]}}}})",
                         id, number, status_code));
}

}  // namespace kengele::testing
