#pragma once

#include "menus/menu.hpp"
#include "menus/toml_reader.hpp"

namespace kengele::menus {

// when = "kind = ABU1", when = { all = ["...", "..."] } or when = { any = [...] }. Without terms when the key
// is not there, or says no condition, which is then told.
Condition read_condition(TomlReader& reader, const toml::table& table);

// next = [ { when = "...", to = "..." }, ... ]
std::vector<Branch> read_branches(TomlReader& reader, const toml::table& table);

}  // namespace kengele::menus
