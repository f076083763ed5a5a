#pragma once

#include <string_view>

#include "menus/menu.hpp"
#include "menus/problem.hpp"

namespace kengele::menus {

// Fields and values named for a person's faith, people, nationality or party, in English or Swahili. They
// are never asked: a list of who believes or votes what is a danger to everybody on it.
Problems forbidden_fields(const Menu& menu, std::string_view file_name);

}  // namespace kengele::menus
