#include "tests/gateway/desk_for_tests.hpp"

#include <stdlib.h>

#include <algorithm>
#include <stdexcept>

#include "storage/sqlite/sqlite_store.hpp"

namespace kengele::testing {
namespace {

using storage::Line;
using storage::Rank;
using storage::Severity;

std::filesystem::path temporary_folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "kengele-desk-XXXXXX").string();
    if (!::mkdtemp(pattern.data())) throw std::runtime_error("no temporary folder");
    return pattern;
}

storage::Bytes root_key() {
    return storage::Bytes(reporters::KeyRing::root_bytes, 42);
}

storage::Kind kind(const std::string& code, Severity severity, const std::string& lead,
                   std::vector<std::string> copies,
                   storage::Sensitivity sensitivity = storage::Sensitivity::normal) {
    storage::Kind made;
    made.code = code;
    made.category = code.substr(0, 3);
    made.label_en = "Kind " + code;
    made.label_sw = "Aina " + code;
    made.severity = severity;
    made.lead_role = lead;
    made.copy_roles = std::move(copies);
    made.sensitivity = sensitivity;
    return made;
}

const std::vector<storage::Kind> kinds{
    kind("CRM1", Severity::p2, "OCS", {"EMS", "NKM"}),
    kind("EMG1", Severity::p1, "OCS", {"EMS"}),
    kind("ABU1", Severity::p1, "OCS", {"NKM"}, storage::Sensitivity::protected_),
    kind("NOB1", Severity::p3, "NOBODY", {}),
};

const std::vector<storage::Role> roles{
    {"OCS", "Police station", "Kituo cha polisi", Line::police, 2},
    {"SCPC", "Sub-county police", "Polisi kaunti ndogo", Line::police, 4},
    {"CHIEF", "Chief", "Chifu", Line::ngao, 2},
    {"EMS", "Ambulance", "Ambulensi", Line::emergency, 3},
    {"NKM", "Nyumba Kumi leader", "Kiongozi wa Nyumba Kumi", Line::community, 0},
    {"NOBODY", "Vacant office", "Ofisi tupu", Line::agency, 3},
    {"OPS", "Operations desk", "Dawati la uendeshaji", Line::desk, 9},
};

std::vector<storage::Rung> ladder(const std::string& name) {
    return {{name, 0, 0, {"LEAD", "COPY"}, {}},
            {name, 1, 5, {"DEPUTY", "CHIEF"}, {}},
            {name, 2, 10, {"SCPC"}, {}},
            {name, 3, 20, {"OPS"}, {}}};
}

struct Person {
    const char* office;
    const char* role;
    const char* name;
    Rank rank;
};

constexpr Person people[] = {
    {"Station", "OCS", "Asha", Rank::holder},     {"Station", "OCS", "Baraka", Rank::holder},
    {"Station", "OCS", "Dalila", Rank::deputy},   {"Ambulance", "EMS", "Ema", Rank::holder},
    {"Ten houses", "NKM", "Nia", Rank::holder},   {"Chief's office", "CHIEF", "Chacha", Rank::holder},
    {"Sub-county", "SCPC", "Sefu", Rank::holder}, {"Desk", "OPS", "Oba", Rank::holder},
};

}  // namespace

Desk::Desk() : ring(root_key()), folder_(temporary_folder()) {
    storage::SqliteOptions options;
    options.path = folder_ / "kengele.db";
    store_ = storage::open_sqlite(options).value();
    settle_town();
}

Desk::~Desk() {
    store_.reset();
    std::filesystem::remove_all(folder_);
}

void Desk::appoint(const std::string& name, const std::string& office, const std::string& role) {
    const auto id = responder(name);
    const auto place = ward();
    run([&](storage::Transaction& tx) {
        storage::RosterRow row;
        row.line = 1;
        row.office.name = office;
        row.office.role = role;
        row.places = {role == "OPS" ? tx.country() : place};
        row.responder = tx.responder(id).value();
        tx.import_roster({row}, storage::day_of(wall_));
    });
}

void Desk::run_unit(const std::function<void(storage::Transaction&)>& unit) {
    storage::ClockReading reading{storage::Millis{now_.ms}, wall_, "boot"};
    store_->begin(now_, reading).value();
    store_
        ->run([&](storage::Transaction& tx) -> Result<void> {
            unit(tx);
            return {};
        })
        .value();
    store_->commit().value();
}

void Desk::settle_town() {
    run([&](storage::Transaction& tx) {
        tx.import_places({{{}, "KE", "Kenya", storage::PlaceLevel::country, {}, {}},
                          {{}, "1", "County", storage::PlaceLevel::county, {}, {}},
                          {{}, "1-2", "Ward", storage::PlaceLevel::ward, {}, {}}});
        tx.import_roles(roles);
        tx.import_kinds(kinds);
        std::vector<storage::Rung> rungs;
        for (const char* name : {"P1", "P2", "P3", "P4"}) {
            for (auto& rung : ladder(name))
                rungs.push_back(std::move(rung));
        }
        tx.import_ladders(rungs);
    });
    run([&](storage::Transaction& tx) {
        std::vector<storage::RosterRow> rows;
        int number = 0;
        for (const Person& person : people) {
            storage::RosterRow row;
            row.line = ++number;
            row.office.name = person.office;
            row.office.role = person.role;
            row.places = {person.role == std::string_view{"OPS"} ? tx.country() : ward()};
            row.responder.name = person.name;
            row.rank = person.rank;
            const auto phone = *storage::PhoneNumber::parse("+2547000000" + std::to_string(10 + number));
            row.responder.phone_sealed = ring.seal_number(phone, random);
            row.responder.phone_tag = ring.number_tag(phone);
            rows.push_back(std::move(row));
        }
        tx.import_roster(rows, storage::day_of(wall_));
    });
}

storage::PlaceNumber Desk::ward() {
    const auto places = store_->reader()->places(storage::Viewer::at_the_machine()).value();
    return std::ranges::find(places, "1-2", &storage::Place::code)->number;
}

storage::IncidentId Desk::raise(const std::string& kind_code, const std::string& urgency) {
    const auto place = ward();
    return run([&](storage::Transaction& tx) {
        return cases::raise(tx, rules(), {kind_code, place, "now", urgency, "at"}).incident.id;
    });
}

std::vector<storage::Alert> Desk::alerts(storage::IncidentId incident) {
    return run([&](storage::Transaction& tx) { return tx.alerts_of(incident); });
}

storage::ResponderId Desk::responder(const std::string& name) {
    const auto index = std::ranges::find_if(people, [&](const Person& p) { return name == p.name; }) - people;
    const auto phone = *storage::PhoneNumber::parse("+2547000000" + std::to_string(11 + index));
    return run([&](storage::Transaction& tx) { return tx.responder_of_phone(ring.number_tag(phone))->id; });
}

storage::Alert Desk::alert_of(const std::string& name) {
    const auto id = responder(name);
    return run([&](storage::Transaction& tx) { return tx.recent_alerts(id, {0}).at(0); });
}

std::vector<storage::SmsTemplate> Desk::texts_to(const std::string& name) {
    const auto id = responder(name);
    return run([&](storage::Transaction& tx) {
        std::vector<storage::SmsTemplate> what;
        for (const auto& sms : tx.recent_sms(id, {0})) {
            if (sms.state == storage::SmsState::queued) what.insert(what.begin(), sms.what);
        }
        return what;
    });
}

storage::LadderClock Desk::clock(storage::IncidentId incident) {
    return run([&](storage::Transaction& tx) { return tx.clock(incident).value(); });
}

void Desk::deliver_all() {
    run([&](storage::Transaction& tx) {
        for (auto& sms : tx.due_sms(now_, 1000)) {
            sms.state = storage::SmsState::accepted;
            tx.change_sms(sms, storage::SmsState::queued, sms.attempt);
        }
    });
}

}  // namespace kengele::testing
