#pragma once

#include "menus/menu.hpp"
#include "menus/toml_reader.hpp"

namespace kengele::menus {

// Reads every [[test]] of a file into `menu`, whose screens are read before. Unless all of them could be
// read, what a test says of them is not judged: one mistake is told once.
void read_trials(TomlReader& reader, const toml::table& root, bool are_screens_known, Menu& menu);

}  // namespace kengele::menus
