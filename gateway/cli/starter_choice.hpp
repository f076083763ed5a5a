#pragma once

#include "menus/places.hpp"

namespace kengele::cli {

// The starter pack's places to choose from, for whoever tries a menu without a deployment: their names are as
// long as any.
menus::Places starter_choice();

}  // namespace kengele::cli
