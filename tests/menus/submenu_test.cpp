#include "menus/submenu.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "menus/check.hpp"
#include "menus/diff.hpp"
#include "menus/parse.hpp"
#include "menus/step.hpp"
#include "menus/trial.hpp"
#include "tests/menus/kenya.hpp"
#include "tests/menus/mistakes.hpp"

using namespace kengele::menus;
using namespace kengele::tests;

namespace {

std::string sound_text() {
    return kengele::tests::menu_text("submenu.toml");
}

class Phone {
public:
    Phone() : stage_{menu_, places_, 160}, session_(begin(menu_, 0)) {}

    Phone& type(std::initializer_list<const char*> answers) {
        for (const auto* answer : answers)
            session_ = step(stage_, decode(encode(session_)).value(), {answer, std::nullopt, {}}).session;
        return *this;
    }

    std::string text() const { return show(stage_, session_, {}).text; }

    const Menu menu_ = menu_of(sound_text());
    const Places places_ = small_places();
    Stage stage_;
    Session session_;
};

const Mistake mistakes[] = {
    {"to = \"@call:where\", then = \"@submit\"",
     "to = \"@call:were\", then = \"@submit\"",
     {"submenu.toml:28: screen \"home\": there is no sub-menu \"were\"; did you mean \"where\"?"}},
    {"to = \"@call:where\", then = \"@submit\"",
     "to = \"@call:where\"",
     {"submenu.toml:28: screen \"home\": @call:where does not say what follows; write then = \"...\" beside "
      "it"}},
    {"to = \"@call:where\", then = \"@submit\"",
     "to = \"@return\"",
     {"submenu.toml:28: screen \"home\": @return leads nowhere outside of a sub-menu; name a screen"}},
    {"to = \"@call:where\"\nthen = \"review\"",
     "to = \"review\"\nthen = \"review\"",
     {"submenu.toml:40: screen \"words\": then follows only @call here; leave then out"}},
    {"start = \"place\"",
     "start = \"plaice\"",
     {"submenu.toml:50: sub-menu \"where\": it starts at screen \"plaice\", which it does not have; did you "
      "mean "
      "\"place\"?"}},
    {"start = \"place\"\n",
     "",
     {"submenu.toml:50: sub-menu \"where\": start is missing; write start = \"...\""}},
    {"start = \"place\"",
     "start = \"place\"\nstop = \"near\"",
     {"submenu.toml:52: sub-menu \"where\": key \"stop\" is not known; known are start, screen"}},
    {"[submenu.note]",
     "[submenu.spare]\nstart = \"one\"\n[submenu.spare.screen.one]\nen = \"One\"\nsw = \"Moja\"\noption = [ "
     "{ to = "
     "\"@return\", en = \"Go\", sw = \"Enda\" } ]\n\n[submenu.note]",
     {"submenu.toml:71: sub-menu \"spare\": nothing calls it; lead to it by to = \"@call:spare\", or leave "
      "it out"}},
    {"max = 20\nto = \"@return\"",
     "max = 20\nto = \"home\"",
     {"submenu.toml:71: sub-menu \"note\": it never returns; let an option or a screen lead to \"@return\", "
      "or make "
      "plain screens of it"}},
    {"max = 20\nto = \"@return\"",
     "max = 20\nto = \"@call:where\"\nthen = \"@return\"",
     {"submenu.toml:74: screen \"note.review\": a sub-menu calls itself: where > note > where; lead to a "
      "screen "
      "instead"}},
    // Four copies have it; it is told once, where it is written.
    {"{ to = \"home\", en = \"Leave\"",
     "{ to = \"hom\", en = \"Leave\"",
     {"submenu.toml:68: screen \"where.near\": leads to \"hom\", which does not exist; did you mean "
      "\"home\"?"}},
    {"sw = \"Karibu na shule?\"\n",
     "",
     {"submenu.toml:61: sub-menu \"where\": screen \"where.near\": the text in \"sw\" is missing; write sw = "
      "\"...\""}},
    {"en = \"Near a school?\"",
     "en = \"Near a {shop}?\"",
     {"submenu.toml:61: screen \"where.near\": nobody fills {shop}; give its longest value under [sample], "
      "shop = "
      "\"...\""}},
    {"to = \"near\"\nlist",
     "to = \"@return\"\nlist",
     {"submenu.toml:61: screen \"where.near\": no way leads here; give an option to = \"where.near\", or "
      "leave it "
      "out",
      "submenu.toml:74: screen \"note.review\": no way leads here; give an option to = \"note.review\", or "
      "leave "
      "it out"}},
};

}  // namespace

TEST_CASE("every mistake in a sub-menu is told once, with its line and how to mend it") {
    check_mistakes(sound_text(), "submenu.toml", mistakes);
}

TEST_CASE("a sub-menu returns to what its caller says") {
    Phone report;
    Phone quick;
    Phone words;

    report.type({"1", "1368", "2"});
    quick.type({"3", "1368", "2"});
    words.type({"4", "smoke", "1368", "2"});

    CHECK(report.session_.node == "review");
    CHECK(report.text() == "Mountain View, Westlands\nNo\n1 SEND\n0 Back 00 Start");
    CHECK(quick.session_.node == "filed");
    CHECK(words.session_.node == "review");
}

TEST_CASE("a sub-menu inside another returns to the outer one's caller") {
    Phone report;
    Phone quick;
    Phone fire;

    report.type({"1", "1368", "1", "Kawa"});
    quick.type({"3", "1368", "1", "Kawa"});
    fire.type({"4", "fire", "Kawa"});

    CHECK(report.session_.node == "review");
    CHECK(report.session_.fields.at("note") == "Kawa");
    CHECK(quick.session_.node == "filed");
    CHECK(fire.session_.node == "review");
}

TEST_CASE("back goes through a sub-menu as through any screens") {
    Phone phone;

    phone.type({"1", "1368", "1", "0"});
    CHECK(phone.session_.node == "where.near>review");
    phone.type({"0", "0"});

    CHECK(phone.session_.node == "home");
}

TEST_CASE(
    "there is one copy for what follows and for each class, which is the caller's where none is stated") {
    const auto menu = menu_of(sound_text());

    std::vector<std::string> copies;
    for (const auto& node : menu.nodes)
        if (!node.written.empty()) copies.push_back(node.id);
    CHECK(copies == Messages{"where.place>review", "where.near>review", "where.place>@submit",
                             "where.near>@submit", "where.place>review:protected",
                             "where.near>review:protected", "note.review>review", "note.review>@submit",
                             "note.review>review:protected"});
    CHECK(menu.node("where.near>review").privacy == Privacy::normal);
    CHECK(menu.node("where.near>review:protected").privacy == Privacy::protected_);
    CHECK(menu.node("where.near>review:protected").sms == SmsRule::never);
    CHECK(menu.node("note.review>review:protected").privacy == Privacy::private_);
    CHECK(menu.screens_written() == 8);
}

TEST_CASE("tests name a sub-menu's screen as it is written, and show it once") {
    const auto menu = menu_of(sound_text() +
                              "[[test]]\nname = \"a\"\nkeys = [\"1\", \"1368\"]\nends = \"where.near\"\n"
                              "[[test]]\nname = \"b\"\nkeys = [\"2\", \"1\"]\nends = "
                              "\"where.place>review:protected\"\n");
    const auto places = small_places();
    std::vector<TrialRun> runs;
    for (const auto& trial : menu.trials)
        runs.push_back(run_trial({menu, places, 160}, trial));

    for (const auto& run : runs)
        CHECK(run.failures == Messages{});
    CHECK(never_shown(menu, runs, std::nullopt) == Messages{"words", "review", "filed", "note.review"});
}

TEST_CASE("what is too large in every copy is told once") {
    const auto menu =
        menu_of(replaced(sound_text(), "en = \"Yes\"", "en = \"" + std::string(80, 'm') + "\""));

    Messages told;
    for (const auto& problem : check(menu, small_places(), Budgets{{"at", 70}}, "submenu.toml"))
        if (problem.screen == "where.near") told.push_back(problem.what);
    CHECK(told.size() == 1);
}

TEST_CASE("a change in a sub-menu is told once to who compares") {
    const auto after = menu_of(replaced(sound_text(), "Near a school?", "Near a shop?"));
    const auto fewer = menu_of(replaced(sound_text(), "to = \"@call:where\", then = \"@submit\"",
                                        "to = \"@call:where\", then = \"review\""));

    CHECK(differences(menu_of(sound_text()), after) ==
          Messages{"Screen \"where.near\": it says \"Near a shop?\" instead of \"Near a school?\" (en)."});
    CHECK(differences(menu_of(sound_text()), fewer).size() == 1);
}

TEST_CASE("sub-menus that multiply are refused before they fill the memory") {
    std::string toml = sound_text();
    // Each calls the next twice, with two things that follow: two copies become a million.
    for (int at = 0; at < 20; ++at) {
        toml += fmt::format(
            "\n[submenu.s{0}]\nstart = \"a\"\n[submenu.s{0}.screen.a]\nen = \"A\"\nsw = \"A\"\noption = [\n  "
            "{{ to = "
            "\"@call:s{1}\", then = \"b\", en = \"B\", sw = \"B\" }},\n  {{ to = \"@call:s{1}\", then = "
            "\"c\", en = "
            "\"C\", sw = \"C\" }},\n]\n[submenu.s{0}.screen.b]\nen = \"A\"\nsw = \"A\"\noption = [ {{ to = "
            "\"@return\", en = \"B\", sw = \"B\" }} ]\n[submenu.s{0}.screen.c]\nen = \"A\"\nsw = "
            "\"A\"\noption = [ {{ "
            "to = \"@return\", en = \"B\", sw = \"B\" }} ]\n",
            at, at + 1);
    }
    toml +=
        "\n[submenu.s20]\nstart = \"a\"\n[submenu.s20.screen.a]\nen = \"A\"\nsw = \"A\"\noption = [ { to = "
        "\"@return\", en = \"B\", sw = \"B\" } ]\n";
    toml = replaced(toml, "{ to = \"secret\", en", "{ to = \"@call:s0\", then = \"secret\", en");

    const auto told = messages_of(toml, "submenu.toml");

    REQUIRE(told.size() == 1);
    CHECK(told[0].find("the menu has more than 5000 screens and options") != std::string::npos);
}
