#pragma once

#include <string_view>

#include "menus/menu.hpp"
#include "menus/problem.hpp"

namespace kengele::menus {

// Names and values that conditions compare and nothing in the menu stores, and conditions where none can
// stand.
Problems misnamed_conditions(const Menu& menu, std::string_view file_name);

// What is never shown or taken, and menus that may be without any option. Of menus whose ways all lead
// somewhere and whose names are right.
Problems misleading_conditions(const Menu& menu, std::string_view file_name);

}  // namespace kengele::menus
