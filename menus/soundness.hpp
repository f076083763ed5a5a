#pragma once

#include <string_view>
#include <vector>

#include "menus/menu.hpp"
#include "menus/parse.hpp"

namespace kengele::menus {

// What is wrong with the ways through a menu that is read without a mistake of form: screens that do not
// exist, cannot be reached, or from which a call never ends; actions used where they cannot work; fillings
// nobody fills; more fields than a session carries.
std::vector<Problem> unsound(const Menu& menu, std::string_view file_name);

}  // namespace kengele::menus
