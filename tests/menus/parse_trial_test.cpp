#include "menus/parse_trial.hpp"

#include <doctest/doctest.h>

#include "menus/parse.hpp"
#include "tests/menus/kenya.hpp"

using namespace kengele::menus;
using kengele::tests::small_menu_text;

namespace {

using Messages = std::vector<std::string>;

Messages told(const std::string& toml) {
    Messages messages;
    for (const auto& problem : parse(toml, "small.toml").problems)
        messages.push_back(to_string(problem).substr(std::string("small.toml:").size()));
    return messages;
}

std::string many(int count) {
    std::string blocks;
    for (int i = 0; i < count; ++i)
        blocks += "\n[[test]]\nname = \"" + std::to_string(i) + "\"\nkeys = [\"1\"]\nends = \"kind\"";
    return blocks;
}

}  // namespace

TEST_CASE("a test is read whole") {
    const auto parsed = parse(
        small_menu_text() +
            "[[test]]\nname = \"it\"\nlang = \"sw\"\ntoday = 2024-02-29\nredial = true\nright_code = true\n"
            "proof = \"EMG\"\nkeys = [\"1\", \"Ng'anda\"]\nshows = [\"x\"]\nends = \"@end\"\n"
            "makes = { kind = \"fire\" }\nrouted_to = [\"OCS\"]\nnot_routed_to = [\"CHIEF:047-274\"]",
        "small.toml");

    REQUIRE(parsed.menu.has_value());
    const auto& trial = parsed.menu->trials.at(0);
    CHECK(trial.name == "it");
    CHECK(trial.language == 1);
    CHECK(stored_day(trial.today) == "2024-02-29");
    CHECK(trial.redials);
    CHECK(trial.has_right_code);
    CHECK(trial.proof == "EMG");
    CHECK(trial.keys == std::vector<std::string>{"1", "Ng'anda"});
    CHECK(trial.shows.at(0).text == "x");
    CHECK_FALSE(trial.shows.at(0).after.has_value());
    CHECK(trial.ends == "@end");
    CHECK(trial.makes.at("kind") == "fire");
    CHECK(trial.routed_to.at(0).role == "OCS");
    CHECK(trial.routed_to.at(0).place.empty());
    CHECK(trial.not_routed_to.at(0).role == "CHIEF");
    CHECK(trial.not_routed_to.at(0).place == "047-274");
    CHECK(trial.line == 112);
}

TEST_CASE("tests have a bound") {
    CHECK(told(small_menu_text() + many(500)).empty());
    CHECK(told(small_menu_text() + many(501)).size() == 1);
}

TEST_CASE("tests do not change what a version is named for") {
    const auto bare = parse(small_menu_text(), "small.toml");
    const auto tested = parse(small_menu_text() + many(2), "small.toml");

    REQUIRE(tested.menu.has_value());
    CHECK(tested.menu->trials.size() == 2);
    CHECK(tested.menu->hash == bare.menu->hash);
}
