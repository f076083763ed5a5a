#include "gateway/ussd/nearness.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace kengele;
using storage::PlaceNumber;
using ussd::Way;

namespace {

// Ward 111 and its neighbour 112 in constituency 11, ward 121 in 12, both in county 1; ward 211 in county 2.
Way way(std::initializer_list<int> numbers) {
    Way made;
    for (const int number : numbers)
        made.push_back(PlaceNumber{number});
    return made;
}

const Way riruta = way({111, 11, 1});

ussd::Located at(const std::string& name, Way where) {
    ussd::Located located;
    located.entry.name = name;
    located.way = std::move(where);
    return located;
}

std::vector<std::string> names(const std::vector<ussd::Located>& entries) {
    std::vector<std::string> all;
    for (const auto& each : entries)
        all.push_back(each.entry.name);
    return all;
}

const std::vector<ussd::Located> centres{
    at("a elsewhere", way({211, 2})),
    at("b helpline", {}),
    at("c county", way({1})),
    at("d same ward", way({111, 11, 1})),
    at("e next constituency", way({121, 12, 1})),
    at("f neighbour", way({112, 11, 1})),
    at("g constituency", way({11, 1})),
    at("h helpline", {}),
    at("i village", way({1111, 111, 11, 1})),
};

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("how near two places are is how far up they meet") {
    struct Row {
        Way asked;
        Way other;
        std::optional<int> steps;
    };
    const Row rows[] = {
        {riruta, riruta, 0},
        {riruta, way({112, 11, 1}), 1},
        {riruta, way({11, 1}), 1},
        {riruta, way({121, 12, 1}), 2},
        {riruta, way({1}), 2},
        {way({11, 1}), riruta, 0},
        {riruta, way({211, 2}), std::nullopt},
        {riruta, {}, std::nullopt},
    };
    for (const auto& row : rows) {
        CAPTURE(row.other.size());
        CHECK(ussd::steps_up(row.asked, row.other) == row.steps);
    }
}

TEST_CASE("the nearest come first, then what serves the whole country, and other counties not at all") {
    CHECK(names(ussd::nearest_first(centres, riruta)) ==
          Names{"d same ward", "i village", "f neighbour", "g constituency", "c county",
                "e next constituency", "b helpline", "h helpline"});
}

TEST_CASE("who asked for no place finds what serves the whole country first, then everything by name") {
    CHECK(names(ussd::nearest_first(centres, {})) == Names{"b helpline", "h helpline", "a elsewhere",
                                                           "c county", "d same ward", "e next constituency",
                                                           "f neighbour", "g constituency", "i village"});
}
