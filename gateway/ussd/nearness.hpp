#pragma once

#include <optional>
#include <vector>

#include "storage/model/directory_entry.hpp"

namespace kengele::ussd {

// Which entries of the directory are near a place. Pure.

// A place and all it lies in, itself first. Without the country, in which everything lies, and so empty for
// it.
using Way = std::vector<storage::PlaceNumber>;

// How many steps it is up from `asked` to what both lie in: 0 in the same ward, 1 in the same constituency.
// Nothing when that is the country alone.
std::optional<int> steps_up(const Way& asked, const Way& other);

struct Located {
    storage::DirectoryEntry entry;
    Way way;  // of its place; empty: it serves the whole country
};

// The nearest first, then those for the whole country; what has nothing nearer than the country in common
// with the asked place is left out. An empty way asks for no place: those for the whole country first, then
// all. Equally near ones stay in their order.
std::vector<Located> nearest_first(std::vector<Located> entries, const Way& asked);

}  // namespace kengele::ussd
