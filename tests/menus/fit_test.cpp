#include "menus/fit.hpp"

#include <doctest/doctest.h>

#include "menus/draw.hpp"
#include "menus/gsm7.hpp"
#include "tests/menus/kenya.hpp"

using namespace kengele::menus;

namespace {

std::vector<std::string> told(const Menu& menu, const Places& places, int septets) {
    std::vector<std::string> messages;
    for (const auto& problem : oversized(menu, places, {{"ussd", septets}}, "small.toml")) {
        messages.push_back(to_string(problem));
    }
    return messages;
}

using Messages = std::vector<std::string>;

}  // namespace

TEST_CASE("every screen of the Kenya menu fits 156 septets in both languages, whatever is filled in") {
    const auto menu = kengele::tests::kenya_menu();

    for (const auto& message : told(menu, kengele::tests::kenya_places(), 156)) {
        FAIL_CHECK(message);
    }
}

TEST_CASE("every screen of the Kenya menu but its lists of places and of free numbers is one page") {
    const auto menu = kengele::tests::kenya_menu();
    const Stage stage{menu, kengele::tests::kenya_places(), 156};
    Facts facts;
    for (const auto& [name, text] : menu.samples) {
        facts[name] = text;
    }
    facts["place"] = Text{{"Shinoyi-Shikomari-Esumeyia, Navakholo", "Shinoyi-Shikomari-Esumeyia, Navakholo"}};
    facts["kind"] = Text{{"Youth being recruited", "Ukeketaji/ndoa ya mtoto"}};

    for (const auto& node : menu.nodes) {
        for (Language language = 0; language < 2; ++language) {
            CAPTURE(node.id);
            Session session = begin(menu, language);
            session.node = node.id;
            if (node.id != menu.start) session.path = {menu.start, "danger"};
            if (node.id == "category") session.path = {menu.start};
            const auto drawing = draw(stage, session, facts);
            CAPTURE(drawing.pages.front().text());
            CHECK(drawing.pages.size() == (node.id == "hotlines" ? 2 : 1));
        }
    }
}

TEST_CASE("every page of every list of places fits, and every place is on one") {
    const auto menu = kengele::tests::kenya_menu();
    const auto& places = kengele::tests::kenya_places();
    const Stage stage{menu, places, 156};
    Session session = begin(menu, 1);
    session.node = "place";
    session.path = {"home", "category"};
    std::size_t shown = 0;

    std::vector<int> open{0};
    while (!open.empty()) {
        session.area = {AreaStep::Mode::list, {}, open.back()};
        open.pop_back();
        const auto drawing = draw(stage, session, {});
        for (const auto* place : drawing.places) {
            if (!places.children(place->number).empty()) open.push_back(place->number);
        }
        for (const auto& page : drawing.pages) {
            shown += page.lines;
            CHECK(page.lines <= 8);
            CHECK(septets(page.text()).value_or(999) <= 156);
        }
    }

    CHECK(shown == 1787);
}

TEST_CASE("search results fit for the longest and the most frequent names") {
    const auto menu = kengele::tests::kenya_menu();
    const Stage stage{menu, kengele::tests::kenya_places(), 156};
    Session session = begin(menu, 1);
    session.node = "place_private";
    session.path = {"home", "category"};

    for (const auto* query :
         {"shinoyi", "township", "central", "a", "b", "ma", "north", "kitutu chache south", "bomachoge",
          "embakasi", "south", "kabuchai", "nambacha", "w", "mathare"}) {
        for (const auto hint : {Session::Hint::none, Session::Hint::wrong_key}) {
            session.area = {AreaStep::Mode::results, {}, 0};
            for (const auto* place : stage.places.search(query, results_max))
                session.area.found.push_back(place->number);
            session.hint = hint;
            const auto drawing = draw(stage, session, {});
            CAPTURE(query);
            CHECK(drawing.mode == AreaStep::Mode::results);
            for (const auto& page : drawing.pages) {
                CHECK(septets(page.text()).value_or(999) <= 156);
            }
        }
    }
}

TEST_CASE("what does not fit is told with screen, language, measure and allowance") {
    auto menu = kengele::tests::small_menu();
    const auto places = kengele::tests::small_places();
    CHECK(told(menu, places, 70).empty());

    // One option too long for any page, a goodbye and an end screen that cannot be paged.
    menu.nodes[menu.index.at("kind")].options[0].text.by_language[1] = std::string(60, 'm');
    menu.common.too_many_wrong.by_language[0] = std::string(71, 'g');
    menu.nodes[menu.index.at("thanks")].text.by_language[1] = "Asante " + std::string(70, 'a');

    CHECK(told(menu, places, 70) == Messages{"small.toml: the goodbye after wrong keys, en, channel "
                                             "\"ussd\": takes 71 characters at its longest; 70 are "
                                             "allowed; shorten a text or a sample by 1",
                                             "small.toml:39: screen \"kind\", sw, channel \"ussd\": takes 88 "
                                             "characters at its longest; 70 are allowed; "
                                             "shorten option 1 in line 44 by 18",
                                             "small.toml:93: screen \"thanks\", sw, channel \"ussd\": takes "
                                             "77 characters at its longest; 70 are allowed; "
                                             "shorten the text or a sample in it by 7"});
}

TEST_CASE("a screen is measured on every channel and told once, for the one that allows least") {
    auto menu = kengele::tests::small_menu();
    const auto places = kengele::tests::small_places();
    menu.nodes[menu.index.at("kind")].options[0].text.by_language[0] = std::string(60, 'm');
    menu.nodes[menu.index.at("thanks")].text.by_language[0] = std::string(75, 't');
    const Budgets budgets{{"narrow", 70}, {"as_narrow", 70}, {"wide", 76}, {"widest", 160}};

    std::string channels;
    for (const auto& problem : oversized(menu, places, budgets, "small.toml"))
        channels += problem.screen + " " + problem.channel + ";";

    CHECK(channels == "kind narrow;thanks narrow;");
}

TEST_CASE("below what does not fit stand its measure, its longest line, words to try and what fills it") {
    auto menu = kengele::tests::small_menu();
    const auto places = kengele::tests::small_places();
    menu.nodes[menu.index.at("kind")].options[1].text.by_language[1] =
        "Wizi wa mifugo na wa mali ya watu wengine wa kijiji jirani zaidi";
    menu.nodes[menu.index.at("filed")].text.by_language[0] = "Case{case}" + std::string(70, 'x');

    const auto problems = oversized(menu, places, {{"ussd", 70}}, "small.toml");

    REQUIRE(problems.size() == 2);
    CHECK(problems[0].screen == "kind");
    CHECK(problems[0].language == "sw");
    CHECK(problems[0].channel == "ussd");
    CHECK(problems[0].measured == 103);
    CHECK(problems[0].allowed == 70);
    CHECK(
        to_lines(problems[0]) ==
        "small.toml:39: screen \"kind\", sw, channel \"ussd\": takes 103 characters at its longest; 70 are "
        "allowed; shorten "
        "option 2 in line 45 by 33\n"
        "  103 characters with \"0 Rudi 00 Mwanzo\"; 70 are allowed: 33 too many.\n"
        "  Longest option: 2. \"Wizi wa mifugo na wa mali ya watu wengine wa kijiji jirani zaidi\" (64). Try "
        "\"Wizi wa mifugo na wa mali\" (saves 39).\n");
    CHECK(to_lines(problems[1]) ==
          "small.toml:72: screen \"filed\", en, channel \"ussd\": takes 105 characters at its longest; 70 "
          "are allowed; shorten "
          "the text or a sample in it by 35\n"
          "  105 characters with \"98 More 0 Back 00 Start\"; 70 are allowed: 35 too many.\n"
          "  Longest line: \"Case4829137" +
              std::string(70, 'x') +
              "\" (81).\n"
              "  {case} counts as \"4829137\" (7).\n");
}

TEST_CASE("fillings are measured at their longest: samples, labels, places, typed text") {
    const auto places = kengele::tests::small_places();
    const auto with_thanks = [](const std::string& text) {
        auto menu = kengele::tests::small_menu();
        menu.nodes[menu.index.at("thanks")].text.by_language = {text, "Asante"};
        return menu;
    };
    const std::string pad(60, '.');

    CHECK(told(with_thanks(pad + "12{status}"), places, 70).empty());
    CHECK(told(with_thanks(pad + "123{status}"), places, 70).size() == 1);
    CHECK(told(with_thanks(pad + "12345{kind}"), places, 70).empty());
    CHECK(told(with_thanks(pad + "123456{kind}"), places, 70) ==
          Messages{"small.toml:93: screen \"thanks\", en, channel \"ussd\": takes 71 characters at its "
                   "longest; 70 are allowed; "
                   "shorten the text or a sample in it by 1"});
    CHECK(told(with_thanks(pad + "{landmark}"), places, 70).empty());
    CHECK(told(with_thanks(pad + "1{landmark}"), places, 70).size() == 1);
    CHECK(told(with_thanks(std::string(46, '.') + "{place}"), places, 70).empty());
    CHECK(told(with_thanks(std::string(47, '.') + "{place}"), places, 70).size() == 1);
}
