#include "menus/forbidden.hpp"

#include <doctest/doctest.h>

#include "tests/menus/kenya.hpp"

using namespace kengele::menus;
using kengele::tests::kenya_menu;
using kengele::tests::small_menu;

namespace {

Menu storing(const std::string& field) {
    auto menu = small_menu();
    menu.nodes[menu.index.at("kind")].store = field;
    return menu;
}

std::size_t told(const Menu& menu) {
    return forbidden_fields(menu, "small.toml").size();
}

}  // namespace

TEST_CASE("the Kenya menu asks nobody's faith, people, nationality or party") {
    CHECK(forbidden_fields(kenya_menu(), "incident.toml").empty());
}

TEST_CASE("a field named for what must not be recorded is an error, in English and Swahili") {
    for (const auto* field : {"faith", "religion", "tribe", "ethnicity", "nationality", "party", "dini",
                              "kabila", "uraia", "chama", "caller_religion", "party_voted", "dini2"}) {
        CAPTURE(field);
        CHECK(told(storing(field)) == 1);
    }
    for (const auto* field : {"kind", "third_place", "partying", "departure", "chamani", "udini_x"}) {
        CAPTURE(field);
        CHECK(told(storing(field)) == 0);
    }
}

TEST_CASE("values and what an option sets are judged like fields, with the line of the option") {
    auto menu = small_menu();
    auto& options = menu.nodes[menu.index.at("kind")].options;
    options[0].value = "TRIBE";
    options[1].set = {{"kabila", "x"}, {"group", "chama"}};

    const auto problems = forbidden_fields(menu, "small.toml");

    REQUIRE(problems.size() == 3);
    CHECK(to_string(problems[0]) ==
          "small.toml:44: screen \"kind\": value \"TRIBE\" would record a person's people; leave it out: "
          "such a list "
          "is a danger to everybody on it");
    CHECK(problems[1].what == "screen \"kind\": field \"kabila\" would record a person's people");
    CHECK(problems[2].what == "screen \"kind\": value \"chama\" would record a person's party");
    CHECK(problems[2].line == 45);
    CHECK(is_refused(problems));
}
