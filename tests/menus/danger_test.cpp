#include "menus/danger.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "tests/menus/kenya.hpp"

using namespace kengele::menus;
using kengele::tests::kenya_menu;
using kengele::tests::kenya_places;
using kengele::tests::small_menu;
using kengele::tests::small_places;

namespace {

std::vector<std::string> told(const Menu& menu, int septets) {
    std::vector<std::string> messages;
    for (const auto& problem : without_danger(menu, small_places(), {{"ussd", septets}}, "small.toml"))
        messages.push_back(to_string(problem));
    return messages;
}

using Messages = std::vector<std::string>;

}  // namespace

TEST_CASE("the Kenya menu offers danger-now on its first page in both languages") {
    CHECK(without_danger(kenya_menu(), kenya_places(), {{"ussd", 156}}, "incident.toml").empty());
}

TEST_CASE("a menu must name its screen for danger now") {
    auto menu = small_menu();
    menu.danger.clear();

    CHECK(told(menu, 160) ==
          Messages{"small.toml: no screen is named for danger now; write danger = \"...\" beside "
                   "start: the screen where who is in danger begins"});
}

TEST_CASE("an option of the first screen must lead to danger now") {
    auto menu = small_menu();
    menu.danger = "kind";
    CHECK(told(menu, 160).empty());

    menu.danger = "review";
    CHECK(told(menu, 160) ==
          Messages{"small.toml:28: screen \"home\": no option leads to \"review\", the screen for "
                   "danger now; give the first screen an option to = \"review\""});
}

TEST_CASE("danger now is on the first page, in each language, also when a wrong key is told there") {
    auto menu = small_menu();
    auto& start = menu.nodes[menu.index.at("home")];
    CHECK(told(menu, 70).empty());

    start.options[0].text.by_language[1] = "Ripoti tukio la uhalifu";
    CHECK(told(menu, 70) ==
          Messages{"small.toml:36: screen \"home\", sw, channel \"ussd\": danger now, option 5, is not on "
                   "the first page, "
                   "which has room "
                   "for 3; write it further up and keep its key, or shorten the texts before it"});

    std::rotate(start.options.begin(), start.options.end() - 1, start.options.end());
    CHECK(told(menu, 70).empty());
}
