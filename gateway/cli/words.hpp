#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "storage/model/place.hpp"
#include "storage/model/responder.hpp"
#include "storage/model/taxonomy.hpp"

namespace kengele::cli {

// How values are spelled in files and on the terminal: a word's place in its list is the value.
template <class Value, std::size_t size>
struct Words {
    std::array<std::string_view, size> list;
    int first = 0;  // value of the first word

    std::optional<Value> value(std::string_view word) const {
        for (std::size_t i = 0; i < size; ++i) {
            if (list[i] == word) return static_cast<Value>(static_cast<int>(i) + first);
        }
        return std::nullopt;
    }
    std::string word(Value value) const {
        return std::string{list.at(static_cast<std::size_t>(static_cast<int>(value) - first))};
    }
};

inline constexpr Words<storage::PlaceLevel, 9> place_levels{{"country", "county", "constituency", "ward",
                                                             "sub_county", "division", "location",
                                                             "sub_location", "village"}};
inline constexpr Words<storage::Line, 10> role_lines{{"community", "guard", "ngao", "police", "agency",
                                                      "referral", "county", "emergency", "oversight",
                                                      "desk"}};
inline constexpr Words<storage::Severity, 4> severities{{"P1", "P2", "P3", "P4"}, 1};
inline constexpr Words<storage::Sensitivity, 3> sensitivities{{"normal", "private", "protected"}};
inline constexpr Words<storage::Rank, 2> ranks{{"holder", "deputy"}};

// "country, county, ..."
template <class Value, std::size_t size>
std::string one_of(const Words<Value, size>& words) {
    std::string all = "write one of ";
    for (std::size_t i = 0; i < size; ++i) {
        if (i > 0) all += ", ";
        all += words.list[i];
    }
    return all;
}

}  // namespace kengele::cli
