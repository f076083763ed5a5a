#include "gateway/cli/trials.hpp"

#include <doctest/doctest.h>

#include <boost/json/parse.hpp>

#include "gateway/cli/budgets.hpp"
#include "gateway/cli/starter_pack.hpp"
#include "gateway/cli/starter_rules.hpp"
#include "gateway/menu_shelf.hpp"
#include "menus/parse.hpp"

namespace kengele::cli {
namespace {

const auto budgets = budgets_of();

const Rules& kenya() {
    static const Rules rules = starter_rules();
    return rules;
}

std::string with_test(const std::string& block) {
    const auto untested = starter_menu.substr(0, starter_menu.find("[[test]]"));
    return std::string{untested} + "[[test]]\nname = \"it\"\n" + block;
}

bool says(const std::string& text, std::string_view words) {
    return text.find(words) != std::string::npos;
}

TEST_CASE("the starter pack's tests pass and show every screen in every language") {
    for (const auto& text : {starter_menu, starter_responders_menu}) {
        const auto parsed = menus::parse(text, "menu.toml");
        REQUIRE(parsed.menu.has_value());
        const auto& menu = *parsed.menu;

        const auto runs = run_trials(menu, gateway::places_to_choose(kenya().places), kenya(), budgets);

        for (std::size_t at = 0; at < runs.size(); ++at) {
            CAPTURE(menu.trials[at].name);
            CHECK(runs[at].failures == std::vector<std::string>{});
        }
        for (const menus::Language language : menu.each_language()) {
            CHECK(menus::never_shown(menu, runs, language) == std::vector<std::string>{});
        }
    }
}

TEST_CASE("the starter pack's tests say of every protected kind whom it must not reach") {
    const auto parsed = menus::parse(starter_menu, "incident.toml");
    REQUIRE(parsed.menu.has_value());

    for (const auto& kind : kenya().kinds) {
        if (kind.sensitivity != storage::Sensitivity::protected_) continue;
        CAPTURE(kind.code);
        CHECK(std::ranges::any_of(parsed.menu->trials, [&](const menus::Trial& trial) {
            const auto made = trial.makes.find("kind");
            return made != trial.makes.end() && made->second == kind.code && !trial.not_routed_to.empty();
        }));
    }
}

TEST_CASE("every test is a line, and how many screens were shown the last") {
    const auto answer =
        test_menu_file(with_test("keys = [\"4\", \"1\"]\nends = \"hotlines\"\n"), "m.toml", kenya(), budgets);

    CHECK(answer.exit == done);
    CHECK(answer.err.empty());
    CHECK(
        answer.out.starts_with("passed  it\n1 of 1 tests passed.\n3 of 61 screens shown; never: category, "));
    CHECK(says(answer.out, "in sw: 0 of 61 screens shown; never: home, "));
}

TEST_CASE("a failed test is told with its whole walk") {
    const auto answer =
        test_menu_file(with_test("keys = [\"4\"]\nends = \"hotlines\"\n"), "m.toml", kenya(), budgets);

    CHECK(answer.exit == refused);
    CHECK(says(answer.out, "FAILED  it (line "));
    CHECK(says(answer.out,
               "    it ends on \"tips\", expected was \"hotlines\"\n    dials\n        | KENGELE."));
    CHECK(says(answer.out, "    > 4\n        | Tips & hotlines\n"));
    CHECK(answer.err == "1 of 1 tests failed.\nMend the menu, or what the test expects.\n");
}

TEST_CASE("a file that is wrong is not tested") {
    const auto answer =
        test_menu_file(with_test("keys = [\"4\"]\nends = \"hotline\"\n"), "m.toml", kenya(), budgets);

    CHECK(answer.exit == refused);
    CHECK(answer.out.empty());
    CHECK(says(answer.err, "there is no screen \"hotline\"; did you mean \"hotlines\"?"));
}

TEST_CASE("an editor reads one object for each test, and at last which screens none showed") {
    const auto answer =
        test_menu_file(with_test("keys = [\"4\"]\nends = \"hotlines\"\n"), "m.toml", kenya(), budgets, true);

    CHECK(answer.exit == refused);
    CHECK(answer.err.empty());
    const auto end = answer.out.find('\n');
    const auto test = boost::json::parse(answer.out.substr(0, end)).as_object();
    const auto all = boost::json::parse(answer.out.substr(end + 1)).as_object();
    CHECK(test.at("test") == "it");
    CHECK(test.at("passed") == false);
    CHECK(test.at("failures").as_array().at(0) == "it ends on \"tips\", expected was \"hotlines\"");
    const auto& walk = test.at("walk").as_array();
    REQUIRE(walk.size() == 2);
    CHECK(walk[0].at("screen") == "home");
    CHECK(walk[1].at("typed") == "4");
    CHECK(walk[1].at("screen") == "tips");
    CHECK(walk[1].at("waits") == true);
    CHECK(all.at("tests") == 1);
    CHECK(all.at("failed") == 1);
    const auto screens = all.at("screens").to_number<std::size_t>();
    CHECK(all.at("never").at("en").as_array().size() == screens - 2);
    CHECK(all.at("never").at("sw").as_array().size() == screens);
}

TEST_CASE("whoever publishes is told the first failure whole and the others by name") {
    const auto text = with_test(
        "keys = [\"4\"]\nends = \"tips\"\n[[test]]\nname = \"b\"\nkeys = [\"4\"]\nends = \"code\"\n"
        "[[test]]\nname = \"c\"\nkeys = [\"4\"]\nends = \"home\"\n");
    const auto parsed = menus::parse(text, "m.toml");
    REQUIRE(parsed.menu.has_value());
    const auto runs = run_trials(*parsed.menu, gateway::places_to_choose(kenya().places), kenya(), budgets);

    const auto told = first_failure(*parsed.menu, runs, "m.toml");

    CHECK(told.starts_with("m.toml:"));
    CHECK(says(told, ": test \"b\" fails\n    it ends on \"tips\", expected was \"code\"\n    dials\n"));
    CHECK(says(told, "These fail too: \"c\".\n"));
    CHECK(first_failure(*parsed.menu, {}, "m.toml").empty());
}

}  // namespace
}  // namespace kengele::cli
