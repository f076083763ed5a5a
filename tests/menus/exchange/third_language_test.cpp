#include <doctest/doctest.h>

#include <cctype>

#include "menus/check.hpp"
#include "menus/exchange/csv.hpp"
#include "menus/exchange/translations.hpp"
#include "menus/parse.hpp"
#include "menus/step.hpp"
#include "menus/trial.hpp"
#include "tests/menus/kenya.hpp"

using namespace kengele;

namespace {

// No Somali, but as long as the English and told apart from it: capitals for small letters and the reverse.
std::string with_cases_swapped(const std::string& english) {
    std::string words;
    bool is_filling = false;
    for (const char letter : english) {
        is_filling = letter == '{' || (is_filling && letter != '}');
        const auto byte = static_cast<unsigned char>(letter);
        const int other = std::isupper(byte) != 0 ? std::tolower(byte) : std::toupper(byte);
        words += is_filling ? letter : static_cast<char>(other);
    }
    return words;
}

menus::Menu menu_with_somali() {
    const auto toml = tests::kenya_menu_text();
    const exchange::Measure measure{tests::kenya_places(), {{"test", 160}}};
    std::vector<std::vector<std::string>> rows;
    for (auto& record :
         exchange::read_records(exchange::write_translations(toml, "m.toml", measure).csv.value()).list) {
        record.cells.insert(record.cells.begin() + 4,
                            rows.empty() ? "so" : with_cases_swapped(record.cells[2]));
        rows.push_back(std::move(record.cells));
    }
    const auto in =
        exchange::read_translations(toml, "m.toml", exchange::write_records(rows), "so.csv", measure);
    for (const auto& refusal : in.refusals)
        FAIL_CHECK(to_string(refusal));
    return menus::parse(in.toml.value(), "m.toml").menu.value();
}

}  // namespace

TEST_CASE("a table of texts teaches the starter menu a third language") {
    const auto menu = menu_with_somali();
    const auto& places = tests::kenya_places();
    const menus::Language somali = 2;

    REQUIRE(menu.languages == std::vector<std::string>{"en", "sw", "so"});
    for (const auto& problem : menus::check(menu, places, {{"ussd", 160}}, "m.toml"))
        CHECK_MESSAGE(problem.severity == menus::Severity::warning, to_string(problem));
    const menus::Stage stage{menu, places};
    CHECK(menus::show(stage, menus::begin(menu, somali), {}).text.find("rEPORT INCIDENT") !=
          std::string::npos);
    // One language after the other, and again from the first.
    auto session = menus::begin(menu, 0);
    for (const int expected : {1, 2, 0}) {
        session = menus::step(stage, session, {"7", {}, {}}).session;
        CHECK(session.language == expected);
    }
}

TEST_CASE("every test of the starter menu is walked in a third language as well") {
    const auto menu = menu_with_somali();
    const menus::Stage stage{menu, tests::kenya_places()};
    std::size_t walked = 0;
    for (auto trial : menu.trials) {
        trial.language = 2;
        trial.shows.clear();  // the words of another language
        CAPTURE(trial.name);

        const auto run = menus::run_trial(stage, trial);

        for (const auto& failure : run.failures)
            FAIL_CHECK(failure);
        ++walked;
    }
    CHECK(walked > 40);
}
