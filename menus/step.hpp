#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "menus/effect.hpp"
#include "menus/input.hpp"
#include "menus/menu.hpp"
#include "menus/places.hpp"
#include "menus/screen.hpp"
#include "menus/session.hpp"

namespace kengele::menus {

// What screens are made from: a menu, the places to choose from, the channel's budget in septets, and what
// the gateway states about the call.
struct Stage {
    const Menu& menu;
    const Places& places;
    int screen_septets = 160;
    Circumstances circumstances = {};
    bool shows_hidden = false;  // every option is shown, whatever its condition: to measure the worst case
};

struct Turn {
    Session session;
    std::vector<Effect> effects;
};

// The menu is a function: no clock, no database, no log. Deciding and drawing are two calls, because the last
// screen shows what an effect made (the follow-up code), and the effect happens between them.

// A session at the menu's start.
Session begin(const Menu& menu, Language language);

// A session that was dialled directly: where this menu's shortcut leads, as if it were an option of the
// start, so that 0 goes back there.
Session begin_at(const Menu& menu, Language language, const Shortcut& shortcut);

// A session at the menu's `resumed` screen, about a case of this caller's (the gateway's token); at the start
// when the menu has no such screen.
Session resume(const Menu& menu, Language language, std::string subject);

// What is to be looked up before step(): the follow-up code or the PIN as typed, when the session stands
// where one is asked for and the answer is not a key that leaves it. Nothing otherwise.
std::optional<std::string> code_to_check(const Menu& menu, const Session& session, std::string_view typed);

// The value of the option chosen with "@prove", to be looked up before step() as well. Nothing otherwise.
std::optional<std::string> proof_to_check(const Menu& menu, const Session& session, std::string_view typed);

// What the typed answer does. Works for every session and input: an answer that fits nothing asks again with
// a hint, and the third in a row ends the call with the emergency number. A session of another menu begins
// again, whatever was typed. An ended one stays as it is. A place that is not found is asked for again
// without end.
Turn step(const Stage& stage, const Session& session, const Input& input);

// The call was ended by too many wrong keys in a row: not the caller's wish.
bool ended_by_wrong_keys(const Session& session);

// The screen at which a session stands. Pages what is over the budget; cuts nothing.
Screen show(const Stage& stage, const Session& session, const Facts& facts);

}  // namespace kengele::menus
