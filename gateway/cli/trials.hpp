#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gateway/cli/answer.hpp"
#include "gateway/cli/rules.hpp"
#include "menus/budget.hpp"
#include "menus/trial.hpp"

namespace kengele::cli {

// The tests of a menu file, walked and routed as this deployment's callers and rules would.

// One run for each of the menu's tests, in their order; whom the filed report can reach is among what may
// have failed.
std::vector<menus::TrialRun> run_trials(const menus::Menu& menu, const menus::Places& places,
                                        const Rules& rules, const menus::Budgets& budgets);

// What is wrong with a menu file; else a line a test, the whole walk of each that failed, and which screens
// no test showed. Refused when one failed. As JSON: one object a line, for each problem of the file, or for
// each test and at last for all.
Answer test_menu_file(std::string_view content, const std::string& file, const Rules& rules,
                      const menus::Budgets& budgets, bool json = false);

// Why a menu is not published: the first test that failed with its walk, and the names of the others. Empty
// when all pass.
std::string first_failure(const menus::Menu& menu, const std::vector<menus::TrialRun>& runs,
                          std::string_view file);

}  // namespace kengele::cli
