#include "menus/trial.hpp"

#include <doctest/doctest.h>

#include "menus/parse.hpp"
#include "tests/menus/kenya.hpp"

using namespace kengele::menus;
using kengele::tests::small_menu_text;
using kengele::tests::small_places;

namespace {

using Words = std::vector<std::string>;

struct Row {
    const char* block;
    Words failures;
};

const Row rows[] = {
    {"keys = [\"1\", \"2\", \"1366\", \"1\", \"1\"]\nends = \"filed\"\n"
     "makes = { kind = \"theft\", place = \"1366\", landmark = \"\" }\n"
     "shows = [\"Theft\", \"Case 4829137\"]",
     {}},
    {"keys = [\"1\", \"2\", \"1366\", \"mosque\", \"1\"]\n"
     "makes = { kind = \"fire\", place = \"1368\", landmark = \"\", urgency = \"life\" }",
     {"the report has kind = \"theft\", expected was \"fire\"",
      "the report has landmark = \"mosque\", expected was none",
      "the report's place is Kitisuru, Westlands, expected was Mountain View, Westlands",
      "the report has no urgency, expected was \"life\""}},
    {"lang = \"sw\"\nkeys = [\"1\"]\nshows = { 0 = \"NDOGO\", 1 = [\"Nini?\", \"2 Wizi\"] }\nends = \"kind\"",
     {}},
    {"keys = [\"1\"]\nshows = { 0 = \"What?\" }", {"the screen after 0 keys does not show \"What?\""}},
    {"keys = [\"1\"]\nshows = [\"Nini?\"]", {"no screen shows \"Nini?\""}},
    {"keys = [\"1\"]\nends = \"home\"", {"it ends on \"kind\", expected was \"home\""}},
    {"keys = [\"1\"]\nmakes = { kind = \"fire\" }", {"no report was filed"}},
    {"keys = [\"8\"]\nends = \"@end\"", {}},
    {"keys = [\"8\", \"1\"]\nends = \"@end\"", {"the call was over before \"1\" was typed"}},
    {"keys = [\"5\", \"5\", \"5\"]\nends = \"@too_many_wrong\"\nshows = [\"Call 999\"]", {}},
    {"keys = [\"9\", \"Loresho\", \"1\", \"1\", \"1\"]\nmakes = { place = \"Kitisuru\", urgency = \"life\" }",
     {}},
    {"keys = [\"9\", \"Mathare\"]\nends = \"where\"\nshows = [\"No such place.\"]", {}},
    {"keys = [\"9\", \"Mathare\", \"1\"]\nends = \"landmark\"",
     {"this deployment has no place for \"Mathare\"", "it ends on \"where\", expected was \"landmark\""}},
    {"keys = [\"9\", \"1366\", \"1\", \"1\"]\nmakes = { place = \"0001\" }",
     {"this deployment has no place \"0001\", which place should be"}},
    {"keys = [\"2\", \"123456789\"]\nends = \"code\"\nshows = [\"Wrong code.\"]", {}},
    {"right_code = true\nkeys = [\"2\", \"123456789\", \"1\"]\nends = \"thanks\"", {}},
    {"right_code = true\nproof = \"CRM\"\nkeys = [\"2\", \"123456789\", \"2\"]\nends = \"status\"", {}},
    {"right_code = true\nproof = \"CRM\"\nkeys = [\"2\", \"123456789\", \"1\"]\nends = \"code\"", {}},
    {"proof = \"CRM\"\nkeys = [\"2\", \"123456789\", \"2\"]\nends = \"code\"", {}},
    {"redial = true\nkeys = [\"1\", \"2\"]\nends = \"thanks\"", {}},
};

Menu with_tests(const std::string& blocks) {
    auto result = parse(small_menu_text() + blocks, "small.toml");
    for (const auto& problem : result.problems)
        FAIL_CHECK(to_string(problem));
    return result.menu.value();
}

std::vector<TrialRun> runs_of(const Menu& menu) {
    const auto places = small_places();
    std::vector<TrialRun> runs;
    for (const auto& trial : menu.trials)
        runs.push_back(run_trial({menu, places, 160}, trial));
    return runs;
}

}  // namespace

TEST_CASE("a test passes or says what was expected and did not come") {
    for (const auto& row : rows) {
        CAPTURE(row.block);

        const auto menu = with_tests(std::string("\n[[test]]\nname = \"it\"\n") + row.block);

        CHECK(runs_of(menu).at(0).failures == row.failures);
    }
}

TEST_CASE("a walk reads as what was typed and the screens that answered") {
    const auto menu =
        with_tests("\n[[test]]\nname = \"it\"\nkeys = [\"9\", \"1366\", \"1\", \"1\"]\nends = \"filed\"\n");

    const auto text = transcript(runs_of(menu).at(0));

    CHECK(text ==
          "dials\n    | SMALL\n    | 1 Report\n    | 2 Follow up\n    | 7 Kiswahili\n    | 8 Leave\n    | 9 "
          "DANGER\n"
          "> 9\n    | Where? Type it\n    | 1 List\n    | 0 Back\n"
          "> 1366\n    | Near what? 1 skips\n    | 0 Back 00 Start\n"
          "> 1\n    | Fire\n    | Kitisuru, Westlands\n    | 1 SEND\n    | 0 Back 00 Start\n"
          "> 1\n=> files kind=[fire] place=[Kitisuru, Westlands] urgency=[life]\n"
          "    | Case 4829137. Code 482 107 369.\n    | 1 Show again\n");
}

TEST_CASE("screens that no test shows are named, in one language or in none") {
    const auto menu = with_tests(
        "\n[[test]]\nname = \"a\"\nkeys = [\"1\", \"1\", \"1366\", \"1\", \"1\"]\nends = \"filed\"\n"
        "[[test]]\nname = \"b\"\nkeys = [\"7\", \"2\"]\nends = \"code\"\n");

    const auto runs = runs_of(menu);

    CHECK(never_shown(menu, runs, std::nullopt) == Words{"status", "thanks", "resumed", "proof"});
    CHECK(never_shown(menu, runs, 0) == Words{"code", "status", "thanks", "resumed", "proof"});
    CHECK(never_shown(menu, runs, 1) ==
          Words{"kind", "where", "landmark", "review", "filed", "status", "thanks", "resumed", "proof"});
}

TEST_CASE("a place is named by its poster, its path or its name, unless several have it") {
    const auto places = small_places();

    CHECK(place_named(places, "1366")->number == 1366);
    CHECK(place_named(places, "047-274-1366")->number == 1366);
    CHECK(place_named(places, "Nairobi Hill")->number == 1369);
    CHECK(place_named(places, "Township, Kitui Central")->number == 715);
    CHECK(place_named(places, "Nairobi") == nullptr);
    CHECK(place_named(places, "9999") == nullptr);
}

TEST_CASE("a test is walked on the day it names, else on one that never changes") {
    const auto walked = [](const std::string& day) {
        const auto parsed = parse(kengele::tests::kinds_menu_text() + "[[test]]\nname = \"it\"\n" + day +
                                      "keys = [\"4\", \"2\"]\nmakes = { day = \"2026-11-21\" }\n",
                                  "kinds.toml");
        REQUIRE(parsed.menu.has_value());
        const auto places = small_places();
        const auto& menu = parsed.menu.value();
        auto run = run_trial({menu, places, 156}, menu.trials.at(0));
        return run.walk.back().screen.text;
    };

    CHECK(walked("").find("21.11.2026") != std::string::npos);
    CHECK(walked("today = 2024-03-01\n").find("29.02.2024") != std::string::npos);
}
