#include "gateway/ussd/facts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "gateway/cases/status.hpp"
#include "gateway/codes.hpp"
#include "gateway/ussd/apply_effects.hpp"
#include "gateway/ussd/directory.hpp"
#include "gateway/ussd/own_alerts.hpp"
#include "gateway/ussd/pin_check.hpp"
#include "gateway/ussd/subject.hpp"
#include "gateway/ussd/words.hpp"
#include "menus/step.hpp"

namespace kengele::ussd {
namespace {

using storage::IncidentId;
using storage::Millis;
using storage::Transaction;

constexpr Millis code_life = std::chrono::hours{24 * 90};  // after the case's last change
constexpr Millis wrong_codes_window = std::chrono::hours{1};

// One text per language of the menu.
template <class Word>
menus::Text in_all(const Exchange& exchange, Word word) {
    menus::Text text;
    for (const std::string& language : exchange.menu->languages)
        text.by_language.push_back(word(language));
    return text;
}

menus::Text same(const Exchange& exchange, const std::string& word) {
    return in_all(exchange, [&](const std::string&) { return word; });
}

menus::Text role_name(Transaction& tx, const Exchange& exchange, const std::string& key) {
    const auto role = tx.role(key);
    return in_all(exchange, [&](const std::string& language) {
        if (!role) return key;
        return language == "sw" ? role->label_sw : role->label_en;
    });
}

menus::Text kind_name(Transaction& tx, const Exchange& exchange, const std::string& code) {
    const auto kind = tx.kind(code);
    return in_all(exchange, [&](const std::string& language) {
        if (!kind) return code;
        return language == "sw" ? kind->label_sw : kind->label_en;
    });
}

std::optional<storage::CallerLink> unread_case(Transaction& tx, const Exchange& exchange,
                                               const storage::PhoneNumber& caller) {
    std::optional<storage::CallerLink> latest;
    for (const auto& pseudonym : exchange.days.pseudonyms(caller)) {
        const auto link = tx.latest_link(pseudonym);
        if (link && (!latest || link->at > latest->at)) latest = link;
    }
    if (!latest || latest->is_confirmed) return std::nullopt;
    if (tx.now() - latest->at > Millis{exchange.cases.show_again_window}) return std::nullopt;
    return latest;
}

// Whose role the status is told with: whoever it is about, else whoever was asked last.
std::string told_role(Transaction& tx, IncidentId incident, const cases::Status& status) {
    if (const auto alert = tx.alert(status.alert)) return alert->role;
    const auto alerts = tx.alerts_of(incident);
    return alerts.empty() ? "OPS" : alerts.back().role;
}

void add_case(Transaction& tx, const Exchange& exchange, IncidentId id, menus::Facts& facts) {
    const auto incident = tx.incident(id);
    if (!incident) return;
    const auto events = tx.events(id);
    const auto status = cases::status_of(events);
    const auto clock = tx.clock(id);
    facts["case"] = same(exchange, incident->case_number);
    // The name of an office may tell what the report was about, and a text stays on the phone.
    const bool is_hidden = exchange.is_texting && incident->sensitivity != storage::Sensitivity::normal;
    facts["role"] = is_hidden ? in_all(exchange, [](const std::string& l) { return std::string{someone(l)}; })
                              : role_name(tx, exchange, told_role(tx, id, status));
    facts["status"] =
        in_all(exchange, [&](const std::string& l) { return std::string{status_word(status.stage, l)}; });
    facts["ago"] = in_all(exchange, [&](const std::string& l) { return ago(tx.now() - status.since, l); });
    const Millis wait = clock ? clock->due - tx.now() : Millis{0};
    facts["ack"] = in_all(exchange, [&](const std::string& l) { return within_words(wait, l); });
}

bool is_secret(Transaction& tx, IncidentId id) {
    const auto incident = tx.incident(id);
    return !incident || incident->sensitivity != storage::Sensitivity::normal;
}

std::string severity_word(storage::Severity severity) {
    return fmt::format("P{}", static_cast<int>(severity));
}

void add_responder(Transaction& tx, const Exchange& exchange, const storage::Responder& responder,
                   menus::Facts& facts) {
    const auto open = open_alerts(tx, responder.id);
    facts["name"] = same(exchange, responder.name);
    facts["open"] = same(exchange, std::to_string(open.size()));
    facts["duty"] = in_all(
        exchange, [&](const std::string& l) { return std::string{duty_word(responder.is_on_duty, l)}; });
}

// Behind the PIN a secret case may be named to whom it was given.
void add_alert(Transaction& tx, const Exchange& exchange, const storage::Alert& alert, menus::Facts& facts) {
    const auto incident = tx.incident(alert.incident);
    if (!incident) return;
    const auto place = tx.place(incident->place);
    facts["case"] = same(exchange, incident->case_number);
    facts["sev"] = same(exchange, severity_word(incident->severity));
    facts["kind"] = kind_name(tx, exchange, incident->kind);
    facts["place"] = same(exchange, place ? place->name : std::string{});
    facts["age"] = same(exchange, age(tx.now() - incident->created));
    facts["state"] = in_all(exchange, [&](const std::string& l) { return state_words(tx, alert, l); });
    facts["others"] = in_all(exchange, [&](const std::string& l) { return others_on_it(tx, alert, l); });
    facts["details"] = same(exchange, details_for(tx, exchange.ring, alert));
}

bool is_braked(Transaction& tx, const Exchange& exchange, const storage::PhoneNumber& caller) {
    int wrong = 0;
    for (const auto& pseudonym : exchange.days.pseudonyms(caller)) {
        wrong += tx.wrong_codes(pseudonym, tx.now() - wrong_codes_window);
    }
    return wrong >= exchange.cases.wrong_codes_max;
}

bool is_dead(Transaction& tx, IncidentId incident) {
    const auto events = tx.events(incident);
    return events.empty() || tx.now() - events.back().at > code_life;
}

bool has_filed(Transaction& tx, const Exchange& exchange, const storage::PhoneNumber& caller,
               IncidentId incident) {
    const auto pseudonyms = exchange.days.pseudonyms(caller);
    return std::ranges::any_of(pseudonyms,
                               [&](const auto& pseudonym) { return tx.has_filed(pseudonym, incident); });
}

// Somebody tries codes from many phones. It costs others one more question and never the way to their case.
bool is_raining(Transaction& tx, const Exchange& exchange) {
    const int most = exchange.cases.wrong_codes_of_all_max;
    return tx.wrong_follow_up_codes(tx.now() - wrong_codes_window, most + 1) > most;
}

bool is_enough(Transaction& tx, const Exchange& exchange, const storage::PhoneNumber& caller, IncidentId id) {
    if (has_filed(tx, exchange, caller, id)) return true;
    const auto incident = tx.incident(id);
    if (!incident || incident->sensitivity != storage::Sensitivity::normal) return false;
    // Of a kind that no table knows: there is no category to ask for.
    if (incident->category.empty()) return true;
    return !is_raining(tx, exchange);
}

void count_wrong_code(Transaction& tx, const Exchange& exchange, const storage::PhoneNumber& caller) {
    tx.count_wrong_code(exchange.days.pseudonyms(caller).front(), storage::CodeKind::follow_up);
}

menus::CodeCheck check_follow_up(Transaction& tx, const Exchange& exchange,
                                 const storage::PhoneNumber& caller, std::string_view typed) {
    const auto code = gateway::read_follow_up_code(typed);
    if (!code) return {};
    const auto incident = tx.incident_of_follow_up(exchange.ring.follow_up_hash(*code));
    const bool leads_somewhere = incident && !is_dead(tx, *incident);
    if (is_braked(tx, exchange, caller) || !leads_somewhere) {
        count_wrong_code(tx, exchange, caller);
        return {false, {}, true};
    }
    if (is_enough(tx, exchange, caller, *incident)) return {true, subject_of(*incident), false};
    return {false, subject_of(*incident), true};
}

menus::CodeCheck check_proof(Transaction& tx, const Exchange& exchange, const storage::PhoneNumber& caller,
                             const menus::Session& session, const std::string& category) {
    // It was wrong, and counted, before anything was asked.
    if (session.claim.empty()) return {};
    const auto incident = tx.incident(incident_of(session.claim));
    const bool is_right = incident && incident->category == category && !is_braked(tx, exchange, caller);
    if (!is_right) count_wrong_code(tx, exchange, caller);
    return {is_right, {}, false};
}

}  // namespace

menus::Language remembered_language(Transaction& tx, const Exchange& exchange,
                                    const storage::PhoneNumber& caller) {
    const auto& languages = exchange.menu->languages;
    for (const auto& pseudonym : exchange.days.pseudonyms(caller)) {
        const auto language = tx.language_of(pseudonym);
        const auto found = language ? std::ranges::find(languages, *language) : languages.end();
        if (found != languages.end()) return static_cast<menus::Language>(found - languages.begin());
    }
    return 0;
}

menus::Session first_screen(Transaction& tx, const Exchange& exchange, const storage::PhoneNumber& caller,
                            const reporters::DayKeys::SessionName& session, std::string& follow_up) {
    const auto language = remembered_language(tx, exchange, caller);
    const auto unread = unread_case(tx, exchange, caller);
    // The same call's own case is met again by its last key, not by starting over; and of a secret one no
    // text tells that it is there.
    if (!unread || unread->session == session.key || exchange.menu->resumed.empty() ||
        (exchange.is_texting && is_secret(tx, unread->incident))) {
        return menus::begin(*exchange.menu, language);
    }
    follow_up = give_follow_up_code(tx, exchange, unread->incident);
    return menus::resume(*exchange.menu, language, subject_of(unread->incident));
}

std::optional<menus::CodeCheck> check_code(Transaction& tx, const Exchange& exchange,
                                           const storage::PhoneNumber& caller, const menus::Session& session,
                                           std::string_view typed) {
    if (const auto code = menus::code_to_check(*exchange.menu, session, typed)) {
        const auto asked = exchange.menu->node(session.node).kind;
        if (asked != menus::NodeKind::code) return check_pin(tx, exchange, caller, session, asked, *code);
        return check_follow_up(tx, exchange, caller, *code);
    }
    if (const auto category = menus::proof_to_check(*exchange.menu, session, typed)) {
        return check_proof(tx, exchange, caller, session, *category);
    }
    return std::nullopt;
}

std::vector<menus::Row> alert_rows(Transaction& tx, const Exchange& exchange,
                                   storage::ResponderId responder) {
    std::vector<menus::Row> rows;
    for (const auto& alert : open_alerts(tx, responder)) {
        const auto incident = tx.incident(alert.incident);
        if (!incident) continue;
        const auto kind = kind_name(tx, exchange, incident->kind);
        menus::Text label;
        for (std::size_t at = 0; at < exchange.menu->languages.size(); ++at) {
            label.by_language.push_back(fmt::format("{} {} {} {}", incident->case_number,
                                                    severity_word(incident->severity), kind.by_language[at],
                                                    age(tx.now() - incident->created)));
        }
        rows.push_back({token_of(alert.id), std::move(label), {}});
    }
    return rows;
}

menus::Facts facts_of(Transaction& tx, const Exchange& exchange, const Call& call) {
    menus::Facts facts;
    facts["code"] = same(exchange, exchange.service.code);
    facts["sc"] = same(exchange, exchange.service.sms_number);
    if (!call.follow_up.empty()) facts["follow_up"] = same(exchange, gateway::spaced(call.follow_up));
    if (const auto responder = tx.responder(responder_of(call.session.subject))) {
        add_responder(tx, exchange, *responder, facts);
        if (const auto alert = chosen_alert(tx, call.session)) add_alert(tx, exchange, *alert, facts);
    } else if (!call.session.subject.empty()) {
        add_case(tx, exchange, incident_of(call.session.subject), facts);
    }
    add_chosen_entries(tx, exchange, call.session, facts);
    return facts;
}

}  // namespace kengele::ussd
