#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "menus/menu.hpp"
#include "menus/problem.hpp"

namespace kengele::menus {

// A menu exactly when there is no problem.
struct ParseResult {
    std::optional<Menu> menu;
    std::vector<Problem> problems;
};

// Reads a menu file (TOML, format kengele-menu/1; the language is described in menus/definitions/README.md).
// Reports every problem of a run, not only the first: unknown keys, missing texts, screens that do not exist,
// cannot be reached or never end, keys given twice, fillings nobody fills, text that no phone can show. At
// most 256 KiB, 16 deep, 5,000 screens and options, and 500 tests: anything else is refused within a second.
// Whether screens fit a phone is proved by check().
ParseResult parse(std::string_view toml, std::string_view file_name);

}  // namespace kengele::menus
