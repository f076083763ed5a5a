#pragma once

#include "menus/budget.hpp"
#include "menus/places.hpp"

namespace kengele::exchange {

// What a menu is measured with.
struct Measure {
    const menus::Places& places;
    menus::Budgets budgets;

    int screen_septets() const { return budgets.front().septets; }  // what every channel shows
};

}  // namespace kengele::exchange
