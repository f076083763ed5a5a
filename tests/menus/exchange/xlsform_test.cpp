#include "menus/exchange/xlsform.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "menus/parse.hpp"
#include "menus/trial.hpp"
#include "tests/menus/kenya.hpp"

using namespace kengele;
using namespace kengele::exchange;

namespace {

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

TEST_CASE("the questions of a form are asked one after the other") {
    const auto menu =
        sound(drafted("type,name,label::English (en),label::Kiswahili (sw),required\n"
                      "begin_group,what,What,Nini,\n"
                      "select_one kinds,kind,What did you see?,Uliona nini?,yes\n"
                      "end_group,,,,\n"
                      "geopoint,spot,Where?,Wapi?,yes\n"
                      "text,landmark,Near what?,Karibu na nini?,no\n",
                      "list_name,name,label::English (en),label::Kiswahili "
                      "(sw)\nkinds,LVS2,Stolen,Wameibiwa\nkinds,LVS5,Found,Wamepatikana\n",
                      ""));

    CHECK(menu.languages == std::vector<std::string>{"en", "sw"});
    walked(menu, {"1", "2", "1378", "the stage", "1"}, "filed",
           {{"kind", "LVS5"}, {"place", "1378"}, {"landmark", "the stage"}});
    walked(menu, {"1", "1", "1378", "1", "1"}, "filed", {{"kind", "LVS2"}, {"landmark", ""}});
    walked(menu, {"9", "3", "1378", "1"}, "filed", {{"kind", "EMG1"}});
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
