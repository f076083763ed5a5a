#include "menus/walk_cost.hpp"

#include <doctest/doctest.h>

#include "tests/menus/kenya.hpp"

using namespace kengele::menus;
using kengele::tests::kenya_menu;
using kengele::tests::kenya_places;
using kengele::tests::small_menu;
using kengele::tests::small_places;

TEST_CASE("the Kenya menu is within ten answers, and an alarm within five") {
    const auto menu = kenya_menu();
    const auto costs = report_costs(menu, kenya_places(), 156);

    REQUIRE(costs.alarm);
    REQUIRE(costs.report);
    CHECK(costs.alarm->answers <= 5);
    CHECK(costs.report->answers <= first_dial_answers_max);
    CHECK(long_walks(menu, costs, "incident.toml").empty());
    CHECK(summary(costs).starts_with(
        "The shortest alarm: 4 answers, 11 keys, about 72 seconds: home 9 > danger 1 > place_danger > "
        "landmark_danger 1.\nThe shortest other report: 8 answers, 19 keys, about "));
}

TEST_CASE("the way with the fewest answers is taken, and its keys are counted with the one that sends") {
    const auto costs = report_costs(small_menu(), small_places(), 160);

    REQUIRE(costs.alarm);
    REQUIRE(costs.report);
    CHECK(costs.alarm->answers == 4);
    CHECK(costs.alarm->keys == 2 + 5 + 2 + 2);
    CHECK(costs.alarm->way == "home 9 > where > landmark 1 > review 1");
    CHECK(costs.report->answers == 5);
    CHECK(costs.report->way == "home 1 > kind 1 > where > landmark 1 > review 1");
    CHECK(costs.report->seconds > costs.alarm->seconds);
}

TEST_CASE("a menu that files nothing has no way to a report") {
    auto menu = small_menu();
    menu.nodes[menu.index.at("review")].options[0].to = "@end";

    const auto costs = report_costs(menu, small_places(), 160);

    CHECK_FALSE(costs.alarm);
    CHECK_FALSE(costs.report);
    CHECK(summary(costs).empty());
    CHECK(long_walks(menu, costs, "small.toml").empty());
}

TEST_CASE("more than ten answers are warned of") {
    auto costs = report_costs(small_menu(), small_places(), 160);
    costs.report->answers = 10;
    CHECK(long_walks(small_menu(), costs, "small.toml").empty());

    costs.report->answers = 11;
    const auto problems = long_walks(small_menu(), costs, "small.toml");

    REQUIRE(problems.size() == 1);
    CHECK(to_string(problems[0]) ==
          "small.toml:28: warning: screen \"home\": a report takes 11 answers from here, by home 1 > kind 1 "
          "> where > "
          "landmark 1 > review 1; 10 are allowed; leave out a question, or ask it after filing");
}
