#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace kengele::menus {

// How well one typed word fits the names of one entry.
struct NameMatch {
    static constexpr std::uint8_t no_match = 100;
    std::uint8_t errors = no_match;
    std::uint8_t roughness = 0;  // 0: the whole name, 1: a whole word, 2: a beginning

    bool is_found() const { return errors != no_match; }
    bool operator<(const NameMatch& other) const {
        return std::tie(errors, roughness) < std::tie(other.errors, other.roughness);
    }
};

// Finds names by the beginning of any of their words and forgives wrong letters. Entries are numbered from 0
// by who fills it; one may have several names. Names and typed words come folded (lower case, no accents), a
// name as its words. Kept sorted, so that names with a common beginning are compared once: a typed word costs
// the beginnings that are still near it, not all names.
class NameIndex {
public:
    void add(const std::vector<std::string>& words, std::size_t entry);
    void sort();  // after the last add(), before the first matches_of()

    // The best fit in each entry of 0 .. entries - 1.
    std::vector<NameMatch> matches_of(std::string_view word, int errors_most, std::size_t entries) const;

private:
    // A name from one of its words on, without spaces: "kituicentral", "central".
    struct Beginning {
        std::string folded;
        std::size_t entry = 0;
        std::size_t word_size = 0;  // letters up to the end of its first word
        bool is_whole_name = false;
        std::size_t shared = 0;  // letters it begins with like the one before
    };

    std::vector<Beginning> beginnings_;
};

}  // namespace kengele::menus
