#pragma once

#include <vector>

#include "menus/submenu.hpp"
#include "menus/toml_reader.hpp"

namespace kengele::menus {

// Reads every [submenu.NAME] of a file, in the order of the file; what its options store gets its name in
// `menu`.
std::vector<Submenu> read_submenus(TomlReader& reader, const toml::table& root, Menu& menu);

}  // namespace kengele::menus
