#pragma once

#include <string_view>
#include <vector>

#include "menus/menu.hpp"
#include "menus/parse.hpp"
#include "menus/places.hpp"

namespace kengele::menus {

// Proves that every screen a caller can meet fits the budget (in septets) in every language: each node, each
// page, each list of places and the longest search result, with and without a hint, every filling at its
// longest (samples, option labels, place names, typed text). What does not fit is told with the file's line,
// the line of the screen to blame, and what would save enough.
Problems check(const Menu& menu, const Places& places, int screen_septets, std::string_view file_name);

}  // namespace kengele::menus
