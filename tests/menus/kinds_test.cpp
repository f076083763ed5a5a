#include <doctest/doctest.h>
#include <fmt/format.h>

#include "menus/fit.hpp"
#include "menus/parse.hpp"
#include "menus/step.hpp"
#include "tests/menus/kenya.hpp"
#include "tests/menus/mistakes.hpp"

using namespace kengele::menus;
using namespace kengele::tests;

namespace {

// A caller in front of kinds.toml.
class Phone {
public:
    explicit Phone(int septets = 160) : stage_{menu_, places_, septets}, session_(begin(menu_, 0)) {}

    Phone& type(std::initializer_list<const char*> answers) {
        for (const auto* answer : answers) {
            auto turn = step(stage_, session_, {answer, std::nullopt, today_});
            session_ = std::move(turn.session);
            effects_ = std::move(turn.effects);
        }
        return *this;
    }

    std::string text() const { return show(stage_, session_, {}).text; }

    const Day today_ = std::chrono::year(2026) / 12 / 1;
    const Menu menu_ = kengele::tests::kinds_menu();
    const Places places_ = kengele::tests::small_places();
    Stage stage_;
    Session session_;
    std::vector<Effect> effects_;
};

Messages overflows(const Menu& menu, int septets) {
    Messages messages;
    for (const auto& problem :
         oversized(menu, kengele::tests::small_places(), {{"ussd", septets}}, "kinds.toml")) {
        messages.push_back(to_string(problem));
    }
    return messages;
}

}  // namespace

TEST_CASE("every screen of every kind fits its worst case") {
    CHECK(overflows(kengele::tests::kinds_menu(), 70) == Messages{});
}

TEST_CASE("a list shows eight options a page, whose keys begin again on the next") {
    Phone phone;

    phone.type({"1"});

    CHECK(
        phone.text() ==
        "Which crop?\n1 Maize\n2 Beans\n3 Sorghum\n4 Millet\n5 Cassava\n6 Potato\n7 Tea\n8 Coffee\n98 More\n"
        "0 Back");
    phone.type({"98"});
    CHECK(phone.text() == "Which crop?\n1 Banana\n2 Other\n0 Back");
    phone.type({"0"});
    CHECK(phone.session_.page == 0);
    CHECK(phone.session_.node == "crop");
}

TEST_CASE("a key of a list means the line of the page that is shown") {
    Phone first;
    Phone second;

    first.type({"1", "2"});
    second.type({"1", "98", "2"});

    CHECK(first.session_.fields == std::map<std::string, std::string>{{"crop", "beans"}});
    CHECK(first.text() == "Beans\n1 SEND\n0 Back 00 Start");
    CHECK(second.session_.fields == std::map<std::string, std::string>{{"crop", "other"}});
    CHECK(second.session_.node == "review");
}

TEST_CASE("an option of a list may lead elsewhere than its list") {
    Phone phone;

    phone.type({"1", "98", "1"});

    CHECK(phone.session_.node == "advice");
    CHECK(phone.session_.fields ==
          std::map<std::string, std::string>{{"crop", "banana"}, {"urgency", "low"}});
}

TEST_CASE("a key that no line of a list's page has is asked again") {
    for (const auto* typed : {"9", "3", "12", "x", "01"}) {
        Phone phone;

        phone.type({"1", "98", typed});

        CAPTURE(typed);
        CHECK(phone.text() == "Wrong key.\nWhich crop?\n1 Banana\n2 Other\n0 Back");
        CHECK(phone.session_.fields.empty());
    }
}

TEST_CASE("words to read are paged, and end where the caller goes back") {
    Phone phone(70);

    phone.type({"2"});

    CHECK(phone.text() == "Store grain dry.\nTurn the sacks each week. Keep them\n98 More\n0 Back");
    phone.type({"98", "98"});
    CHECK(phone.text() == "when you turn them.\n0 Back");
    phone.type({"5"});
    CHECK(phone.text() == "Wrong key.\nwhen you turn them.\n0 Back");
    phone.type({"00"});
    CHECK(phone.session_.node == "home");
}

TEST_CASE("a list means the same wherever its way on is written") {
    auto other = replaced(kengele::tests::kinds_menu_text(), "to = \"review\"\nen", "en");
    for (const auto* value :
         {"maize", "beans", "sorghum", "millet", "cassava", "potato", "tea", "coffee", "other"}) {
        const auto whole = "value = \"" + std::string(value) + "\",";
        other = replaced(other, whole, whole + " to = \"review\",");
    }

    CHECK(parse(other, "kinds.toml").menu.value().hash == kengele::tests::kinds_menu().hash);
}

TEST_CASE("a number inside its limits is kept, and said with its unit") {
    for (const auto& [typed, kept] : {std::pair{"2", "2"}, {"250", "250"}, {"098", "98"}, {"98", "98"}}) {
        Phone phone;

        phone.type({"3", typed});

        CAPTURE(typed);
        CHECK(phone.session_.fields == std::map<std::string, std::string>{{"distance", kept}});
        CHECK(phone.text() == std::string(kept) + " km\n1 SEND\n0 Back 00 Start");
    }
}

TEST_CASE("what is no number inside the limits is asked again, and the third time ends the call") {
    for (const auto* typed : {"1", "251", "ten", "2.5", "-3", "1234567890", "#", "n"}) {
        Phone phone;

        phone.type({"3", typed});

        CAPTURE(typed);
        CHECK(phone.text() == "From 2 to 250.\nHow many km?\n0 Back");
        CHECK(phone.session_.fields.empty());
        phone.type({"1", "1"});
        CHECK(phone.text() == "Goodbye. Danger? Call 999.");
    }
}

TEST_CASE("zero goes back from a number, as everywhere") {
    Phone phone;

    phone.type({"3", "0"});

    CHECK(phone.session_.node == "home");
}

TEST_CASE("a number's screen too long for one page is told") {
    auto menu = kengele::tests::kinds_menu();
    auto& text = menu.nodes[menu.index.at("distance")].text.by_language[0];
    text = std::string(60, 'k') + " wa";
    CHECK(overflows(menu, 70) == Messages{});

    text += "y";

    const auto told = overflows(menu, 70);
    REQUIRE(told.size() == 1);
    CHECK(told.front().find("screen \"distance\", en, channel \"ussd\": takes 71 characters") !=
          std::string::npos);
}

TEST_CASE("a hint and a unit are measured at their longest") {
    auto hint = kengele::tests::kinds_menu();
    auto unit = kengele::tests::kinds_menu();
    hint.nodes[hint.index.at("day")].again.by_language[1] = std::string(71, 'm');
    unit.nodes[unit.index.at("distance")].unit.by_language[0] = std::string(67, 'm');
    unit.nodes[unit.index.at("filed")].text.by_language[0] = "{distance}";

    CHECK(overflows(hint, 70).size() == 1);
    CHECK(overflows(unit, 70).size() >= 1);
}

TEST_CASE("a day is today, yesterday, or typed") {
    const std::pair<const char*, const char*> days[] = {
        {"1", "2026-12-01"}, {"2", "2026-11-30"}, {"2411", "2026-11-24"}, {"24.11", "2026-11-24"}};
    for (const auto& [typed, kept] : days) {
        Phone phone;

        phone.type({"4", typed});

        CAPTURE(typed);
        CHECK(phone.session_.fields == std::map<std::string, std::string>{{"day", kept}});
    }
}

TEST_CASE("a day is said as people write it") {
    Phone phone;

    phone.type({"4"});
    CHECK(phone.text() == "Which day? Or type it\n1 Today\n2 Yesterday\n0 Back");
    phone.type({"2"});

    CHECK(phone.text() == "30.11.2026\n1 SEND\n0 Back 00 Start");
}

TEST_CASE("a day outside the window is asked again with the hint of its screen") {
    for (const auto* typed : {"0212", "2110", "3", "99.99", "jana"}) {
        Phone phone;

        phone.type({"4", typed});

        CAPTURE(typed);
        CHECK(phone.text() == "Day and month, as 2112.\nWhich day? Or type it\n1 Today\n2 Yesterday\n0 Back");
        CHECK(phone.session_.fields.empty());
    }
}

TEST_CASE("a text shorter than is asked for is asked again, unless it is skipped") {
    Phone brief;
    Phone enough;
    Phone skipped;

    brief.type({"5", "ab"});
    enough.type({"5", "abc"});
    skipped.type({"5", "1"});

    CHECK(brief.text() == "A little more.\nSay more, 1 skips\n0 Back");
    CHECK(enough.session_.fields == std::map<std::string, std::string>{{"note", "abc"}});
    CHECK(skipped.session_.node == "review");
    CHECK(skipped.session_.fields.empty());
}

TEST_CASE("whatever a kind says of its answers is content") {
    const auto sound = kengele::tests::kinds_menu_text();
    const auto hash = kengele::tests::kinds_menu().hash;

    for (const auto& [what, with] : {std::pair{"min = 2", "min = 3"},
                                     {"max = 250", "max = 249"},
                                     {"days = 40", "days = 41"},
                                     {"\"kilomita\"", "\"km\""},
                                     {"\"Jana\"", "\"Juzi\""},
                                     {"\"Leo\"", "\"Sasa\""},
                                     {"Zaidi kidogo", "Zaidi"}}) {
        CAPTURE(what);
        CHECK(parse(replaced(sound, what, with), "kinds.toml").menu.value().hash != hash);
    }
}

TEST_CASE("an option of a list that does not fit is named by its line") {
    auto menu = kengele::tests::kinds_menu();
    menu.nodes[menu.index.at("crop")].options[0].text.by_language[0] = std::string(71, 'm');

    const auto told = overflows(menu, 70);

    REQUIRE(told.size() == 1);
    CHECK(told.front().find("shorten the option in line ") != std::string::npos);
}
