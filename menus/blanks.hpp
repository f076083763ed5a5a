#pragma once

#include <string_view>

#include "menus/menu.hpp"
#include "menus/problem.hpp"

namespace kengele::menus {

// Warns of fillings that are empty on some way through the menu, where the line around them would read wrong,
// with one such way. A line of nothing but empty fillings is left out by design.
Problems blanks(const Menu& menu, std::string_view file_name);

}  // namespace kengele::menus
