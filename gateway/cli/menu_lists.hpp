#pragma once

#include <string_view>
#include <vector>

#include "menus/menu.hpp"
#include "menus/problem.hpp"
#include "storage/model/directory_entry.hpp"

namespace kengele::cli {

// Lookups of a list that the deployment's directory does not have: their callers would only ever read `none`.
// Where the directory has no entry at all it is still to come, and that is a warning.
menus::Problems unknown_lists(const menus::Menu& menu, const std::vector<storage::DirectoryEntry>& directory,
                              std::string_view file_name);

}  // namespace kengele::cli
