#include "gateway/ussd/salvage.hpp"

#include <algorithm>
#include <chrono>

#include "gateway/cases/severity.hpp"
#include "menus/step.hpp"
#include "menus/text.hpp"

namespace kengele::ussd {
namespace {

using namespace std::chrono_literals;
using storage::Transaction;

// A caller in danger reads and types slowly; networks end a silent call after 30 to 60 s.
constexpr storage::Millis grace = 60s;
// A text is written with two thumbs, goes by an aggregator, and its answer is looked for when it rings.
constexpr storage::Millis grace_between_texts = 5min;
// The end event may overtake the last key.
constexpr storage::Millis grace_after_end = 5s;

bool is_critical(Transaction& tx, const Fields& fields) {
    const auto kind = tx.kind(kind_told(fields)).value_or(storage::Kind{});
    return cases::severity_of(kind, told(fields, "urgency")) == storage::Severity::p1;
}

bool is_worth_salvage(Transaction& tx, const menus::Menu& menu, const menus::Session& session) {
    if (session.filed || (session.ended && !menus::ended_by_wrong_keys(session))) return false;
    const auto fields = menus::told_fields(menu, session);
    return !kind_told(fields).empty() && place_told(fields).value != 0 && is_critical(tx, fields);
}

// A caller who began under yesterday's key goes on under its name, so that before and after midnight are one.
storage::Pseudonym name_to_keep(Transaction& tx, const Exchange& exchange,
                                const storage::PhoneNumber& caller) {
    const auto names = exchange.days.pseudonyms(caller);
    const auto since = tx.now() - storage::Millis{exchange.cases.show_again_window};
    const auto used = std::ranges::find_if(names, [&](const storage::Pseudonym& name) {
        return !tx.salvages_of(name).empty() || !tx.links(name, since).empty();
    });
    return used == names.end() ? names.front() : *used;
}

}  // namespace

void watch_call(Transaction& tx, const Exchange& exchange, const storage::PhoneNumber& caller,
                const reporters::DayKeys::SessionName& session, const Call& call) {
    const auto menu = exchange.menus->of(call.session.menu_hash);
    if (!is_worth_salvage(tx, *menu, call.session)) return tx.drop_salvage(session.key);
    const auto wait = exchange.is_texting ? grace_between_texts : grace;
    tx.put_salvage(
        {session.key, session.day, name_to_keep(tx, exchange, caller), exchange.channel, tx.now() + wait});
}

void hasten_salvage(Transaction& tx, const storage::Key128& session) {
    auto waiting = tx.salvage(session);
    if (!waiting) return;
    waiting->due = std::min(waiting->due, tx.now() + grace_after_end);
    tx.put_salvage(*waiting);
}

std::optional<Fields> fields_of(Transaction& tx, const Office& office, const storage::Salvage& waiting) {
    const auto stored = tx.session(waiting.session);
    const auto plain = stored ? office.days.open(stored->day, stored->key, stored->sealed) : std::nullopt;
    auto call = plain ? decode(*plain) : std::nullopt;
    if (!call) return std::nullopt;
    const auto menu = office.menus->find(call->session.menu_hash);
    return menu ? menus::told_fields(*menu, call->session) : std::move(call->session.fields);
}

bool salvage(Transaction& tx, const Office& office, const storage::Salvage& waiting) {
    const auto fields = fields_of(tx, office, waiting);
    if (!fields) {
        tx.drop_salvage(waiting.session);
        return false;
    }
    file_report(tx, office, {{waiting.caller}, waiting.session, waiting.channel}, *fields,
                Ending::broken_off);
    return true;
}

}  // namespace kengele::ussd
