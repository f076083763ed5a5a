#pragma once

#include "menus/input.hpp"
#include "menus/menu.hpp"
#include "menus/places.hpp"

namespace kengele::menus {

// The place with the longest name to show; null when there is none.
const PlaceEntry* longest_named(const Places& places);

// Every field as a fact at its longest, so that it fills any text whatever was stored: samples, words of
// options, names of places, typed text.
Facts longest_fillings(const Menu& menu, const Places& places);

}  // namespace kengele::menus
