#pragma once

#include <string_view>

#include "menus/places.hpp"

namespace kengele::cli {

// The starter pack's places to choose from, for whoever tries a menu without a deployment: their names are as
// long as any.
menus::Places starter_choice();

// The places to choose from in a table as `kengele places export` writes it.
menus::Places choice_of(std::string_view places_csv);

}  // namespace kengele::cli
