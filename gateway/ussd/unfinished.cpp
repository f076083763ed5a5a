#include "gateway/ussd/unfinished.hpp"

#include <utility>

#include "gateway/ussd/filing.hpp"
#include "gateway/ussd/one_answer.hpp"
#include "gateway/ussd/screen_counts.hpp"
#include "menus/redial.hpp"
#include "menus/step.hpp"

namespace kengele::ussd {
namespace {

using storage::Transaction;

struct BrokenOff {
    storage::UnfinishedCall stored;
    storage::ServiceTime touched;
    std::shared_ptr<const menus::Menu> menu;
    Call call;
};

std::optional<BrokenOff> open(Transaction& tx, const Exchange& exchange,
                              const storage::UnfinishedCall& stored) {
    const auto session = tx.session(stored.session);
    if (!session || tx.now() - session->touched > storage::Millis{exchange.cases.show_again_window})
        return std::nullopt;
    const auto plain = exchange.days.open(session->day, session->key, session->sealed);
    auto call = plain ? decode(*plain) : std::nullopt;
    auto menu = call ? exchange.menus->find(call->session.menu_hash) : nullptr;
    if (!menu || !is_unfinished(*menu, *call)) return std::nullopt;
    return BrokenOff{stored, session->touched, std::move(menu), std::move(*call)};
}

// Over midnight a caller has two names; the later call counts.
std::optional<BrokenOff> latest(Transaction& tx, const Exchange& exchange,
                                const storage::PhoneNumber& caller) {
    std::optional<BrokenOff> found;
    for (const auto& name : exchange.days.pseudonyms(caller)) {
        const auto stored = tx.unfinished(name);
        auto one = stored ? open(tx, exchange, *stored) : std::nullopt;
        if (one && (!found || one->touched > found->touched)) found = std::move(one);
    }
    return found;
}

bool is_secret(Transaction& tx, const Fields& fields) {
    const auto kind = tx.kind(kind_told(fields));
    return kind && kind->sensitivity != storage::Sensitivity::normal;
}

// Every later word of that call is answered with "this call is over": a key that comes late must not make a
// second report of what is gone on with elsewhere.
void spend(Transaction& tx, const Exchange& exchange, const BrokenOff& broken_off) {
    count_call(tx, broken_off.stored.session, *broken_off.menu, broken_off.call);
    Call over;
    over.session.menu_hash = broken_off.call.session.menu_hash;
    over.session.node = broken_off.menu->start;
    over.session.language = broken_off.call.session.language;
    over.session.ended = true;
    keep_call(tx, exchange, {broken_off.stored.day, broken_off.stored.session}, over);
    tx.drop_salvage(broken_off.stored.session);
}

}  // namespace

bool is_unfinished(const menus::Menu& menu, const Call& call) {
    if (!menus::is_unfinished(menu, call.session)) return false;
    const auto* dialled = menu.shortcut(call.dialled);
    return dialled == nullptr || call.session.fields != menus::begin_at(menu, 0, *dialled).fields;
}

void note_unfinished(Transaction& tx, const Exchange& exchange, const storage::PhoneNumber& caller,
                     const reporters::DayKeys::SessionName& session, bool was_unfinished, const Call& call) {
    const bool is_now = is_unfinished(*exchange.menus->of(call.session.menu_hash), call);
    if (is_now == was_unfinished) return;
    const auto names = exchange.days.pseudonyms(caller);
    if (is_now) return tx.put_unfinished({names.front(), session.key, session.day});
    for (const auto& name : names)
        tx.drop_unfinished(name, session.key);
}

void leave_unfinished(Transaction& tx, const Exchange& exchange, const storage::PhoneNumber& caller,
                      storage::IncidentId shown) {
    for (const auto& name : exchange.days.pseudonyms(caller)) {
        const auto stored = tx.unfinished(name);
        const auto link = stored ? tx.link_of_session(stored->session) : std::nullopt;
        if (link && link->incident == shown) tx.drop_unfinished(name, stored->session);
    }
}

std::optional<GoneOn> go_on(Transaction& tx, const Exchange& exchange, const storage::PhoneNumber& caller) {
    auto broken_off = latest(tx, exchange, caller);
    if (!broken_off) return std::nullopt;
    const auto& session = broken_off->call.session;
    const bool is_hidden = is_secret(tx, session.fields);
    const auto rule = menus::rule_after_break(*broken_off->menu, session, is_hidden);
    tx.drop_unfinished(broken_off->stored.caller, broken_off->stored.session);
    // That call still counts: what it was about to send is sent, and danger told in it is raised.
    if (rule == menus::ResumeRule::restart) return std::nullopt;
    spend(tx, exchange, *broken_off);
    return GoneOn{broken_off->menu, menus::redial(*broken_off->menu, session, is_hidden)};
}

}  // namespace kengele::ussd
