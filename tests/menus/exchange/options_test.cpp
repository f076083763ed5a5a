#include "menus/exchange/options.hpp"

#include <doctest/doctest.h>

#include "menus/canonical.hpp"
#include "menus/parse.hpp"
#include "menus/trial.hpp"
#include "tests/menus/kenya.hpp"
#include "tests/menus/mistakes.hpp"

using namespace kengele;
using namespace kengele::exchange;
using kengele::tests::replaced;

namespace {

// What a clerk typed: water points, in two languages.
constexpr const char* water = R"(screen,text_en,text_sw,key,goes_to,stores,type,max,class
home,KENGELE water desk,KENGELE maji,,,,,,
home,No water,Hakuna maji,1,where,category=EMG|kind=EMG8,,,
,Dirty water,Maji machafu,2,since,kind=EMG5,,,
,Kiswahili,English,7,language,,,,
since,For how long?,Kwa muda gani?,,,timing,,,
since,Today,Leo,,where,today,,,
since,Longer,Zaidi,,days,before,,,
days,How many days?,Siku ngapi?,,where,days,number,60,
where,Which ward?,Wadi ipi?,,near,place,area,,
near,Near what? 1 to skip,Karibu na nini? 1 kuruka,1,submit,landmark,text,40,private
)";

const Measure& measure() {
    static const Measure kenya{tests::kenya_places(), {{"test", 160}}};
    return kenya;
}

Drafted drafted(const std::string& csv) {
    static const auto like = tests::kenya_menu();
    return read_options(csv, "water.csv", like, measure());
}

}  // namespace

TEST_CASE("a table with a row for each option becomes a menu that is checked") {
    const auto result = drafted(water);

    for (const auto& refusal : result.refusals)
        FAIL_CHECK(to_string(refusal));
    INFO(result.toml);
    const auto parsed = menus::parse(result.toml, "water.toml");
    REQUIRE(parsed.menu);
    const auto& menu = *parsed.menu;
    CHECK(menu.start == "home");
    CHECK(menu.danger == "danger");
    CHECK(menu.filed == "filed");
    CHECK(menu.node("days").kind == menus::NodeKind::number);
    CHECK(menu.node("near").skip == "1");
    CHECK(menu.node("near").privacy == menus::Privacy::private_);
    std::vector<std::string> losses;
    for (const auto& loss : result.losses)
        losses.push_back(to_string(loss));
    CHECK(losses ==
          std::vector<std::string>{
              "water.csv: no screen tells what was filed; \"filed\" of menu \"incident\" does; read it, and "
              "change it in the menu file",
              "water.csv: nothing was for danger now; key 9 of the first screen and its screens are those of "
              "menu \"incident\"; walk through them: kengele menu try"});
}

TEST_CASE("a report walks through a menu made from a table") {
    const auto menu = menus::parse(drafted(water).toml, "water.toml").menu.value();
    menus::Trial trial;
    trial.keys = {"2", "2", "5", "1378", "1"};
    trial.ends = "filed";
    trial.makes = {
        {"kind", "EMG5"}, {"timing", "before"}, {"days", "5"}, {"place", "1378"}, {"landmark", ""}};

    const auto run = menus::run_trial({menu, tests::kenya_places()}, trial);

    for (const auto& failure : run.failures)
        FAIL_CHECK(failure);
}

TEST_CASE("what is taken from another menu keeps when it is shown, where it leads then, and what it notes") {
    auto like = tests::kenya_menu();
    const auto change = [&like](const std::string& id) -> menus::Node& {
        return like.nodes[like.index.at(id)];
    };
    const menus::Condition fire{false, {{"kind", menus::Relation::equal, {"EMG1"}}}};
    change("danger").set = {{"details", "danger"}};
    change("danger").options.at(5).when = {
        true,
        {{"channel", menus::Relation::equal, {"ussd"}}, {"caller", menus::Relation::equal, {"resident"}}}};
    change("place_danger").next = {{fire, "landmark_danger_private", {}, 0}};

    const auto result = read_options(water, "water.csv", like, measure());

    for (const auto& refusal : result.refusals)
        FAIL_CHECK(to_string(refusal));
    const auto menu = menus::parse(result.toml, "water.toml").menu;
    REQUIRE(menu);
    CHECK(menu->node("danger").set == std::vector<menus::Assignment>{{"details", "danger"}});
    CHECK(menu->node("danger").options.at(5).when == like.node("danger").options.at(5).when);
    REQUIRE(menu->node("place_danger").next.size() == 1);
    CHECK(menu->node("place_danger").next[0].when == fire);
    CHECK(menu->node("place_danger").next[0].to == "landmark_danger_private");
}

TEST_CASE("screens of a sub-menu are taken under names that a file may have") {
    auto like = tests::kenya_menu();
    auto& copy = like.nodes[like.index.at("place_danger")];
    copy.id = "where.place>filed:private";
    copy.written = "where.place";
    like.index.erase("place_danger");
    like.index.emplace(copy.id, static_cast<std::size_t>(&copy - like.nodes.data()));
    for (auto& node : like.nodes)
        for (auto& option : node.options)
            if (option.to == "place_danger") option.to = copy.id;

    const auto result = read_options(water, "water.csv", like, measure());

    for (const auto& refusal : result.refusals)
        FAIL_CHECK(to_string(refusal));
    CHECK(result.toml.find("[screen.where_place]") != std::string::npos);
}

TEST_CASE("a language that the other menu has not is told, and its words said in the first") {
    auto csv = replaced(water, "text_en,text_sw", "text_en,text_so");
    const auto result = drafted(csv);

    REQUIRE_FALSE(result.toml.empty());
    REQUIRE(result.losses.size() == 3);
    CHECK(result.losses[2].what == "the words of Kengele itself are not known in \"so\"");
    CHECK(result.toml.find("back = { en = \"Back\", so = \"Back\" }") != std::string::npos);
}

TEST_CASE("a row that makes no menu is refused by its number and column") {
    struct Row {
        const char* before;
        const char* after;
        const char* said;
    };
    const Row rows[] = {
        {"text_en,text_sw", "text_en,text_sw,text_so",
         "water.csv, row 2, column \"text_so\": the cell is empty; write what callers read"},
        {"goes_to,stores", "to,stores",
         "water.csv, row 1, column \"goes_to\": the column is missing; name it in the first row"},
        {",1,where,category", ",1,wear,category",
         "water.csv, row 3: screen \"home\": leads to \"wear\", which does not exist; did you mean "
         "\"near\"?"},
        {"since,For how", "Since when,For how",
         "water.csv, row 6, column \"screen\": \"Since when\" is no name; a name has small letters, digits "
         "and _, begins "
         "with a letter and is at most 40 long"},
        {"number,60", "numbre,60",
         "water.csv, row 9, column \"type\": type \"numbre\" is not known; did you mean \"number\"?"},
        {"number,60", "number,sixty",
         "water.csv, row 9, column \"max\": \"sixty\" is no whole number; write digits only"},
        {"Maji machafu", "",
         "water.csv, row 4, column \"text_sw\": the cell is empty; write what callers read"},
        {"since,For how long?,Kwa muda gani?,,,timing", "since,For how long?,Kwa muda gani?,1,,timing",
         "water.csv, row 6, column \"key\": the first row of a screen is its own text and has no key; write "
         "a row above "
         "it with what callers read first"},
        {",where,today,", ",where,day=1|day=2,",
         "water.csv, row 7, column \"stores\": day is stored twice; leave one out"},
        {",where,today,", ",where,Day=1,",
         "water.csv, row 7, column \"stores\": \"Day\" is no name of a field; a name has small letters, "
         "digits and _, "
         "begins with a letter and is at most 40 long"},
        {"where,Which ward?,Wadi ipi?,,near,place,area,,\n",
         "where,Which ward?,Wadi ipi?,,near,place,area,,\nwhere,A,B,1,near,,,,\n",
         "water.csv, row 11, column \"screen\": screen \"where\" is of type area and has no options; leave "
         "the row out, "
         "or give it a screen of its own"},
        {",Today,Leo,", ",\u201cToday\u201d,Leo,",
         "water.csv, row 7, column \"text_en\": \"\u201c\", letter 1, halves what a phone can show; write "
         "\"\"\" "
         "instead"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.after);
        const auto result = drafted(replaced(water, row.before, row.after));

        CHECK(result.toml.empty());
        REQUIRE_FALSE(result.refusals.empty());
        CHECK(to_string(result.refusals[0]) == row.said);
    }
}

TEST_CASE("what a table says that no menu knows is told as lost, and what is too long as left to do") {
    auto csv = replaced(water, "max,class", "max,class,photo");
    csv = replaced(csv, "For how long?", std::string(200, 'x'));

    const auto result = drafted(csv);

    CHECK_FALSE(result.toml.empty());
    REQUIRE(result.losses.size() >= 2);
    CHECK(to_string(result.losses[2]) ==
          "water.csv, row 1, column \"photo\": this column is not read; leave it out, or see which columns "
          "there are");
}
