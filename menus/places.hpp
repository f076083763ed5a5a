#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

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

// The places callers choose from: immutable, shared by all turns.
class Places {
public:
    Places() = default;
    explicit Places(std::vector<PlaceEntry> entries);

    const PlaceEntry* find(int number) const;  // null when unknown
    const PlaceEntry* find_area_code(std::string_view code) const;

    // By name. parent 0: the counties.
    const std::vector<const PlaceEntry*>& children(int parent) const;

    // At most `limit` places whose name or alias begins a word with the typed letters, then those that do
    // with one wrong, missing or extra letter (4 to 6 letters) or two (longer). Case, accents, apostrophes,
    // slashes, hyphens and spaces do not matter. Wards before constituencies before counties within equal
    // matches.
    std::vector<const PlaceEntry*> search(std::string_view typed, std::size_t limit) const;

    // "Township, Kitui Central": a ward's name occurs up to nine times, so its parent is always said.
    std::string full_name(int number) const;

private:
    struct Word {
        std::string folded;
        std::size_t entry = 0;
    };

    std::vector<PlaceEntry> entries_;
    std::unordered_map<int, std::size_t> by_number_;
    std::unordered_map<std::string, std::size_t> by_area_code_;
    std::unordered_map<int, std::vector<const PlaceEntry*>> children_;
    std::vector<Word> words_;
};

}  // namespace kengele::menus
