#include "menus/check.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

#include "menus/draw.hpp"
#include "menus/gsm7.hpp"
#include "tests/menus/kenya.hpp"

using namespace kengele::menus;

TEST_CASE("every screen of the Kenya menu fits 156 septets in both languages, whatever is filled in") {
    const auto menu = kengele::tests::kenya_menu();
    const auto& places = kengele::tests::kenya_places();

    for (const auto& problem : check(menu, places, 156, "incident.toml")) {
        FAIL_CHECK(to_string(problem));
    }
}
