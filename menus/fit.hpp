#pragma once

#include <string_view>

#include "menus/menu.hpp"
#include "menus/places.hpp"
#include "menus/problem.hpp"

namespace kengele::menus {

// Screens that are over the budget (in septets) in some language, each told once with its worst page, the
// line that takes most of it and what would save enough.
Problems oversized(const Menu& menu, const Places& places, int screen_septets, std::string_view file_name);

}  // namespace kengele::menus
