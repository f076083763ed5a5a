#include "menus/canonical.hpp"

#include <doctest/doctest.h>

#include "tests/menus/kenya.hpp"

using namespace kengele::menus;

TEST_CASE("the hash of a menu is the same as yesterday's") {
    const auto menu = kengele::tests::small_menu();

    CHECK(content_hash(menu) == menu.hash);
}
