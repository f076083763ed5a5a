#pragma once

#include "menus/menu.hpp"
#include "menus/toml_reader.hpp"

namespace kengele::menus {

// The table [sms]: with which words the menu begins over SMS. Without it, it does not run there.
void read_texting(TomlReader& reader, const toml::table& root, Menu& menu);

}  // namespace kengele::menus
