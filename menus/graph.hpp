#pragma once

#include <string>

#include "menus/menu.hpp"

namespace kengele::menus {

// The whole menu as a picture to hang on a wall, in the language of Graphviz (dot): each screen a phone with
// its words in one language, each key an arrow from its line to where it leads. Screens that end a call and
// the one that shows a filed report's code are coloured, and the heads of private and protected ones.
std::string graph(const Menu& menu, Language language);

}  // namespace kengele::menus
