#pragma once

#include "menus/menu.hpp"
#include "menus/toml_reader.hpp"

namespace kengele::menus {

// The table [shortcut]: what is dialled directly. Whether it leads to a screen is judged with the ways.
void read_shortcuts(TomlReader& reader, const toml::table& root, Menu& menu);

}  // namespace kengele::menus
