#pragma once

#include "gateway/reporters/day_keys.hpp"
#include "gateway/ussd/call.hpp"
#include "gateway/ussd/menu_versions.hpp"
#include "storage/store.hpp"

namespace kengele::ussd {

// How many calls came to each screen, and how many went no further: what tells the author of a menu where
// callers are lost. Each call is counted once, half an hour after its last word or soon after the provider
// said that it is over, so that a turn pays for nothing but remembering where it was. A conversation by SMS
// counts as a call; it came to a screen also where the text only said to dial for it.

// With every turn: the screen at which the call stands is one it came to.
void note_screen(const menus::Menu& menu, Call& call);

// With a call's first turn.
void count_later(storage::Transaction& tx, const reporters::DayKeys::SessionName& session);

// The provider says that the call is over. Its last key may be on the way still.
void count_soon(storage::Transaction& tx, const storage::Key128& session);

// This call's last word was said: it is gone on with elsewhere. Counted now, if it was not.
void count_call(storage::Transaction& tx, const storage::Key128& session, const menus::Menu& menu,
                const Call& call);

// Counts at most so many of those that are due. How many there were.
int count_due_calls(storage::Transaction& tx, const reporters::DayKeys& days, const MenuVersions& menus,
                    int most);

}  // namespace kengele::ussd
