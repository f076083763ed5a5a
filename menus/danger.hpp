#pragma once

#include <string_view>

#include "menus/budget.hpp"
#include "menus/menu.hpp"
#include "menus/places.hpp"
#include "menus/problem.hpp"

namespace kengele::menus {

// Proves that the first screen offers danger-now (`Menu::danger`), on its first page in every language on
// every channel, whatever is filled in and also under a hint.
Problems without_danger(const Menu& menu, const Places& places, const Budgets& budgets,
                        std::string_view file_name);

}  // namespace kengele::menus
