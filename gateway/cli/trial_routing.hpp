#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gateway/cli/rules.hpp"
#include "menus/effect.hpp"

namespace kengele::cli {

// What speaks against a test's `routed_to` and `not_routed_to`, in sentences. A role alone is judged by the
// rules: whether any rung of the case's ladder asks it, whoever holds the office today. With a place the
// roster counts too: whether an office of the role answers for the report's place and for that one.
std::vector<std::string> misroutings(const menus::Trial& trial, const Rules& rules,
                                     const std::optional<menus::RaiseIncident>& report);

}  // namespace kengele::cli
