#include "gateway/cases/raise.hpp"

#include <algorithm>

#include "gateway/cases/climb.hpp"
#include "gateway/cases/history.hpp"
#include "gateway/cases/severity.hpp"
#include "gateway/codes.hpp"

namespace kengele::cases {
namespace {

using storage::Incident;
using storage::Transaction;

storage::Kind known_or_desk(Transaction& tx, const std::string& code) {
    if (auto kind = tx.kind(code)) return *kind;
    storage::Kind unknown;
    unknown.code = code;
    return unknown;
}

// 900,000 numbers, drawn at random: a clash is simply drawn again. A deployment that has used up half of them
// needs a longer number.
void store_under_fresh_number(Transaction& tx, const Rules& rules, Incident& incident) {
    for (;;) {
        incident.case_number = gateway::draw_case_number(rules.random);
        if (const auto id = tx.insert_incident(incident)) {
            incident.id = *id;
            return;
        }
    }
}

std::string first_asked(Transaction& tx, const Incident& incident) {
    const auto alerts = tx.alerts_of(incident.id);
    const auto holder =
        std::ranges::find_if(alerts, [](const auto& alert) { return may_hold(alert.standing); });
    return holder == alerts.end() ? "OPS" : holder->role;
}

}  // namespace

Raised raise(Transaction& tx, const Rules& rules, const Report& report) {
    const storage::Kind kind = known_or_desk(tx, report.kind);
    Raised raised;
    Incident& incident = raised.incident;
    incident.kind = report.kind;
    incident.category = kind.category;
    incident.severity = severity_of(kind, report.urgency);
    incident.sensitivity = kind.sensitivity;
    incident.place = tx.place(report.place) ? report.place : tx.country();
    incident.timing = report.timing;
    incident.urgency = report.urgency;
    incident.channel = report.channel;
    incident.is_incomplete = report.is_incomplete;
    incident.created = tx.now();
    incident.created_wall = tx.wall();
    store_under_fresh_number(tx, rules, incident);

    note(tx, incident, storage::EventKind::raised, 0);
    start_ladder(tx, rules, incident, kind);

    raised.asked_role = first_asked(tx, incident);
    raised.answer_within = tx.clock(incident.id)->due - tx.now();
    return raised;
}

}  // namespace kengele::cases
