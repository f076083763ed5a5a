#include "gateway/cases/actions.hpp"

#include <algorithm>

#include "gateway/cases/climb.hpp"
#include "gateway/cases/history.hpp"
#include "gateway/cases/texts.hpp"

namespace kengele::cases {
namespace {

using storage::Alert;
using storage::AlertState;
using storage::EventKind;
using storage::Incident;
using storage::LadderClock;
using storage::SmsTemplate;
using storage::Transaction;

// The case of an alert, read for a decision about it.
struct Case {
    Incident incident;
    std::optional<LadderClock> clock;
    Alert alert;  // as it stands now: the caller's copy may be old
};

std::optional<Case> case_of(Transaction& tx, const Alert& alert) {
    auto incident = tx.lock_incident(alert.incident);
    auto now = tx.alert(alert.id);
    if (!incident || !now) return std::nullopt;
    return Case{std::move(*incident), tx.clock(alert.incident), std::move(*now)};
}

bool is_held_by(const Case& c, storage::AlertId alert) {
    return c.clock && c.clock->held_by == alert;
}

// Tells a late responder who has the case, or that it is closed.
Outcome tell_not_open(Transaction& tx, const Case& c) {
    std::string holder;
    if (c.clock && c.clock->held_by) {
        if (const auto holding = tx.alert(*c.clock->held_by)) holder = holding->role;
    }
    text(tx, c.alert, c.incident.severity, SmsTemplate::not_open, holder);
    return Outcome::not_open;
}

// The others who were asked to hold the case need not go; those whose text had left are told who has it.
void withdraw_others(Transaction& tx, const Case& c) {
    for (const Alert& other : tx.alerts_of(c.incident.id)) {
        if (other.id == c.alert.id || !may_hold(other.standing) || other.state != AlertState::open) continue;
        tx.change_alert(other.id, AlertState::open, AlertState::withdrawn);
        note(tx, c.incident, EventKind::withdrawn, other);
        const bool has_left = take_back(tx, other.id);
        // One person of two offices need not be told of himself.
        if (has_left && other.responder != c.alert.responder) {
            text(tx, other, c.incident.severity, SmsTemplate::taken, c.alert.role);
        }
    }
}

Outcome hold(Transaction& tx, Case& c) {
    tx.change_alert(c.alert.id, c.alert.state, AlertState::accepted);
    c.clock->held_by = c.alert.id;
    tx.put_clock(*c.clock);
    note(tx, c.incident, EventKind::accepted, c.alert);
    withdraw_others(tx, c);
    take_back(tx, c.alert.id);
    text(tx, c.alert, c.incident.severity, SmsTemplate::confirmation);
    return Outcome::done;
}

// A copied or community role goes too: the others see it, nothing stops.
Outcome go_along(Transaction& tx, const Case& c) {
    tx.change_alert(c.alert.id, c.alert.state, AlertState::going);
    note(tx, c.incident, EventKind::also_going, c.alert);
    for (const Alert& other : tx.alerts_of(c.incident.id)) {
        const bool is_involved = other.state == AlertState::open || other.state == AlertState::accepted ||
                                 other.state == AlertState::going;
        if (other.id == c.alert.id || !is_involved) continue;
        text(tx, other, c.incident.severity, SmsTemplate::also_going, c.alert.role);
    }
    take_back(tx, c.alert.id);
    text(tx, c.alert, c.incident.severity, SmsTemplate::recorded, "going");
    return Outcome::done;
}

bool is_somebody_left(Transaction& tx, const Case& c) {
    const auto alerts = tx.alerts_of(c.incident.id);
    return std::ranges::any_of(alerts, [&](const Alert& other) {
        return other.rung == c.clock->rung && may_hold(other.standing) && other.state == AlertState::open;
    });
}

// Ends the holder's hold; the ladder is free to go on.
void let_go(Transaction& tx, Case& c, AlertState state) {
    tx.change_alert(c.alert.id, c.alert.state, state);
    c.clock->held_by.reset();
    // The ladder goes on above whoever held the case, also when that was not the rung last alerted.
    c.clock->rung = std::max(c.clock->rung, c.alert.rung);
    tx.put_clock(*c.clock);
}

// Asks again those whom an acceptance had sent home, as it turned out to be void.
void ask_again(Transaction& tx, const Case& c) {
    for (const Alert& other : tx.alerts_of(c.incident.id)) {
        if (other.state != AlertState::withdrawn) continue;
        tx.change_alert(other.id, AlertState::withdrawn, AlertState::open);
        note(tx, c.incident, EventKind::alerted, other);
        const bool is_secret = c.incident.sensitivity != storage::Sensitivity::normal;
        text(tx, other, c.incident.severity,
             is_secret ? SmsTemplate::alert_private : SmsTemplate::escalation);
    }
}

void warn_desk(Transaction& tx, const Case& c) {
    for (const auto& entry : tx.roster("OPS", c.incident.place, storage::day_of(tx.wall()))) {
        Alert to_desk = c.alert;
        to_desk.responder = entry.responder.id;
        text(tx, to_desk, c.incident.severity, SmsTemplate::undone, c.alert.role);
    }
}

// Makes sure the alert's responder is on the case before something that implies it.
Outcome be_on_it(Transaction& tx, const Rules& rules, const Alert& alert) {
    if (alert.state == AlertState::accepted || alert.state == AlertState::going) return Outcome::repeated;
    return accept(tx, rules, alert);
}

std::string recorded_word(EventKind what) {
    return what == EventKind::resolved ? "resolved" : what == EventKind::arrived ? "arrived" : "on_the_way";
}

bool has_event(Transaction& tx, const Alert& alert, EventKind kind) {
    const auto events = tx.events(alert.incident);
    return std::ranges::any_of(
        events, [&](const auto& event) { return event.alert == alert.id && event.kind == kind; });
}

}  // namespace

Outcome accept(Transaction& tx, const Rules&, const Alert& alert) {
    auto c = case_of(tx, alert);
    if (!c) return Outcome::not_open;
    if (is_held_by(*c, alert.id)) {
        text(tx, c->alert, c->incident.severity, SmsTemplate::confirmation);
        return Outcome::repeated;
    }
    if (!c->clock || c->alert.state == AlertState::resolved) return tell_not_open(tx, *c);
    if (!may_hold(alert.standing)) {
        if (c->alert.state != AlertState::going) return go_along(tx, *c);
        text(tx, c->alert, c->incident.severity, SmsTemplate::recorded, "going");
        return Outcome::repeated;
    }
    // Who declined, could not be reached or was sent home may still take a case that nobody holds.
    if (c->clock->held_by) return tell_not_open(tx, *c);
    return hold(tx, *c);
}

Outcome progress(Transaction& tx, const Rules& rules, const Alert& alert, EventKind what,
                 const std::string& word) {
    if (be_on_it(tx, rules, alert) == Outcome::not_open) return Outcome::not_open;
    const auto c = case_of(tx, alert);
    if (!c || !c->clock) return c ? tell_not_open(tx, *c) : Outcome::not_open;
    const bool is_repeat = has_event(tx, alert, what);
    if (!is_repeat) note(tx, c->incident, what, c->alert, word);
    text(tx, c->alert, c->incident.severity, SmsTemplate::recorded, recorded_word(what));
    return is_repeat ? Outcome::repeated : Outcome::done;
}

Outcome resolve(Transaction& tx, const Rules& rules, const Alert& alert, const std::string& outcome) {
    if (alert.state == AlertState::resolved) {
        const auto c = case_of(tx, alert);
        text(tx, c->alert, c->incident.severity, SmsTemplate::recorded, "resolved");
        return Outcome::repeated;
    }
    // Whoever does not hold the case may say so; it goes into the history and ends nothing.
    if (!may_hold(alert.standing)) return progress(tx, rules, alert, EventKind::resolved, outcome);
    if (be_on_it(tx, rules, alert) == Outcome::not_open) return Outcome::not_open;
    const auto c = case_of(tx, alert);
    if (!is_held_by(*c, alert.id)) return tell_not_open(tx, *c);
    tx.change_alert(alert.id, c->alert.state, AlertState::resolved);
    note(tx, c->incident, EventKind::resolved, c->alert, outcome);
    text(tx, c->alert, c->incident.severity, SmsTemplate::recorded, "resolved");
    return Outcome::done;
}

Outcome decline(Transaction& tx, const Rules& rules, const Alert& alert, const std::string& reason) {
    auto c = case_of(tx, alert);
    if (!c || !c->clock) return c ? tell_not_open(tx, *c) : Outcome::not_open;
    if (c->alert.state == AlertState::declined) return Outcome::repeated;
    const bool was_holder = is_held_by(*c, alert.id);
    if (was_holder) {
        let_go(tx, *c, AlertState::declined);
    } else {
        tx.change_alert(alert.id, c->alert.state, AlertState::declined);
    }
    note(tx, c->incident, EventKind::declined, c->alert, reason);
    take_back(tx, alert.id);
    text(tx, c->alert, c->incident.severity, SmsTemplate::recorded, "cannot");
    const bool was_last_hope = may_hold(alert.standing) && alert.rung == c->clock->rung &&
                               !c->clock->held_by && !is_somebody_left(tx, *c);
    if (was_holder || was_last_hope) climb(tx, rules, alert.incident);
    return Outcome::done;
}

Outcome undo(Transaction& tx, const Rules& rules, const Alert& alert) {
    auto c = case_of(tx, alert);
    if (!c || !is_held_by(*c, alert.id)) return decline(tx, rules, alert);
    let_go(tx, *c, AlertState::undone);
    note(tx, c->incident, EventKind::undone, c->alert);
    take_back(tx, alert.id);
    text(tx, c->alert, c->incident.severity, SmsTemplate::recorded, "undone");
    warn_desk(tx, *c);
    ask_again(tx, *c);
    // Due as it was; a deadline that passed meanwhile is met by the next look of the loop.
    if (!is_somebody_left(tx, *c)) climb(tx, rules, alert.incident);
    return Outcome::done;
}

void undeliverable(Transaction& tx, const Rules& rules, storage::AlertId id) {
    const auto alert = tx.alert(id);
    auto c = alert ? case_of(tx, *alert) : std::nullopt;
    if (!c || !tx.change_alert(id, AlertState::open, AlertState::undeliverable)) return;
    note(tx, c->incident, EventKind::undeliverable, c->alert);
    const bool moves =
        c->clock && !c->clock->held_by && may_hold(alert->standing) && alert->rung == c->clock->rung;
    // The desk's own failure is repeated by its clock: climbing at once would text a dead number without
    // pause.
    if (moves && alert->role != "OPS") climb(tx, rules, alert->incident);
}

}  // namespace kengele::cases
