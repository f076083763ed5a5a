#include "gateway/cases/verdict.hpp"

#include <algorithm>

#include "gateway/cases/climb.hpp"
#include "gateway/cases/escalation.hpp"
#include "gateway/cases/history.hpp"
#include "gateway/cases/texts.hpp"

namespace kengele::cases {
namespace {

using storage::Alert;
using storage::AlertState;
using storage::EventKind;
using storage::LadderClock;
using storage::Transaction;

// The clock of a closed case stands where its alerts had come to.
LadderClock clock_again(Transaction& tx, const storage::Incident& incident) {
    LadderClock clock;
    clock.incident = incident.id;
    const auto kind = tx.kind(incident.kind);
    clock.ladder = ladder_name(kind.value_or(storage::Kind{}), incident.severity);
    for (const Alert& alert : tx.alerts_of(incident.id))
        clock.rung = std::max(clock.rung, alert.rung);
    clock.due = tx.now();
    return clock;
}

// Whoever is being asked was asked because of a dispute, or one cut the time of those before them short.
bool was_disputed_on_this_rung(Transaction& tx, const Rules& rules, const storage::Incident& incident,
                               const LadderClock& clock) {
    const auto asked_at =
        clock.due - patience(tx.ladder(clock.ladder), clock.rung, incident.severity, rules.config);
    const auto events = tx.events(incident.id);
    return std::ranges::any_of(events, [&](const storage::CaseEvent& event) {
        return event.kind == EventKind::disputed && event.at >= asked_at;
    });
}

}  // namespace

void confirm(Transaction& tx, storage::IncidentId id) {
    const auto incident = tx.lock_incident(id);
    if (!incident || !tx.clock(id)) return;
    for (const Alert& alert : tx.alerts_of(id)) {
        if (alert.state != AlertState::open) continue;
        tx.change_alert(alert.id, AlertState::open, AlertState::withdrawn);
        note(tx, *incident, EventKind::withdrawn, alert);
        if (take_back(tx, alert.id)) text(tx, alert, incident->severity, storage::SmsTemplate::not_open);
    }
    tx.stop_clock(id);
    note(tx, *incident, EventKind::confirmed, 0);
}

void dispute(Transaction& tx, const Rules& rules, storage::IncidentId id) {
    const auto incident = tx.lock_incident(id);
    if (!incident) return;
    auto clock = tx.clock(id);
    if (clock && !clock->held_by && was_disputed_on_this_rung(tx, rules, *incident, *clock)) {
        note(tx, *incident, EventKind::disputed, clock->rung);
        return;
    }
    if (!clock) clock = clock_again(tx, *incident);
    if (clock->held_by) {
        const auto holder = tx.alert(*clock->held_by);
        tx.change_alert(holder->id, holder->state, AlertState::undone);
        clock->rung = std::max(clock->rung, holder->rung);
        clock->held_by.reset();
        text(tx, *holder, incident->severity, storage::SmsTemplate::disputed);
    }
    tx.put_clock(*clock);
    note(tx, *incident, EventKind::disputed, clock->rung);
    climb(tx, rules, id);
}

}  // namespace kengele::cases
