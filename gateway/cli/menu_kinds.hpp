#pragma once

#include <string_view>
#include <vector>

#include "menus/menu.hpp"
#include "menus/problem.hpp"
#include "storage/model/taxonomy.hpp"

namespace kengele::cli {

// What a menu files that the deployment's taxonomy does not know: a report of such a kind would ring the
// operations desk alone, however urgent it is. Looks at the fields `kind` and `category`.
menus::Problems unknown_kinds(const menus::Menu& menu, const std::vector<storage::Kind>& kinds,
                              std::string_view file_name);

}  // namespace kengele::cli
