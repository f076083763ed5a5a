#include "menus/parse_trial.hpp"

#include <doctest/doctest.h>

#include "menus/parse.hpp"
#include "tests/menus/kenya.hpp"

using namespace kengele::menus;
using kengele::tests::small_menu_text;

namespace {

using Messages = std::vector<std::string>;

// One test's block behind small.toml, and all that is said about it.
struct Mistake {
    std::string block;
    Messages messages;
};

const Mistake mistakes[] = {
    {"keys = [\"1\"]\nends = \"kind\"",
     {"112: test \"\": name is missing; say in a sentence what must hold"}},
    {"name = \"a\"\nends = \"kind\"",
     {"112: test \"a\": keys say what is typed; write keys = [\"1\", \"KAWA\", \"1\"]"}},
    {"name = \"a\"\nkeys = [1]\nends = \"kind\"",
     {"114: test \"a\": a key needs words in quotes; write \"...\", at most 200 letters"}},
    {"name = \"a\"\nkeys = [\"\\u001b[2J\"]\nends = \"kind\"",
     {"114: test \"a\": a key needs words in quotes; write \"...\", at most 200 letters"}},
    {"name = \"a\"\nkeys = [\"1\"]",
     {"112: test \"a\": the test expects nothing; say what must come of it with ends, shows, makes, "
      "routed_to or "
      "not_routed_to"}},
    {"name = \"a\"\nkeys = [\"1\"]\nend = \"kind\"\nshows = [\"x\"]",
     {"115: test \"a\": key \"end\" is not known; did you mean \"ends\"?"}},
    {"name = \"a\"\nkeys = [\"1\"]\nends = \"knd\"",
     {"115: test \"a\": there is no screen \"knd\"; did you mean \"kind\"?"}},
    {"name = \"a\"\nlang = \"so\"\nkeys = [\"1\"]\nends = \"kind\"",
     {"114: test \"a\": the menu has no language \"so\"; did you mean \"sw\"?"}},
    {"name = \"a\"\nkeys = [\"1\"]\nmakes = { knd = \"fire\" }",
     {"115: test \"a\": no screen stores \"knd\"; did you mean \"kind\"?"}},
    {"name = \"a\"\nkeys = [\"1\"]\nmakes = { }",
     {"115: test \"a\": makes names no field; write makes = { kind = \"CRM1\", place = \"1378\" }"}},
    {"name = \"a\"\nkeys = [\"1\"]\nshows = \"What?\"",
     {"115: test \"a\": shows is no list of texts; write shows = [\"text\"], or shows = { 2 = \"text\" } for "
      "the "
      "screen after two keys"}},
    {"name = \"a\"\nkeys = [\"1\"]\nshows = { 2 = \"What?\" }",
     {"115: test \"a\": there is no screen after 2 keys; write 0 for the first screen, up to 1"}},
    {"name = \"a\"\nkeys = [\"1\"]\nproof = \"XXX\"\nends = \"kind\"",
     {"115: test \"a\": no \"@prove\" option has the value \"XXX\"; known are EMG, CRM"}},
    {"name = \"a\"\nkeys = [\"1\"]\nright_code = 1\nends = \"kind\"",
     {"115: test \"a\": right_code is neither true nor false; write false"}},
    {"name = \"a\"\nkeys = [\"1\"]\nnot_routed_to = [\"chief\", \"OCS:\", \"OCS:047-275\"]",
     {"115: test \"a\": \"chief\" is no role; write a role key in capitals, \"CHIEF\", or with a place code, "
      "\"CHIEF:047-275\"",
      "115: test \"a\": \"OCS:\" is no role; write a role key in capitals, \"CHIEF\", or with a place code, "
      "\"CHIEF:047-275\""}},
    {"name = \"a\"\nkeys = [\"1\"]\nrouted_to = \"OCS\"",
     {"115: test \"a\": routed_to names no role; write routed_to = [\"CHIEF\"]"}},
    {"name = \"a\"\nkeys = [\"1\"]\nends = \"kind\"\n[[test]]\nname = \"a\"\nkeys = [\"2\"]\nends = \"code\"",
     {"116: test \"a\": another test has this name; say what is different in this one"}},
};

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

TEST_CASE("every mistake in a test is told with its line and how to mend it") {
    for (const auto& mistake : mistakes) {
        CAPTURE(mistake.block);

        CHECK(told(small_menu_text() + "[[test]]\n" + mistake.block) == mistake.messages);
    }
}

TEST_CASE("a mistake in a screen is not told again by the tests that speak of it") {
    auto text = small_menu_text() + "[[test]]\nname = \"a\"\nkeys = [\"1\"]\nends = \"kind\"";
    text.replace(text.find("[screen.kind]"), 13, "[screen.Kind]");

    const auto messages = told(text);

    REQUIRE(messages.size() == 1);
    CHECK(messages[0].find("screen \"Kind\"") != std::string::npos);
}

TEST_CASE("a test is read whole") {
    const auto parsed =
        parse(small_menu_text() +
                  "[[test]]\nname = \"it\"\nlang = \"sw\"\nredial = true\nright_code = true\n"
                  "proof = \"EMG\"\nkeys = [\"1\", \"Ng'anda\"]\nshows = [\"x\"]\nends = \"@end\"\n"
                  "makes = { kind = \"fire\" }\nrouted_to = [\"OCS\"]\nnot_routed_to = [\"CHIEF:047-274\"]",
              "small.toml");

    REQUIRE(parsed.menu.has_value());
    const auto& trial = parsed.menu->trials.at(0);
    CHECK(trial.name == "it");
    CHECK(trial.language == 1);
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
