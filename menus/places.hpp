#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "menus/name_index.hpp"

namespace kengele::menus {

enum class Level { country, county, constituency, ward, other };

// One place a caller may choose.
struct PlaceEntry {
    int number = 0;  // never changes; what fields store
    int parent = 0;  // 0 under the root
    Level level = Level::ward;
    std::string name;
    std::string area_code;  // "1378", as printed on posters; wards only
    std::vector<std::string> aliases;
};

// The places callers choose from: immutable, shared by all turns. Not copied, as its lists point into it;
// moving it keeps every entry where it is.
class Places {
public:
    Places() = default;
    // The country itself cannot be chosen: what lies directly under it is under the root (parent 0).
    explicit Places(std::vector<PlaceEntry> entries);
    Places(Places&&) noexcept = default;
    Places& operator=(Places&&) noexcept = default;
    Places(const Places&) = delete;
    Places& operator=(const Places&) = delete;
    ~Places() = default;

    const PlaceEntry* find(int number) const;  // null when unknown
    const PlaceEntry* find_area_code(std::string_view code) const;

    // By name. parent 0: the counties.
    const std::vector<const PlaceEntry*>& children(int parent) const;

    // At most `limit` places whose name or alias begins a word with the typed letters, then those that do
    // with one wrong, missing, extra or swapped letter (4 to 6 letters) or two (longer). Of several typed
    // words each must be found in the place's own name or in what it lies in, at least one in its own. Case,
    // accents, apostrophes, slashes, hyphens and spaces do not matter. Within equal matches a whole name
    // comes first, then wards before constituencies before counties.
    std::vector<const PlaceEntry*> search(std::string_view typed, std::size_t limit) const;

    // "Township, Kitui Central": a ward's name occurs up to nine times, so its parent is always said. A
    // county stands alone. Empty for a number that is not known.
    std::string full_name(int number) const;

private:
    struct Hit;

    std::optional<Hit> hit_in_parts(std::size_t entry,
                                    const std::vector<std::vector<NameMatch>>& words) const;

    std::vector<PlaceEntry> entries_;
    std::vector<std::size_t> above_;  // what each entry lies in; its own number under the root
    std::unordered_map<int, std::size_t> by_number_;
    std::unordered_map<std::string, std::size_t> by_area_code_;
    std::unordered_map<int, std::vector<const PlaceEntry*>> children_;
    NameIndex names_;
};

}  // namespace kengele::menus
