#pragma once

#include <vector>

#include "menus/effect.hpp"
#include "menus/input.hpp"
#include "menus/menu.hpp"
#include "menus/places.hpp"
#include "menus/screen.hpp"
#include "menus/session.hpp"

namespace kengele::menus {

// What screens are made from: a menu, the places to choose from, and the channel's budget in septets.
struct Stage {
    const Menu& menu;
    const Places& places;
    int screen_septets = 160;
};

struct Turn {
    Session session;
    std::vector<Effect> effects;
};

// The menu is a function: no clock, no database, no log. Deciding and drawing are two calls, because the last
// screen shows what an effect made (the follow-up code), and the effect happens between them.

// A session at the menu's start.
Session begin(const Menu& menu, Language language);

// What the typed answer does. Works for every session and input: an answer that fits nothing asks again with
// a hint, and the third in a row ends the call with the emergency number.
Turn step(const Stage& stage, const Session& session, const Input& input);

// The screen at which a session stands. Pages what is over the budget; cuts nothing.
Screen show(const Stage& stage, const Session& session, const Facts& facts);

}  // namespace kengele::menus
