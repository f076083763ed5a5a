#include "menus/day.hpp"

#include <doctest/doctest.h>

using namespace kengele::menus;

namespace {

constexpr Day today = std::chrono::year(2027) / 1 / 5;

std::string meant(std::string_view typed, int days_back = 30) {
    const auto day = day_meant(typed, today, days_back);
    return day ? stored_day(*day) : "none";
}

}  // namespace

TEST_CASE("a day is typed as day and month, with or without a sign between") {
    for (const auto* typed : {"0301", "03.01", "3.1", "3/1", "3-1", "3 1"}) {
        CAPTURE(typed);
        CHECK(meant(typed) == "2027-01-03");
    }
}

TEST_CASE("a day of the months before is last year's") {
    CHECK(meant("2412") == "2026-12-24");
}

TEST_CASE("only days inside the window are taken") {
    CHECK(meant("0501") == "2027-01-05");
    CHECK(meant("0601") == "none");
    CHECK(meant("0612") == "2026-12-06");
    CHECK(meant("0512") == "none");
    CHECK(meant("0601", 364) == "2026-01-06");
}

TEST_CASE("what is no day of the calendar is none") {
    for (const auto* typed : {"", "3", "301", "00301", "3112x", "3.", ".1", "3..1", "3.1.27", "003.1", "3,1",
                              "3a1", "3113", "0000", "2902", "3111"}) {
        CAPTURE(typed);
        CHECK(meant(typed, 364) == "none");
    }
}

TEST_CASE("a leap day is found in the year that has it") {
    const Day march = std::chrono::year(2028) / 3 / 1;

    CHECK(day_meant("2902", march, 30) == Day(std::chrono::year(2028) / 2 / 29));
}

TEST_CASE("a stored day is said as people write it") {
    CHECK(spoken_day("2026-12-24") == "24.12.2026");
    for (const auto* stored : {"", "2026-12-2", "2026.12.24", "2026-12-2x", "20261-12-24"}) {
        CAPTURE(stored);
        CHECK_FALSE(spoken_day(stored));
    }
}
