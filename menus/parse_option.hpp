#pragma once

#include "menus/menu.hpp"
#include "menus/toml_reader.hpp"

namespace kengele::menus {

// The options of a screen; the words of each that stores a value become the name of that value in `menu`.
void read_options(TomlReader& reader, const toml::table& table, Node& node, Menu& menu);

// A key that is digits, and not one of the engine's.
void check_key(TomlReader& reader, const toml::node& at, const std::string& key);

}  // namespace kengele::menus
