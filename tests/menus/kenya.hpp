#pragma once

#include <string>
#include <vector>

#include "menus/menu.hpp"
#include "menus/places.hpp"

namespace kengele::tests {

// Two counties, two constituencies, a few wards: enough for a list and a search. Numbers as the codes.
menus::Places small_places();

// A small menu in two languages that has every kind of screen (tests/menus/small.toml).
std::string small_menu_text();
// A file beside it.
std::string menu_text(const std::string& name);
menus::Menu small_menu();

// The starter pack, from menus/definitions/kenya: all 1,787 places and the residents' menu. Read once.
const menus::Places& kenya_places();
// tests/menus/kinds.toml: the kinds of screens that small.toml has none of.
std::string kinds_menu_text();
menus::Menu kinds_menu();
std::string kenya_menu_text();
menus::Menu kenya_menu();
// The menu behind a responder's PIN.
std::string kenya_responders_text();
menus::Menu kenya_responders();

// A CSV file of the starter pack, its header left out.
std::vector<std::vector<std::string>> kenya_csv(const std::string& name);

// A cell that holds a list, "OCS|CHIEF", in its parts.
std::vector<std::string> parted(const std::string& cell);

}  // namespace kengele::tests
