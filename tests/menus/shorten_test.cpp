#include "menus/shorten.hpp"

#include <doctest/doctest.h>

using namespace kengele::menus;

TEST_CASE("words are shortened from their end, and do not end in one that leads on") {
    CHECK(shortened("Ukatili wa kijinsia na wa nyumbani", 8) == "Ukatili wa kijinsia");
    CHECK(shortened("Theft, gang, stock theft", 3) == "Theft, gang, stock");
    CHECK(shortened("Theft, gang, stock theft", 7) == "Theft, gang");
    CHECK(shortened("Theft of cattle", 1) == "Theft");
    CHECK(shortened("Report", 0) == "Report");
}

TEST_CASE("one word is not shortened") {
    CHECK(shortened("Kitambulisho", 1) == std::nullopt);
    CHECK(shortened("of the", 1) == std::nullopt);
    CHECK(shortened("", 1) == std::nullopt);
}
