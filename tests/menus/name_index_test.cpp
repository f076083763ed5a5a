#include "menus/name_index.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "menus/spelling.hpp"

using namespace kengele::menus;

namespace {

using Words = std::vector<std::string>;

NameIndex index_of(const std::vector<Words>& names) {
    NameIndex index;
    for (std::size_t entry = 0; entry < names.size(); ++entry)
        index.add(names[entry], entry);
    index.sort();
    return index;
}

// Few letters, so that many words are near each other.
std::string some_word(std::mt19937& random) {
    std::string word;
    for (auto letters = 1 + random() % 7; letters > 0; --letters)
        word += static_cast<char>('a' + random() % 3);
    return word;
}

// The same by comparing everything with everything.
NameMatch compared(std::string_view typed, const Words& name, int most) {
    NameMatch best;
    for (std::size_t from = 0; from < name.size(); ++from) {
        std::string rest;
        for (std::size_t at = from; at < name.size(); ++at)
            rest += name[at];
        const int wrong = errors_in_beginning(typed, rest, most);
        if (wrong > most) continue;
        const bool is_name = from == 0 && errors(typed, rest, most) <= wrong;
        const int roughness = is_name ? 0 : errors(typed, name[from], most) <= wrong ? 1 : 2;
        best = std::min(best, {static_cast<std::uint8_t>(wrong), static_cast<std::uint8_t>(roughness)});
    }
    return best;
}

}  // namespace

TEST_CASE("a name is found from the beginning of any of its words, whole names best") {
    const auto index = index_of({{"kitui", "central"}, {"central"}, {"kitui"}});

    const auto matches = index.matches_of("central", 0, 3);

    CHECK(matches[0].errors == 0);
    CHECK(matches[0].roughness == 1);
    CHECK(matches[1].roughness == 0);
    CHECK_FALSE(matches[2].is_found());
    CHECK(index.matches_of("kit", 0, 3)[2].roughness == 2);
    CHECK(index.matches_of("kituicentral", 0, 3)[0].roughness == 0);
}

TEST_CASE("the index finds what comparing with every name finds") {
    std::mt19937 random(20261122);
    std::vector<Words> names(300);
    for (auto& name : names)
        for (auto words = 1 + random() % 3; words > 0; --words)
            name.push_back(some_word(random));
    const auto index = index_of(names);

    for (int round = 0; round < 300; ++round) {
        const auto typed = some_word(random) + some_word(random).substr(0, random() % 3);
        const int most = static_cast<int>(random() % 3);
        CAPTURE(typed);
        CAPTURE(most);
        const auto matches = index.matches_of(typed, most, names.size());
        const auto differs = [&](std::size_t entry) {
            const auto expected = compared(typed, names[entry], most);
            return matches[entry] < expected || expected < matches[entry];
        };
        std::size_t wrong = 0;
        for (std::size_t entry = 0; entry < names.size(); ++entry)
            wrong += differs(entry) ? 1 : 0;
        CHECK(wrong == 0);
    }
}

TEST_CASE("names longer than what is compared are found by their beginning") {
    const auto index = index_of({{std::string(100, 'a'), "b"}, {}});

    CHECK(index.matches_of(std::string(60, 'a'), 2, 2)[0].errors == 0);
    CHECK_FALSE(index.matches_of("b", 0, 2)[1].is_found());
    CHECK(index.matches_of("b", 0, 2)[0].is_found());
}
