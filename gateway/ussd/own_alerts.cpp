#include "gateway/ussd/own_alerts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>

#include "gateway/cases/actions.hpp"
#include "gateway/reporters/strike_numbers.hpp"
#include "gateway/ussd/subject.hpp"

namespace kengele::ussd {
namespace {

using menus::AlertKind;
using storage::Alert;
using storage::AlertState;
using storage::EventKind;
using storage::Transaction;

// As long as a reply code stays good.
constexpr storage::Millis listed_for = std::chrono::hours{24 * 30};
// The newest of a flood: a turn must not wait for the others.
constexpr std::size_t looked_at = 500;

struct Words {
    std::string_view en;
    std::string_view sw;

    std::string_view in(std::string_view language) const { return language == "sw" ? sw : en; }
};

std::string role_label(Transaction& tx, const std::string& key, std::string_view language) {
    const auto role = tx.role(key);
    if (!role) return key;
    return language == "sw" ? role->label_sw : role->label_en;
}

std::optional<Alert> holder_of(Transaction& tx, const Alert& alert) {
    const auto clock = tx.clock(alert.incident);
    return clock && clock->held_by ? tx.alert(*clock->held_by) : std::nullopt;
}

bool is_of(const Alert& alert, EventKind kind, const std::vector<storage::CaseEvent>& events) {
    return std::ranges::any_of(
        events, [&](const auto& event) { return event.alert == alert.id && event.kind == kind; });
}

// How far whoever is on the case has come; texts overtake each other.
AlertKind progress_of(Transaction& tx, const Alert& alert, AlertKind least) {
    const auto events = tx.events(alert.incident);
    if (is_of(alert, EventKind::arrived, events)) return AlertKind::arrived;
    return is_of(alert, EventKind::on_the_way, events) ? AlertKind::on_the_way : least;
}

Words words_of(AlertKind standing) {
    switch (standing) {
        case AlertKind::open:
            return {"Not answered yet", "Haijajibiwa"};
        case AlertKind::going:
            return {"You are also going", "Wewe pia unaenda"};
        case AlertKind::accepted:
            return {"You have it", "Unayo wewe"};
        case AlertKind::on_the_way:
            return {"You are on the way", "Uko njiani"};
        case AlertKind::arrived:
            return {"You have arrived", "Umefika"};
        case AlertKind::resolved:
            return {"You resolved it", "Umeitatua"};
        case AlertKind::none:
        case AlertKind::over:
            break;
    }
    return {"It is passed on", "Imepelekwa kwingine"};
}

Words words_of(AlertState state) {
    switch (state) {
        case AlertState::open:
            return {"asked", "ameulizwa"};
        case AlertState::accepted:
            return {"has it", "anayo"};
        case AlertState::going:
            return {"going", "anaenda"};
        case AlertState::declined:
            return {"cannot", "hawezi"};
        case AlertState::resolved:
            return {"resolved it", "ameitatua"};
        case AlertState::undeliverable:
            return {"not reached", "hajafikiwa"};
        case AlertState::undone:
        case AlertState::withdrawn:
            break;
    }
    return {"not needed", "hahitajiki"};
}

bool is_on_it(AlertKind standing) {
    return standing != AlertKind::open && standing != AlertKind::over;
}

// Of whoever gave the PIN in this very session.
std::optional<Alert> own_alert(Transaction& tx, const std::string& subject, const std::string& token) {
    const auto responder = responder_of(subject);
    const auto alert = tx.alert(alert_of(token));
    return responder && alert && alert->responder == responder ? alert : std::nullopt;
}

}  // namespace

std::vector<Alert> open_alerts(Transaction& tx, storage::ResponderId responder) {
    std::vector<std::pair<storage::Severity, Alert>> found;
    auto recent = tx.recent_alerts(responder, tx.now() - listed_for);
    recent.resize(std::min(recent.size(), looked_at));
    for (const Alert& alert : recent) {
        const auto standing = standing_of(tx, alert);
        if (standing == AlertKind::over || standing == AlertKind::resolved) continue;
        const auto is_same = [&](const auto& known) { return known.second.incident == alert.incident; };
        if (std::ranges::any_of(found, is_same)) continue;
        const auto incident = tx.incident(alert.incident);
        if (incident) found.emplace_back(incident->severity, alert);
    }
    std::ranges::stable_sort(found, {}, [](const auto& one) { return one.first; });
    std::vector<Alert> alerts;
    alerts.reserve(found.size());
    for (auto& [severity, alert] : found)
        alerts.push_back(std::move(alert));
    return alerts;
}

std::optional<Alert> chosen_alert(Transaction& tx, const menus::Session& session) {
    const auto token = session.fields.find(menus::chosen_alert_field);
    if (token == session.fields.end()) return std::nullopt;
    return own_alert(tx, session.subject, token->second);
}

AlertKind standing_of(Transaction& tx, const Alert& alert) {
    if (alert.state == AlertState::resolved) return AlertKind::resolved;
    const auto clock = tx.clock(alert.incident);
    if (!clock) return AlertKind::over;
    switch (alert.state) {
        case AlertState::accepted:
            return clock->held_by == alert.id ? progress_of(tx, alert, AlertKind::accepted) : AlertKind::over;
        case AlertState::going:
            return progress_of(tx, alert, AlertKind::going);
        case AlertState::open:
        case AlertState::undeliverable:
            return clock->held_by && may_hold(alert.standing) ? AlertKind::over : AlertKind::open;
        default:
            return AlertKind::over;
    }
}

void tell_alert(Transaction& tx, const Alert& alert, menus::Circumstances& circumstances) {
    circumstances.alert = standing_of(tx, alert);
    const auto incident = tx.incident(alert.incident);
    if (!incident) return;
    switch (incident->sensitivity) {
        case storage::Sensitivity::normal:
            circumstances.secrecy = menus::CaseKind::normal;
            break;
        case storage::Sensitivity::private_:
            circumstances.secrecy = menus::CaseKind::private_;
            break;
        case storage::Sensitivity::protected_:
            circumstances.secrecy = menus::CaseKind::protected_;
            break;
    }
}

std::string state_words(Transaction& tx, const Alert& alert, std::string_view language) {
    const auto standing = standing_of(tx, alert);
    if (standing != AlertKind::over) return std::string{words_of(standing).in(language)};
    if (const auto holder = holder_of(tx, alert)) {
        const auto role = role_label(tx, holder->role, language);
        return language == "sw" ? fmt::format("{} anayo", role) : fmt::format("{} has it", role);
    }
    if (!tx.clock(alert.incident)) return language == "sw" ? "Imefungwa" : "Closed";
    if (alert.state == AlertState::declined) return language == "sw" ? "Huwezi kufika" : "You cannot attend";
    return std::string{words_of(AlertKind::over).in(language)};
}

std::string others_on_it(Transaction& tx, const Alert& alert, std::string_view language) {
    std::string lines;
    for (const Alert& other : tx.alerts_of(alert.incident)) {
        if (other.id == alert.id) continue;
        if (!lines.empty()) lines += '\n';
        lines +=
            fmt::format("{}: {}", role_label(tx, other.role, language), words_of(other.state).in(language));
    }
    if (!lines.empty()) return lines;
    return language == "sw" ? "Hakuna mwingine" : "Nobody else";
}

std::string details_for(Transaction& tx, const reporters::KeyRing& ring, const Alert& alert) {
    if (!is_on_it(standing_of(tx, alert))) return {};
    const auto sealed = tx.report_text(alert.incident);
    const auto words = sealed ? ring.open_text(alert.incident, *sealed) : std::nullopt;
    return words ? reporters::without_numbers(words->reveal()) : std::string{};
}

void answer_alert(const Filer& filer, const menus::AnswerAlert& answer) {
    Transaction& tx = filer.tx;
    const auto alert = own_alert(tx, answer.subject, answer.alert);
    if (!alert) return;
    const cases::Rules rules{filer.exchange.cases, filer.exchange.random};
    if (answer.answer == "accept") {
        cases::accept(tx, rules, *alert);
    } else if (answer.answer == "on_the_way") {
        cases::progress(tx, rules, *alert, EventKind::on_the_way);
    } else if (answer.answer == "arrived") {
        cases::progress(tx, rules, *alert, EventKind::arrived);
    } else if (answer.answer == "resolved") {
        cases::resolve(tx, rules, *alert, answer.reason);
    } else if (answer.answer == "cannot") {
        cases::decline(tx, rules, *alert, answer.reason);
    }
}

void set_duty(const Filer& filer, const menus::SetDuty& duty) {
    const auto responder = filer.tx.responder(responder_of(duty.subject));
    if (!responder || responder->is_on_duty == duty.is_on) return;
    filer.tx.set_on_duty(responder->id, duty.is_on);
    const auto actor = fmt::format("responder:{}", responder->id.value);
    filer.tx.audit({actor, duty.is_on ? "on duty" : "off duty", actor, filer.tx.wall()});
}

}  // namespace kengele::ussd
