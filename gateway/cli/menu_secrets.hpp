#pragma once

#include <string_view>

#include "gateway/cli/rules.hpp"
#include "menus/menu.hpp"
#include "menus/problem.hpp"

namespace kengele::cli {

// Where a menu would give away a kind that the deployment's taxonomy marks protected: on the way from
// choosing it to filing stands a screen that is not of class protected (it may be texted, or met again by
// whoever has the phone in hand after a dropped call), or its ladder asks the chief or assistant chief of the
// place, whom such a report must pass by.
menus::Problems open_secrets(const menus::Menu& menu, const Rules& rules, std::string_view file_name);

}  // namespace kengele::cli
