#include "menus/exchange/xlsform.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "menus/check.hpp"
#include "menus/parse.hpp"
#include "menus/step.hpp"
#include "menus/trial.hpp"
#include "tests/menus/kenya.hpp"

using namespace kengele;
using namespace kengele::exchange;

namespace {

std::string form_text(const std::string& name) {
    std::ifstream file(std::string(KENGELE_SOURCE_DIR) + "/tests/menus/exchange/forms/" + name);
    REQUIRE(file.good());
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

const menus::Menu& starter() {
    static const auto menu = tests::kenya_menu();
    return menu;
}

Drafted drafted(const std::string& survey, const std::string& choices, const std::string& settings) {
    return read_xlsform({survey, "survey.csv"}, {choices, "choices.csv"}, {settings, "settings.csv"},
                        starter(), {tests::kenya_places(), {{"test", 160}}});
}

menus::Menu sound(const Drafted& result) {
    for (const auto& refusal : result.refusals)
        FAIL_CHECK(to_string(refusal));
    INFO(result.toml);
    auto parsed = menus::parse(result.toml, "form.toml");
    for (const auto& problem : parsed.problems)
        FAIL_CHECK(to_string(problem));
    return parsed.menu.value();
}

std::vector<std::string> told(const Remarks& remarks) {
    std::vector<std::string> lines;
    for (const auto& remark : remarks)
        lines.push_back(to_string(remark));
    return lines;
}

bool is_told(const Drafted& result, const std::string& beginning) {
    const auto lines = told(result.losses);
    return std::ranges::any_of(lines, [&](const std::string& line) { return line.starts_with(beginning); });
}

menus::TrialRun walked(const menus::Menu& menu, std::vector<std::string> keys, std::string ends,
                       std::map<std::string, std::string> makes) {
    menus::Trial trial;
    trial.keys = std::move(keys);
    trial.ends = std::move(ends);
    trial.makes = std::move(makes);
    auto run = menus::run_trial({menu, tests::kenya_places()}, trial);
    for (const auto& failure : run.failures)
        FAIL_CHECK(failure);
    return run;
}

}  // namespace

TEST_CASE("a form as KoboToolbox exports it becomes a menu that passes the check") {
    const auto result =
        drafted(form_text("kobo_survey.csv"), form_text("kobo_choices.csv"), form_text("kobo_settings.csv"));
    const auto menu = sound(result);

    CHECK(menu.id == "livestock_alert");
    CHECK(menu.languages == std::vector<std::string>{"en", "sw"});
    for (const auto& problem : menus::check(menu, tests::kenya_places(), {{"test", 160}}, "form.toml"))
        CHECK_MESSAGE(problem.severity == menus::Severity::warning, to_string(problem));
    CHECK(menu.node("herd").min == 1);
    CHECK(menu.node("herd").max == 500);
    CHECK(menu.node("herd").again.in(1) == "Kati ya 1 na 500.");
    CHECK(menu.node("herd").text.in(0) == "How many animals?\nOnly those you saw");
    CHECK(menu.node("kind").text.in(0) == "What did you see?");
    CHECK(menu.danger == "danger");
}

TEST_CASE("conditions of a form decide the way through the menu") {
    const auto menu = sound(
        drafted(form_text("kobo_survey.csv"), form_text("kobo_choices.csv"), form_text("kobo_settings.csv")));

    walked(menu, {"1", "1", "5", "1378", "1", "1"}, "filed",
           {{"kind", "LVS2"}, {"herd", "5"}, {"brand", ""}, {"armed", ""}, {"place", "1378"}});
    walked(menu, {"1", "1", "50", "A7", "1378", "1", "1"}, "filed", {{"herd", "50"}, {"brand", "A7"}});
    walked(menu, {"1", "1", "50", "1", "1378", "1", "1"}, "filed", {{"herd", "50"}, {"brand", ""}});
    walked(menu, {"1", "2", "1", "1", "1378", "1", "1"}, "filed", {{"kind", "LVS3"}, {"armed", "yes"}});
    walked(menu, {"1", "2", "2", "1378", "1", "1"}, "filed", {{"kind", "LVS3"}, {"armed", "no"}});
    walked(menu, {"1", "3", "1378", "1", "1"}, "filed", {{"kind", "LVS5"}, {"herd", ""}});
    walked(menu, {"9", "3", "1378", "1"}, "filed", {{"kind", "EMG1"}});
}

TEST_CASE("what a form has and a menu has not is told by its row") {
    const auto result =
        drafted(form_text("kobo_survey.csv"), form_text("kobo_choices.csv"), form_text("kobo_settings.csv"));

    const std::vector<std::string> expected{
        "survey.csv: no screen tells what was filed; \"filed\" of menu \"incident\" does; read it, and "
        "change it in the "
        "menu file",
        "survey.csv: nothing was for danger now; key 9 of the first screen and its screens are those of menu "
        "\"incident\"; walk through them: kengele menu try",
        "survey.csv, row 1, column \"$kuid\": this column is of no form that is read; nothing, if it is one "
        "that your "
        "tool keeps for itself",
        "settings.csv, row 2, column \"style\": \"theme-grid\" has no meaning for a menu; nothing",
        "survey.csv, row 2, column \"type\": \"start\" cannot be asked on a plain phone, and is left out; "
        "nothing: "
        "Kengele notes when a report came by itself",
        "survey.csv, row 3, column \"type\": \"end\" cannot be asked on a plain phone, and is left out; "
        "nothing: "
        "Kengele notes when a report came by itself",
        "survey.csv, row 4, column \"appearance\": \"field-list\" is not kept; nothing, if the question "
        "works without",
        "survey.csv, row 5, column \"appearance\": \"minimal\" is not kept; nothing, if the question works "
        "without",
        "survey.csv, row 5, column \"label\": markup is left out of the text; read how it looks now",
        "survey.csv, row 7, column \"media::image::English (en)\": \"brand.png\" is not kept; nothing, if "
        "the question "
        "works without",
        "survey.csv, row 11, column \"type\": a place is chosen by its name, not measured; nothing",
        "survey.csv, row 12, column \"type\": only days up to today are taken, at most 364 back; ask for "
        "other days as "
        "text",
        "survey.csv, row 13, column \"type\": \"image\" cannot be asked on a plain phone, and is left out; "
        "ask it in "
        "words, or when the caller is called back",
        "survey.csv, row 14, column \"calculation\": \"${herd} * 2\" is not kept; nothing, if the question "
        "works "
        "without",
        "survey.csv, row 14, column \"type\": \"calculate\" cannot be asked on a plain phone, and is left "
        "out; nothing: "
        "Kengele notes when a report came by itself",
    };
    CHECK(told(result.losses) == expected);
}

TEST_CASE("a form in older spellings, with cascades, repeats and choices of one's own, is a menu too") {
    const auto result = drafted(form_text("odk_survey.csv"), form_text("odk_choices.csv"), "");
    const auto menu = sound(result);

    CHECK(menu.languages == std::vector<std::string>{"en", "sw"});
    const menus::Stage stage{menu, tests::kenya_places()};
    auto session = menus::begin(menu, 0);
    for (const auto* key : {"1", "1"})
        session = menus::step(stage, session, {key, {}, {}}).session;
    const auto towns = menus::show(stage, session, {}).text;
    CHECK(towns.find("Which town in Kitui?\n1 Mwingi\n2 Mutomo") == 0);
    CHECK(towns.find("Westlands") == std::string::npos);

    walked(
        menu, {"1", "1", "1", "1", "30", "1", "1", "1", "1"}, "filed",
        {{"county", "kitui"}, {"town", "mwingi"}, {"kind", "leak"}, {"litres", "30"}, {"helpers", "chief"}});
    walked(menu, {"1", "2", "3", "3", "a tap", "Wanjiku", "2", "1", "1"}, "filed",
           {{"kind", "other"}, {"kind_other", "a tap"}, {"name_of_person", "Wanjiku"}, {"litres", ""}});
    CHECK(is_told(result,
                  "survey.csv, row 15, column \"relevant\": after \"helpers\" this is asked of everybody"));
    CHECK(is_told(result, "survey.csv: nothing asks for the place"));
    CHECK(is_told(result, "survey.csv, row 4, column \"relevant\"") == false);
    CHECK(is_told(result, "survey.csv, row 5, column \"media::audio::English\""));
    CHECK(is_told(result, "survey.csv, row 10, column \"type\": \"decimal\": only whole numbers"));
    CHECK(is_told(result, "survey.csv, row 11, column \"type\": what repeats is asked once"));
    CHECK(
        is_told(result, "survey.csv, row 12, column \"constraint\": \"regex(., '[A-Z]+')\" is not checked"));
    CHECK(is_told(result,
                  "survey.csv, row 14, column \"relevant\": \"count-selected(.) > 1\" is more than a menu"));
    CHECK(is_told(result, "survey.csv, row 14, column \"type\": \"select_multiple\": only one answer"));
    CHECK(is_told(result, "survey.csv, row 15, column \"label\": letters that no plain phone shows"));
    CHECK(is_told(result, "choices.csv, row 3, column \"image\": \"nairobi.png\" is not kept"));
    CHECK(is_told(result,
                  "choices.csv, row 5, column \"label (sw)\": there is no text: \"Mutomo\" stands for it"));
}

TEST_CASE("sheets that are no form are refused") {
    struct Row {
        const char* survey;
        const char* choices;
        const char* said;
    };
    const Row rows[] = {
        {"", "", "survey.csv: the table is empty; begin it with the names of its columns"},
        {"type,name\n", "",
         "survey.csv: there is no question in it; a survey has the columns type, name and label, and a row "
         "for each "
         "question"},
        {"a,b\n1,2\n", "",
         "survey.csv: there is no question in it; a survey has the columns type, name and label, and a row "
         "for each "
         "question"},
        {"type,name\ntext,x\n", "a,a\n",
         "choices.csv, row 1, column \"a\": the column is named twice; leave one out"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.survey);
        const auto result = drafted(row.survey, row.choices, "");

        CHECK(result.toml.empty());
        REQUIRE_FALSE(result.refusals.empty());
        CHECK(to_string(result.refusals[0]) == row.said);
    }
}

TEST_CASE("what is left to do by hand is told with the row it comes from") {
    const auto survey =
        "type,name,label\ntext,a,\"" + std::string(300, 'x') + "\"\ntext,religion,Which church?\n";

    const auto result = drafted(survey, "", "");

    CHECK_FALSE(result.toml.empty());
    CHECK(is_told(result, "survey.csv, row 3: "));
    CHECK(is_told(result, "survey.csv: nothing asks for the place"));
    CHECK(is_told(result, "survey.csv: nothing says which kind of report it is"));
}
