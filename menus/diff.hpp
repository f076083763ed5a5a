#pragma once

#include <string>
#include <vector>

#include "menus/menu.hpp"

namespace kengele::menus {

// What callers see differently with `after` in place of `before`: one sentence each, in the order of the
// screens of `after`, those that went last. Nothing when no caller notices. Texts are compared in every
// language both have.
std::vector<std::string> differences(const Menu& before, const Menu& after);

}  // namespace kengele::menus
