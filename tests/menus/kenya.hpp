#pragma once

#include <string>

#include "menus/menu.hpp"
#include "menus/places.hpp"

namespace kengele::tests {

// Two counties, two constituencies, a few wards: enough for a list and a search. Numbers as the codes.
menus::Places small_places();

// A small menu in two languages that has every kind of screen (tests/menus/small.toml).
std::string small_menu_text();
menus::Menu small_menu();

}  // namespace kengele::tests
