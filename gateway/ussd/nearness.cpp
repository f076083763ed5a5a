#include "gateway/ussd/nearness.hpp"

#include <algorithm>
#include <iterator>
#include <limits>

namespace kengele::ussd {
namespace {

// Behind every step there can be.
constexpr int whole_country = std::numeric_limits<int>::max();

int distance(const Located& located, const Way& asked) {
    const bool is_national = located.way.empty();
    if (asked.empty()) return is_national ? 0 : 1;
    return is_national ? whole_country : steps_up(asked, located.way).value_or(whole_country);
}

}  // namespace

std::optional<int> steps_up(const Way& asked, const Way& other) {
    const auto shared = std::ranges::find_first_of(asked, other);
    if (shared == asked.end()) return std::nullopt;
    return static_cast<int>(std::distance(asked.begin(), shared));
}

std::vector<Located> nearest_first(std::vector<Located> entries, const Way& asked) {
    const auto is_elsewhere = [&](const Located& located) {
        return !asked.empty() && !located.way.empty() && !steps_up(asked, located.way);
    };
    std::erase_if(entries, is_elsewhere);
    std::ranges::stable_sort(entries, {}, [&](const Located& located) { return distance(located, asked); });
    return entries;
}

}  // namespace kengele::ussd
