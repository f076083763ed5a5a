#pragma once

#include "gateway/cli/rules.hpp"

namespace kengele::cli {

// The starter pack as if it had just been imported, for whoever has no deployment yet: places are numbered as
// they come. Phone numbers are sealed with a key that nobody keeps.
Rules starter_rules();

// Numbers places as they come, each after the one it lies in.
std::vector<storage::Place> numbered(std::vector<storage::Place> places);

}  // namespace kengele::cli
