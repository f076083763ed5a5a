#include "menus/diff.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "menus/parse.hpp"
#include "tests/menus/kenya.hpp"

using namespace kengele::menus;
using kengele::tests::small_menu;
using kengele::tests::small_menu_text;

namespace {

using Sentences = std::vector<std::string>;

// The small menu, with words of its file replaced.
Menu changed(std::initializer_list<std::pair<std::string, std::string>> replaced) {
    auto text = small_menu_text();
    for (const auto& [from, to] : replaced) {
        const auto at = text.find(from);
        REQUIRE_MESSAGE(at != std::string::npos, from);
        text.replace(at, from.size(), to);
    }
    auto parsed = parse(text, "small.toml");
    for (const auto& problem : parsed.problems)
        FAIL_CHECK(to_string(problem));
    return parsed.menu.value();
}

}  // namespace

TEST_CASE("two menus that no caller can tell apart differ in nothing") {
    CHECK(differences(small_menu(), small_menu()).empty());
    CHECK(differences(small_menu(), changed({{"version   = \"1\"", "version   = \"2\""}})).empty());
}

TEST_CASE("a changed word is told with its screen, key and language") {
    const auto after = changed({{"en = \"SMALL\"", "en = \"Little\""}, {"sw = \"Wizi\"", "sw = \"Uwizi\""}});

    CHECK(differences(small_menu(), after) ==
          Sentences{R"(Screen "home": it says "Little" instead of "SMALL" (en).)",
                    R"(Screen "kind": key 2 is called "Uwizi" instead of "Wizi" (sw).)"});
}

TEST_CASE("a key that means something else is told, whether new, gone, moved or led elsewhere") {
    const std::string fire = R"({ value = "fire", to = "where", en = "Fire", sw = "Moto" },)";
    const std::string theft = R"({ value = "theft", to = "where", en = "Theft", sw = "Wizi" },)";
    const std::string flood = R"({ value = "flood", to = "where", en = "Flood", sw = "Mafuriko" },)";

    CHECK(differences(small_menu(), changed({{theft, theft + flood}})) ==
          Sentences{R"(Screen "kind": key 3 is new: "Flood", to "where", kept as "flood".)"});
    CHECK(differences(changed({{theft, theft + flood}}), small_menu()) ==
          Sentences{R"(Screen "kind": key 3 is gone: "Flood", to "where", kept as "flood".)"});
    CHECK(
        differences(small_menu(), changed({{fire, flood + fire}})) ==
        Sentences{
            R"(Screen "kind": key 1 is now "Flood", to "where", kept as "flood", instead of "Fire", to "where", kept as "fire".)",
            R"(Screen "kind": "Fire" moved from key 1 to key 2.)",
            R"(Screen "kind": "Theft" moved from key 2 to key 3.)"});
    CHECK(differences(small_menu(), changed({{"value = \"theft\"", "value = \"robbery\""}})).size() == 1);
}

TEST_CASE("screens that came and went, and what a typed answer may be, are told") {
    const auto after =
        changed({{"max = 10", "max = 20"},
                 {"option = [\n  { to = \"kind\",",
                  "option = [\n  { key = \"6\", to = \"news\", en = \"News\", sw = \"Habari\" },\n  { key = "
                  "\"1\", to = \"kind\","},
                 {"[screen.kind]",
                  "[screen.news]\ntype = \"end\"\nen = \"None\"\nsw = \"Hakuna\"\n\n[screen.kind]"}});

    const auto told = differences(small_menu(), after);

    CHECK(std::ranges::count(told, R"(Screen "news" is new: "None".)") == 1);
    CHECK(std::ranges::count(told, R"(Screen "landmark": 20 letters are kept instead of 10.)") == 1);
    CHECK(std::ranges::count(differences(after, small_menu()), R"(Screen "news" is gone: "None".)") == 1);
}

TEST_CASE(
    "of a list it is told what can be chosen and what no more, not the keys, which are counted on each "
    "page") {
    const std::pair<std::string, std::string> as_list{"[screen.kind]\n", "[screen.kind]\ntype = \"list\"\n"};
    const auto before = changed({as_list});
    const auto after = changed({as_list, {"en = \"Fire\"", "en = \"Blaze\""}});

    CHECK(differences(before, after) ==
          Sentences{R"(Screen "kind": new on the list: "Blaze", to "where", kept as "fire".)",
                    R"(Screen "kind": gone from the list: "Fire", to "where", kept as "fire".)"});
    CHECK(differences(before, before).empty());
}

TEST_CASE("words that begin the menu by SMS are told when they come and go") {
    const std::string table =
        "\n[sms]\nbegin = [\"report\"]\ndial_instead = { en = \"Dial {code}\", sw = \"Piga {code}\" }\n";
    const auto before = small_menu();
    const auto after = parse(small_menu_text() + table, "small.toml").menu.value();

    CHECK(differences(before, after) == Sentences{"By SMS, REPORT begins the menu now."});
    CHECK(differences(after, before) == Sentences{"By SMS, REPORT no longer begins the menu."});
}
