#pragma once

#include <string_view>
#include <vector>

#include "menus/budget.hpp"
#include "menus/menu.hpp"
#include "menus/parse.hpp"
#include "menus/places.hpp"

namespace kengele::menus {

// Proves of a menu that is read without a mistake, in every language and on every channel:
// - every screen a caller can meet fits: each node, each page, each list of places and the longest search
//   result, with and without a hint, every filling at its longest (samples, option labels, place names, typed
//   text);
// - the first screen offers danger-now on its first page;
// - no field or value records a person's faith, people, nationality or party.
// Warns of fillings that can be empty where the line around them would read wrong, and of a report that takes
// more than ten answers. In the order of the file, at most a hundred, errors before
// warnings when there are more.
Problems check(const Menu& menu, const Places& places, const Budgets& budgets, std::string_view file_name);

}  // namespace kengele::menus
