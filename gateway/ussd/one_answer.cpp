#include "gateway/ussd/one_answer.hpp"

#include <algorithm>

#include "gateway/ussd/directory.hpp"
#include "gateway/ussd/facts.hpp"
#include "gateway/ussd/own_alerts.hpp"
#include "gateway/ussd/pin_check.hpp"
#include "gateway/ussd/subject.hpp"
#include "gateway/world/clock.hpp"
#include "menus/rows.hpp"
#include "menus/step.hpp"
#include "storage/ensure.hpp"

namespace kengele::ussd {
namespace {

using storage::Transaction;

menus::Stage stage_of(Transaction& tx, const Exchange& exchange, const Call& call) {
    menus::Stage stage{*exchange.menu, *exchange.places, exchange.screen_septets, exchange.circumstances};
    if (const auto alert = chosen_alert(tx, call.session)) tell_alert(tx, *alert, stage.circumstances);
    return stage;
}

}  // namespace

FoundCall find_call(Transaction& tx, const Exchange& exchange, std::string_view session_id,
                    const storage::PhoneNumber& caller) {
    const auto names = exchange.days.session_names(exchange.channel, session_id, caller);
    ensure(!names.empty());
    for (const auto& name : names) {
        const auto stored = tx.session(name.key);
        if (!stored) continue;
        const auto plain = exchange.days.open(name.day, name.key, stored->sealed);
        return {name, plain ? decode(*plain) : std::nullopt};
    }
    return {names.front(), std::nullopt};
}

Exchange in_its_version(Exchange exchange, const std::optional<Call>& call) {
    if (call) exchange.menu = exchange.menus->of(call->session.menu_hash);
    return exchange;
}

Exchange with_caller(Transaction& tx, Exchange exchange, const storage::PhoneNumber& caller) {
    const bool is_enrolled = responder_calling(tx, exchange, caller).has_value();
    exchange.circumstances.caller = is_enrolled ? menus::CallerKind::responder : menus::CallerKind::resident;
    return exchange;
}

void look_up(Transaction& tx, const Exchange& exchange, Call& call) {
    const auto wanted = menus::rows_wanted(*exchange.menu, call.session);
    if (!wanted) return;
    std::vector<menus::Row> rows;
    const auto responder = responder_of(call.session.subject);
    if (wanted->list != menus::alerts_list)
        rows = directory_rows(tx, exchange, *wanted);
    else if (responder)
        rows = alert_rows(tx, exchange, responder);
    call.session = menus::with_rows(std::move(call.session), std::move(rows));
}

bool take_answer(const Filer& filer, Call& call, std::string_view typed) {
    const Exchange& exchange = filer.exchange;
    // Whoever answers the last screen has seen it.
    if (!call.follow_up.empty()) note_read(filer.tx, exchange, filer.caller, filer.session.key, call);
    const menus::Input input{std::string{typed},
                             check_code(filer.tx, exchange, filer.caller, call.session, typed),
                             world::callers_day(filer.tx.wall())};
    menus::Turn next = menus::step(stage_of(filer.tx, exchange, call), call.session, input);
    call.session = std::move(next.session);
    const bool has_texts = apply_effects(filer, next.effects, call);
    look_up(filer.tx, exchange, call);
    return has_texts;
}

menus::Screen screen_of(Transaction& tx, const Exchange& exchange, const Call& call) {
    return menus::show(stage_of(tx, exchange, call), call.session, facts_of(tx, exchange, call));
}

std::string language_of(const Exchange& exchange, const Call& call) {
    const auto& languages = exchange.menu->languages;
    return languages[std::min<std::size_t>(call.session.language, languages.size() - 1)];
}

void keep_call(Transaction& tx, const Exchange& exchange, const reporters::DayKeys::SessionName& name,
               const Call& call) {
    tx.put_session({name.key, name.day, tx.now(),
                    exchange.days.seal(name.day, name.key, encode(call), exchange.random)});
}

void note_read(Transaction& tx, const Exchange& exchange, const storage::PhoneNumber& caller,
               const storage::Key128& session, const Call& call) {
    tx.confirm_link(session);
    for (const auto& pseudonym : exchange.days.pseudonyms(caller)) {
        const auto link = tx.latest_link(pseudonym);
        if (link && link->incident == incident_of(call.session.subject)) tx.confirm_link(link->session);
    }
}

}  // namespace kengele::ussd
