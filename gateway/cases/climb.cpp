#include "gateway/cases/climb.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "gateway/cases/escalation.hpp"
#include "gateway/cases/history.hpp"
#include "gateway/cases/routing.hpp"
#include "gateway/cases/texts.hpp"
#include "gateway/codes.hpp"

namespace kengele::cases {
namespace {

using storage::Alert;
using storage::AlertState;
using storage::EventKind;
using storage::Incident;
using storage::Kind;
using storage::LadderClock;
using storage::Rung;
using storage::SmsTemplate;
using storage::Standing;
using storage::Transaction;

// An old text may lie on a phone for weeks, so its code is not given to the same person again for this long.
constexpr storage::Millis code_rest = std::chrono::hours{24 * 30};

// There are nine thousand codes. A flood of reports may use up a responder's: then of several drawn the one
// that rested longest is given again, as an alarm with an old code is better than none.
std::string fresh_reply_code(Transaction& tx, const Rules& rules, storage::ResponderId responder) {
    static constexpr int draws_max = 12;  // each is a look-up, and a flood must not make every alert dearer
    std::string rested_longest;
    storage::ServiceTime since = tx.now();
    for (int draw = 0; draw < draws_max || rested_longest.empty(); ++draw) {
        std::string code = gateway::draw_reply_code(rules.random);
        if (tx.fresh_code(responder, code)) continue;
        const auto used = tx.alert_of_code(responder, code);
        if (!used || used->created < tx.now() - code_rest) return code;
        if (!rested_longest.empty() && used->created >= since) continue;
        since = used->created;
        rested_longest = std::move(code);
    }
    return rested_longest;
}

SmsTemplate first_text(const Incident& incident, int rung, const std::string& role) {
    if (role == "OPS") return SmsTemplate::desk;
    if (incident.sensitivity != storage::Sensitivity::normal) return SmsTemplate::alert_private;
    return rung == 0 ? SmsTemplate::alert : SmsTemplate::escalation;
}

void alert_one(Transaction& tx, const Rules& rules, const Incident& incident, int rung,
               const AskedRole& asked, const storage::RosterEntry& entry) {
    Alert alert;
    alert.incident = incident.id;
    alert.office = entry.office.id;
    alert.responder = entry.responder.id;
    alert.role = asked.role;
    alert.rung = rung;
    alert.standing = asked.standing;
    alert.reply_code = fresh_reply_code(tx, rules, entry.responder.id);
    alert.cause = fmt::format("rung {} asks {} ({}), office {} at distance {}", rung, asked.word, asked.role,
                              entry.office.id.value, entry.distance);
    alert.created = tx.now();
    alert.created_wall = tx.wall();
    alert.id = tx.insert_alert(alert);
    note(tx, incident, EventKind::alerted, alert);
    text(tx, alert, incident.severity, first_text(incident, rung, asked.role));
}

// Whoever need not be asked again by `asked`. Who was asked only to go along is asked anew to hold the case,
// and at the desk everybody is: a person of two offices must not leave a rung empty, the last one least.
std::vector<storage::ResponderId> asked_before(Transaction& tx, const Incident& incident,
                                               const AskedRole& asked) {
    std::vector<storage::ResponderId> before;
    for (const Alert& alert : tx.alerts_of(incident.id)) {
        const bool is_enough = asked.role == "OPS"        ? alert.role == "OPS"
                               : may_hold(asked.standing) ? may_hold(alert.standing)
                                                          : true;
        if (is_enough) before.push_back(alert.responder);
    }
    return before;
}

// Alerts everybody a rung asks and nobody twice for the same; how many of them may hold the case.
int alert_rung(Transaction& tx, const Rules& rules, const Incident& incident, const Kind& kind,
               const std::vector<Rung>& ladder, const Rung& rung) {
    int holders = 0;
    for (const AskedRole& asked : asked_roles(rung, ladder.front().never, kind, tx.roles())) {
        const auto roster = tx.roster(asked.role, incident.place, storage::day_of(tx.wall()));
        for (const auto& entry : pick(roster, asked.standing, asked_before(tx, incident, asked))) {
            alert_one(tx, rules, incident, rung.number, asked, entry);
            if (may_hold(asked.standing)) ++holders;
        }
    }
    return holders;
}

// From `first` on, the first rung that finds somebody who may hold the case; the last one otherwise.
int alert_from(Transaction& tx, const Rules& rules, const Incident& incident, const Kind& kind,
               const std::vector<Rung>& ladder, std::size_t first) {
    for (std::size_t i = first; i < ladder.size(); ++i) {
        if (i > 0) note(tx, incident, EventKind::climbed, ladder[i].number);
        if (alert_rung(tx, rules, incident, kind, ladder, ladder[i]) > 0) return ladder[i].number;
    }
    return ladder.back().number;
}

// The desk is asked again and again until one of it accepts, also those who said they cannot.
void ask_desk_again(Transaction& tx, const Incident& incident, int rung) {
    for (const Alert& alert : tx.alerts_of(incident.id)) {
        if (alert.role != "OPS" || alert.state == AlertState::accepted) continue;
        tx.change_alert(alert.id, alert.state, AlertState::open);
        text(tx, alert, incident.severity, SmsTemplate::desk);
    }
    note(tx, incident, EventKind::at_the_desk, rung);
}

std::vector<Rung> ladder_of(Transaction& tx, const std::string& name) {
    auto ladder = tx.ladder(name);
    if (ladder.empty()) ladder.push_back(desk_alone(name));
    return ladder;
}

Kind kind_of(Transaction& tx, const Incident& incident) {
    auto kind = tx.kind(incident.kind);
    if (kind) return *kind;
    // A taxonomy that lost this kind must not strand its cases: the desk answers for them.
    Kind lost;
    lost.code = incident.kind;
    lost.sensitivity = incident.sensitivity;
    return lost;
}

}  // namespace

void start_ladder(Transaction& tx, const Rules& rules, const Incident& incident, const Kind& kind) {
    LadderClock clock;
    clock.incident = incident.id;
    clock.ladder = ladder_name(kind, incident.severity);
    const auto ladder = ladder_of(tx, clock.ladder);
    clock.rung = alert_from(tx, rules, incident, kind, ladder, 0);
    clock.due = tx.now() + patience(ladder, clock.rung, incident.severity, rules.config);
    tx.put_clock(clock);
}

void climb(Transaction& tx, const Rules& rules, storage::IncidentId id) {
    const auto incident = tx.lock_incident(id);
    auto clock = tx.clock(id);
    if (!incident || !clock || clock->held_by) return;
    const auto ladder = ladder_of(tx, clock->ladder);
    if (is_last(ladder, clock->rung)) {
        ask_desk_again(tx, *incident, clock->rung);
        // Somebody may have joined the desk since.
        alert_rung(tx, rules, *incident, kind_of(tx, *incident), ladder, ladder.back());
    } else {
        const auto next = std::ranges::find_if(ladder, [&](const Rung& r) { return r.number > clock->rung; });
        clock->rung = alert_from(tx, rules, *incident, kind_of(tx, *incident), ladder,
                                 static_cast<std::size_t>(next - ladder.begin()));
    }
    clock->due = tx.now() + patience(ladder, clock->rung, incident->severity, rules.config);
    tx.put_clock(*clock);
}

bool ask_to_accept_again(Transaction& tx, const Rules& rules, const Alert& alert) {
    const auto an_hour_ago = tx.now() - std::chrono::hours{1};
    const auto texts = tx.sms_of_alert(alert.id);
    const bool was_asked = std::ranges::any_of(texts, [&](const storage::OutboundSms& sms) {
        return sms.what == SmsTemplate::accept_again && sms.created > an_hour_ago;
    });
    const auto incident = tx.incident(alert.incident);
    if (was_asked || !incident) return false;
    const std::string code = fresh_reply_code(tx, rules, alert.responder);
    tx.give_fresh_code({alert.responder, code, alert.id, tx.now()});
    text(tx, alert, incident->severity, SmsTemplate::accept_again, code);
    return true;
}

}  // namespace kengele::cases
