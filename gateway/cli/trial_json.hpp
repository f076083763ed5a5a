#pragma once

#include <vector>

#include "gateway/cli/answer.hpp"
#include "menus/menu.hpp"
#include "menus/trial.hpp"

namespace kengele::cli {

// What the tests of a menu found, for an editor: {"test", "line", "passed", "failures", "walk"} a line for
// each run, in the order of the menu's tests, and at last {"tests", "failed", "screens", "never"}, where
// "never" names the screens that no test showed in each language. Refused when a test failed.
Answer told_as_json(const menus::Menu& menu, const std::vector<menus::TrialRun>& runs);

}  // namespace kengele::cli
