#pragma once

#include <string>
#include <string_view>

#include "menus/menu.hpp"
#include "menus/problem.hpp"

namespace kengele::menus {

// What is wrong with a menu's shortcuts: each must lead to a screen at which a call can begin, and a number
// that is also a key of the first screen must mean the same. Some networks tell the gateway only what was
// typed, so that a key pressed in a call which is no longer known looks like a number that was dialled.
Problems unsound_shortcuts(const Menu& menu, std::string_view file_name);

// As a file has it: 9 = { to = "danger", set = { urgency = "life" } }
std::string written(const Shortcut& shortcut);

}  // namespace kengele::menus
