#pragma once

#include <memory>
#include <optional>

#include "gateway/ussd/call.hpp"
#include "gateway/ussd/exchange.hpp"
#include "storage/model/phone_number.hpp"
#include "storage/store.hpp"

namespace kengele::ussd {

// A report whose call broke off, gone on with in the caller's next call: within the window of a redial, in
// the version of the menu in which it was begun, as the screen says on which it broke off, and never so that
// the phone tells what is secret to whoever holds it now.

// Something was answered in this call, besides what its dialling said by itself: a caller who only dials
// *384*911*9# has begun nothing that an earlier report would have to make room for.
bool is_unfinished(const menus::Menu& menu, const Call& call);

// After every turn: this call may be gone on with from now on, or no longer. Writes only when that has
// changed since `was_unfinished`, so that most turns cost nothing.
void note_unfinished(storage::Transaction& tx, const Exchange& exchange, const storage::PhoneNumber& caller,
                     const reporters::DayKeys::SessionName& session, bool was_unfinished, const Call& call);

// An unread case is shown to the caller instead: where it was raised from a call that broke off, that one is
// not gone on with any more.
void leave_unfinished(storage::Transaction& tx, const Exchange& exchange, const storage::PhoneNumber& caller,
                      storage::IncidentId shown);

struct GoneOn {
    std::shared_ptr<const menus::Menu> menu;
    menus::Session session;
};

// Where a new call of this caller begins instead of at the start; nothing when no call is to be gone on with.
// The call that broke off is spent by that, and over: what was told in it lies in the new call alone, and so
// does the watch over a report of danger.
std::optional<GoneOn> go_on(storage::Transaction& tx, const Exchange& exchange,
                            const storage::PhoneNumber& caller);

}  // namespace kengele::ussd
