#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include <ctime>

#include "menus/check.hpp"
#include "menus/parse.hpp"
#include "tests/allocations.hpp"
#include "tests/menus/hostile.hpp"
#include "tests/menus/kenya.hpp"

using namespace kengele;

namespace {

constexpr std::size_t growth_max = 50'000'000;
// Twice what the worst takes now.
constexpr std::size_t allocations_max = 800'000;

}  // namespace

// In a program of its own, as it counts every allocation.
TEST_CASE("a hostile menu file is judged in a second of this thread's time and in fifty megabytes") {
    const auto places = tests::small_places();
    for (const auto& hostile : tests::hostile_menus()) {
        CAPTURE(hostile.name);
        const auto begin = std::clock();
        tests::start_counting();

        auto parsed = menus::parse(hostile.toml, "hostile.toml");
        if (parsed.menu)
            parsed.problems = menus::check(*parsed.menu, places, {{"ussd", 156}}, "hostile.toml");

        const auto grown = tests::counted();
        CHECK(grown.peak > 0);
        CHECK(grown.peak <= growth_max);
        CHECK(grown.count <= allocations_max);
#ifdef NDEBUG
        // Of what is shipped, where the slowest takes a tenth of it: a sanitizer's time says nothing.
        CHECK(std::clock() - begin < CLOCKS_PER_SEC);
#endif
        CHECK_FALSE(parsed.problems.empty());
        CHECK(parsed.problems.size() <= 100);
        MESSAGE(hostile.name << ": " << grown.peak / 1000 << " kB, " << grown.count << " allocations, "
                             << (std::clock() - begin) / 1000 << " ms, " << parsed.problems.size()
                             << " problems");
    }
}
