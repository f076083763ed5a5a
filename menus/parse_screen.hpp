#pragma once

#include <string>
#include <vector>

#include "menus/menu.hpp"
#include "menus/toml_reader.hpp"

namespace kengele::menus {

// Reads every [screen.NAME] of a file into `menu`, in the order of the file.
void read_screens(TomlReader& reader, const toml::table& root, Menu& menu);

// Those of a sub-menu, [submenu.NAME.screen.NAME], which are no screens of the menu yet.
std::vector<Node> read_screen_tables(TomlReader& reader, const toml::table& screens,
                                     const std::string& submenu, Menu& menu);

}  // namespace kengele::menus
