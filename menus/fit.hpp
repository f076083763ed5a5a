#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "menus/budget.hpp"
#include "menus/menu.hpp"
#include "menus/places.hpp"
#include "menus/problem.hpp"

namespace kengele::menus {

// Screens that are over the budget of some channel in some language. Each is told once, for the channel that
// allows least, with its worst page, the line that takes most of it and what would save enough.
Problems oversized(const Menu& menu, const Places& places, const Budgets& budgets,
                   std::string_view file_name);

// The septets of each screen's largest page, over the budget or not, and of the goodbye in each language.
struct LargestPages {
    std::map<std::pair<std::string, Language>, int> screens;  // by the screen's id
    std::vector<int> goodbyes;
};

LargestPages largest_pages(const Menu& menu, const Places& places, int screen_septets);

}  // namespace kengele::menus
