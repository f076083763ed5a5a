#include "gateway/cli/menu_secrets.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "gateway/cli/starter_pack.hpp"
#include "gateway/cli/starter_rules.hpp"
#include "menus/parse.hpp"

namespace kengele::cli {
namespace {

const Rules& kenya() {
    static const Rules rules = starter_rules();
    return rules;
}

menus::Menu starter() {
    auto parsed = menus::parse(starter_menu, "incident.toml");
    REQUIRE(parsed.menu.has_value());
    return std::move(*parsed.menu);
}

std::vector<std::string> told(const menus::Menu& menu, const Rules& rules) {
    std::vector<std::string> lines;
    for (const auto& problem : open_secrets(menu, rules, "m.toml"))
        lines.push_back(problem.what + "; " + problem.mend);
    return lines;
}

menus::Node& node_of(menus::Menu& menu, std::string_view id) {
    return menu.nodes[menu.index.find(id)->second];
}

TEST_CASE("the starter menu gives no protected kind away") {
    CHECK(told(starter(), kenya()) == std::vector<std::string>{});
}

TEST_CASE("every screen between a protected kind and its filing must be protected") {
    auto menu = starter();
    node_of(menu, "timing_private").privacy = menus::Privacy::private_;

    const auto lines = told(menu, kenya());

    REQUIRE_FALSE(lines.empty());
    CHECK(lines.front() ==
          "screen \"abuse\": ABU1 is protected, but its way leads over screen \"timing_private\", which is "
          "not; write class = \"protected\" on screen \"timing_private\", or lead over another");
    CHECK(std::ranges::none_of(lines, [](const auto& line) { return line.find("ABU7") != line.npos; }));
}

TEST_CASE("a kind that an option sets counts like one that it stores") {
    auto menu = starter();
    auto& option = node_of(menu, "help_recovery").options.front();
    option.set = {{"category", "GOV"}, {"kind", "GOV1"}};

    const auto lines = told(menu, kenya());

    REQUIRE(lines.size() == 1);
    CHECK(lines.front().starts_with("screen \"help_recovery\": GOV1 is protected, but its way leads over"));
}

TEST_CASE("a protected kind is not given away by what is dialled directly") {
    auto menu = starter();
    menu.shortcuts.push_back({"51", "place", {{"kind", "GOV1"}}, 50});
    menu.shortcuts.push_back({"52", "place_private", {{"kind", "ABU1"}}, 51});

    const auto lines = told(menu, kenya());

    REQUIRE(lines.size() == 1);
    CHECK(
        lines.front().starts_with("shortcut 51: GOV1 is protected, but its way leads over screen \"place\", "
                                  "which is not; write class"));
}

TEST_CASE("a protected kind whose ladder asks the chief of the place is told once") {
    auto rules = kenya();
    std::ranges::find(rules.kinds, "ABU3", &storage::Kind::code)->ladder.clear();

    const auto lines = told(starter(), rules);

    REQUIRE(lines.size() == 1);
    CHECK(
        lines.front() ==
        "screen \"abuse\": ABU3 is protected, but rung 0 of ladder P1 asks ACHIEF, of the place itself; give "
        "it a ladder that never asks them, in the column ladder of the taxonomy");
}

}  // namespace
}  // namespace kengele::cli
