#include "menus/graph.hpp"

#include <doctest/doctest.h>

#include "menus/parse.hpp"
#include "tests/menus/kenya.hpp"

using namespace kengele::menus;
using kengele::tests::kenya_menu;
using kengele::tests::small_menu;

namespace {

bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("the picture of a menu has every screen and an arrow for every key that leads to one") {
    const auto menu = small_menu();

    const auto dot = graph(menu, 0);

    for (const auto& node : menu.nodes)
        CHECK(has(dot, "\"" + node.id + "\" [label="));
    CHECK(has(dot, "\"home\":\"option1\":e -> \"kind\":w;"));
    CHECK(has(dot, "\"where\":\"typed\":e -> \"landmark\":w;"));
    CHECK_FALSE(has(dot, "\"home\":\"option4\":e"));  // ends the call
    CHECK(has(dot, "1 Report"));
    CHECK(has(graph(menu, 1), "1 Ripoti"));
}

TEST_CASE("a filed report's screen is where sending leads, and every key of the starter menu is drawn") {
    const auto menu = kenya_menu();

    const auto dot = graph(menu, 0);

    CHECK(has(dot, "-> \"" + menu.filed + "\":w;"));
    for (const auto& node : menu.nodes) {
        for (const auto& option : node.options)
            CHECK(has(dot, option.text.in(0).substr(0, option.text.in(0).find('&'))));
    }
}

TEST_CASE("private and protected screens have heads of their own colours") {
    auto menu = small_menu();
    CHECK_FALSE(has(graph(menu, 0), "#8b1a1a"));
    menu.nodes.at(0).privacy = Privacy::private_;
    menu.nodes.at(1).privacy = Privacy::protected_;

    const auto dot = graph(menu, 0);

    CHECK(has(dot, "#7a4b00\"><FONT COLOR=\"white\">home<"));
    CHECK(has(dot, "#8b1a1a\"><FONT COLOR=\"white\">kind<"));
}

TEST_CASE("words that would be markup in the picture stay words") {
    auto menu = small_menu();
    menu.nodes.front().text.by_language = {"A < B & C > D\nE", "x"};

    CHECK(has(graph(menu, 0), "A &lt; B &amp; C &gt; D<BR ALIGN=\"LEFT\"/>E"));
}
