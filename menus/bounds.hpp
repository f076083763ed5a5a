#pragma once

#include <optional>
#include <string_view>

#include "menus/problem.hpp"

namespace kengele::menus {

// What is refused of a file before its TOML is read: more than 256 KiB, letters that are no text, and tables
// or lists deeper than any menu, which would cost the reader its stack. One problem, as nothing more can be
// judged. Takes a time in proportion to the file, and no memory.
std::optional<Problem> out_of_bounds(std::string_view toml, std::string_view file_name);

}  // namespace kengele::menus
