#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace kengele::menus {

// A character of a file; both count from 1.
struct Spot {
    int line = 0;
    int column = 0;

    bool operator==(const Spot&) const = default;
};

// Where a letter (the first is 0) of a text stands in the TOML file that holds it, at the beginning of its
// escape when it is written as one. `quote` is where the text's first quote is. Nothing when no text begins
// there, or a shorter one.
std::optional<Spot> spot_of_letter(std::string_view toml, Spot quote, std::size_t letter);

}  // namespace kengele::menus
