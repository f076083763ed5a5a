#pragma once

#include <string>
#include <vector>

namespace kengele::menus {

// How much one screen may take on a channel.
struct Budget {
    std::string channel;  // its name, for messages
    int septets = 156;
};

// Of all channels that a menu is shown on: at least one, the smallest first.
using Budgets = std::vector<Budget>;

}  // namespace kengele::menus
