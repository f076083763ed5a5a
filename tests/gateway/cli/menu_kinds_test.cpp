#include "gateway/cli/menu_kinds.hpp"

#include <doctest/doctest.h>

#include "tests/menus/kenya.hpp"

using namespace kengele;

namespace {

storage::Kind kind(std::string code, std::string category) {
    storage::Kind it;
    it.code = std::move(code);
    it.category = std::move(category);
    return it;
}

std::vector<std::string> told(const menus::Menu& menu, const std::vector<storage::Kind>& kinds) {
    std::vector<std::string> lines;
    for (const auto& problem : cli::unknown_kinds(menu, kinds, "small.toml"))
        lines.push_back(to_string(problem));
    return lines;
}

}  // namespace

TEST_CASE("what a number sets that is dialled directly must be known too") {
    auto menu = tests::small_menu();
    menu.shortcuts = {{"31", "where", {{"kind", "firee"}}, 30}};

    CHECK(told(menu, {kind("fire", "EMG"), kind("theft", "THF")}) ==
          std::vector<std::string>{
              "small.toml:30: shortcut 31: the taxonomy has no kind \"firee\"; did you mean \"fire\"?"});
}

TEST_CASE("a menu files only kinds and categories that the taxonomy knows") {
    auto menu = tests::small_menu();
    auto& options = menu.nodes[menu.index.at("kind")].options;
    options.at(0).line = 41;
    options.at(1).line = 42;
    options.at(1).set = {{"category", "THF"}, {"urgency", "life"}};

    CHECK(told(menu, {kind("fire", "EMG"), kind("theft", "THF")}).empty());
    const auto unknown = told(menu, {kind("fire", "EMG"), kind("thefts", "CRM")});
    REQUIRE(unknown.size() == 2);
    CHECK(unknown[0] ==
          "small.toml:42: screen \"kind\": the taxonomy has no kind \"theft\"; did you mean \"thefts\"?");
    CHECK(unknown[1] ==
          "small.toml:42: screen \"kind\": the taxonomy has no category \"THF\"; write a line for it: "
          "kengele taxonomy "
          "export FILE.csv, then import");
}
