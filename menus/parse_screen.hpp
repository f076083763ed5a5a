#pragma once

#include "menus/menu.hpp"
#include "menus/toml_reader.hpp"

namespace kengele::menus {

// Reads every [screen.NAME] of a file into `menu`, in the order of the file.
void read_screens(TomlReader& reader, const toml::table& root, Menu& menu);

}  // namespace kengele::menus
