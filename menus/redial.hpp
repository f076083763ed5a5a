#pragma once

#include "menus/session.hpp"

namespace kengele::menus {

// What becomes of a call that broke off when its caller dials again.

// Something was answered, nothing was sent or ended, and the call is not about a case that exists already.
// What the screens it came through noted by themselves is no answer.
bool is_unfinished(const Menu& menu, const Session& session);

// How a new call goes on: as the screen says on which this one broke off, or more carefully when the call
// came through a protected screen or `is_secret` says that what was told is secret: whoever holds the phone
// now must learn nothing of it. So a secret call is never gone on with unasked, and where the asking screen
// names anything, or there is none, it is begun anew. Never `ask` when the menu has no asking screen.
ResumeRule rule_after_break(const Menu& menu, const Session& broken_off, bool is_secret);

// The session of the new call. The menu is the one in which the call broke off.
Session redial(const Menu& menu, Session broken_off, bool is_secret);

// Whether the screen that asks fills in anything.
bool tells_of_the_report(const Node& asking);

}  // namespace kengele::menus
