#include "menus/texting.hpp"

#include <doctest/doctest.h>

#include "menus/canonical.hpp"
#include "menus/check.hpp"
#include "menus/diff.hpp"
#include "menus/parse.hpp"
#include "tests/menus/kenya.hpp"

using namespace kengele::menus;
using kengele::tests::kenya_menu;
using kengele::tests::kenya_places;
using kengele::tests::small_menu;
using kengele::tests::small_menu_text;

namespace {

const std::string good = R"(
[sms]
begin = ["Kengele", "ripoti"]
danger = ["sos"]
dial_instead = { en = "Dial {code}", sw = "Piga {code}" }
)";

std::string replaced(std::string text, const std::string& what, const std::string& with) {
    const auto at = text.find(what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), with);
}

ParseResult parsed(const std::string& table) {
    return parse(small_menu_text() + table, "small.toml");
}

}  // namespace

TEST_CASE("the words with which a menu begins over SMS are read in capitals") {
    const auto menu = parsed(good).menu;

    REQUIRE(menu.has_value());
    REQUIRE(menu->texting.has_value());
    CHECK(menu->texting->begin == std::vector<FirstWord>{{"KENGELE"}, {"RIPOTI"}});
    CHECK(menu->texting->danger == std::vector<FirstWord>{{"SOS"}});
    CHECK(menu->texting->dial_instead.in(1) == "Piga {code}");
    CHECK_FALSE(small_menu().texting.has_value());
}

TEST_CASE("a menu that runs over SMS is another version, and one that does not keeps its hash") {
    const auto before = small_menu();
    const auto with = parsed(good).menu;

    REQUIRE(with.has_value());
    CHECK(with->hash != before.hash);
    CHECK(canonical_json(before).find("sms") == std::string::npos);
    CHECK(canonical_json(*with).find(R"("begin":["KENGELE","RIPOTI"])") != std::string::npos);
}

TEST_CASE("a word may say which language it is in, beside words of every language") {
    const auto menu = parsed(replaced(good, R"(["Kengele", "ripoti"])",
                                      R"({ every = ["kengele"], en = ["report"], sw = ["ripoti"] })"))
                          .menu;

    REQUIRE(menu.has_value());
    CHECK(menu->texting->begin == std::vector<FirstWord>{{"KENGELE"}, {"REPORT", 0}, {"RIPOTI", 1}});
    CHECK(begin_word(*menu, "Ripoti tafadhali")->language == Language{1});
    CHECK(begin_word(*menu, "report")->language == Language{0});
    CHECK_FALSE(begin_word(*menu, "kengele")->language.has_value());
    CHECK_FALSE(begin_word(*menu, "SOS")->language.has_value());
    CHECK(canonical_json(*menu).find(R"("begin":{"en":["REPORT"],"every":["KENGELE"],"sw":["RIPOTI"]})") !=
          std::string::npos);
}

TEST_CASE("a word whose language changed is told") {
    const auto before = parsed(good).menu.value();
    const auto after = parsed(replaced(good, R"(["Kengele", "ripoti"])",
                                       R"({ every = ["kengele"], sw = ["ripoti", "msaada"] })"))
                           .menu.value();

    CHECK(differences(before, after) ==
          std::vector<std::string>{"By SMS, RIPOTI begins the menu in \"sw\" now.",
                                   "By SMS, MSAADA begins the menu in \"sw\" now."});
    CHECK(differences(after, before) ==
          std::vector<std::string>{"By SMS, RIPOTI begins the menu in the language used last now.",
                                   "By SMS, MSAADA no longer begins the menu."});
}

TEST_CASE("mistakes in [sms] are told, each with how to mend it") {
    struct Row {
        const char* table;
        const char* what;
    };
    const std::string instead = "\ndial_instead = { en = \"Dial {code}\", sw = \"Piga {code}\" }\n";
    for (const Row& row : {
             Row{"[sms]\nbegin = []", "\"begin\" is no list of words"},
             Row{"[sms]\nbegin = {}", "\"begin\" is no list of words"},
             Row{"[sms]\nbegin = { en = \"report\" }", "\"begin\" is no list of words"},
             Row{"[sms]\nbegin = { fr = [\"aide\"] }", "key \"fr\" is not known"},
             Row{"[sms]\nbegin = { en = [\"report\"], sw = [\"report\"] }", "\"report\" is there twice"},
             Row{"[sms]\nbegin = \"report\"", "\"begin\" is no list of words"},
             Row{"[sms]\ndanger = [\"sos\"]", "no word begins a conversation"},
             Row{"[sms]\nbegin = [\"911\"]", "\"911\" is no word of 2 to 20 letters"},
             Row{"[sms]\nbegin = [\"a\"]", "\"a\" is no word of 2 to 20 letters"},
             Row{"[sms]\nbegin = [\"to report\"]", "\"to report\" is no word of 2 to 20 letters"},
             Row{"[sms]\nbegin = [\"acha\"]", "\"acha\" ends a conversation"},
             Row{"[sms]\nbegin = [\"sos\"]\ndanger = [\"SOS\"]", "\"SOS\" is there twice"},
             Row{"[sms]\nbegin = [\"report\"]\nwords = 1", "words"},
         }) {
        CAPTURE(row.table);
        const auto result = parsed("\n" + std::string(row.table) + instead);
        REQUIRE(result.problems.size() == 1);
        CHECK(result.problems.front().what.find(row.what) != std::string::npos);
        CHECK(result.problems.front().what.starts_with("sms: "));
        CHECK(result.problems.front().line > 100);
        CHECK_FALSE(result.problems.front().mend.empty());
    }
}

TEST_CASE("what to dial instead stands in every language and holds the code and nothing of a report") {
    const std::string begin = "\n[sms]\nbegin = [\"report\"]\n";

    CHECK(parsed(begin).problems.size() == 1);
    CHECK(parsed(begin + "dial_instead = { en = \"Dial {code}\" }\n").problems.size() == 1);
    CHECK(parsed(begin + "dial_instead = { en = \"Dial us\", sw = \"Piga {code}\" }\n").problems.size() == 1);
    CHECK(parsed(begin + "dial_instead = { en = \"{kind}: {code}\", sw = \"Piga {code}\" }\n")
              .problems.size() == 1);
    CHECK(parsed(begin + "dial_instead = { en = \"{code} or {sc}\", sw = \"Piga {code}\" }\n")
              .menu.has_value());
}

TEST_CASE("what to dial instead fits one segment with the longest code") {
    const auto menu = parsed("\n[sms]\nbegin = [\"report\"]\ndial_instead = { en = \"Dial {code}" +
                             std::string(160, '.') + "\", sw = \"Piga {code}\" }\n")
                          .menu;
    REQUIRE(menu.has_value());

    const auto problems = oversized_texting(*menu, kenya_places(), "small.toml");

    REQUIRE(problems.size() == 1);
    CHECK(problems.front().what.starts_with("sms, en: \"dial_instead\" takes "));
    CHECK(problems.front().line > 100);
}

TEST_CASE("the option for danger now is found by where it leads") {
    CHECK(danger_key(small_menu()) == "9");
    auto without = small_menu();
    without.danger.clear();
    CHECK(danger_key(without).empty());
}

TEST_CASE("the starter pack runs over SMS, and whoever texts SOS is in danger") {
    const auto menu = kenya_menu();

    CHECK(begin_word(menu, "Ripoti")->begins == Beginning::start);
    CHECK(begin_word(menu, "HATARI!")->begins == Beginning::danger);
    CHECK(begin_word(menu, "msaada tafadhali")->is_alone == false);
    CHECK_FALSE(begin_word(menu, "sawa").has_value());
    CHECK(oversized_texting(menu, kenya_places(), "incident.toml").empty());
}
