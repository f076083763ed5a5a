#include "menus/check.hpp"

#include <doctest/doctest.h>

#include "tests/menus/kenya.hpp"

using namespace kengele::menus;

TEST_CASE("everything is proven of the Kenya menu") {
    const auto menu = kengele::tests::kenya_menu();

    for (const auto& problem :
         check(menu, kengele::tests::kenya_places(), {{"ussd", 156}}, "incident.toml")) {
        FAIL_CHECK(to_string(problem));
    }
}

TEST_CASE("what each proof finds is told in one run, in the order of the file") {
    auto menu = kengele::tests::small_menu();
    menu.nodes[menu.index.at("kind")].store = "tribe";
    menu.nodes[menu.index.at("review")].text.by_language[0] = "Near {landmark}. Send?";
    menu.nodes[menu.index.at("thanks")].text.by_language[1] = std::string(71, 'a');
    menu.danger.clear();

    const auto problems = check(menu, kengele::tests::small_places(), {{"ussd", 70}}, "small.toml");

    std::vector<int> lines;
    for (const auto& problem : problems)
        lines.push_back(problem.line);
    CHECK(lines == std::vector<int>{0, 39, 65, 93});
}
