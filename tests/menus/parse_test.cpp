#include "menus/parse.hpp"

#include <doctest/doctest.h>

#include "tests/menus/kenya.hpp"

using namespace kengele::menus;

TEST_CASE("a sound file is a menu") {
    const auto result = parse(kengele::tests::small_menu_text(), "small.toml");

    REQUIRE(result.problems.empty());
    REQUIRE(result.menu);
    CHECK(result.menu->start == "home");
    CHECK(result.menu->node("where").kind == NodeKind::area);
    CHECK(result.menu->labels.at({"kind", "theft"}).in(1) == "Wizi");
    CHECK(result.menu->hash.size() == 64);
}
