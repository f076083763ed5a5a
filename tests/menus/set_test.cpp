#include <doctest/doctest.h>
#include <fmt/format.h>

#include "menus/blanks.hpp"
#include "menus/canonical.hpp"
#include "menus/diff.hpp"
#include "menus/forbidden.hpp"
#include "menus/parse.hpp"
#include "menus/step.hpp"
#include "tests/menus/kenya.hpp"
#include "tests/menus/mistakes.hpp"

using namespace kengele::menus;
using namespace kengele::tests;

namespace {

// small.toml, where coming to the start and to the review notes something, and urgency has a default.
std::string text() {
    auto toml = replaced(kengele::tests::small_menu_text(), "[screen.home]\n",
                         "[default]\nurgency = \"calm\"\n\n[screen.home]\nset = { via = \"start\" }\n");
    toml = replaced(toml, "[screen.review]\n", "[screen.review]\nset = { via = \"review\" }\n");
    toml = replaced(toml, "{kind}\\n{place}", "{kind} is {urgency} {via}\\n{place}");
    return replaced(toml, "value = \"theft\", to", "value = \"theft\", set = { urgency = \"calm\" }, to");
}

class Phone {
public:
    Phone() : stage_{menu_, places_, 160}, session_(begin(menu_, 0)) {}

    Phone& type(std::initializer_list<const char*> answers) {
        for (const auto* answer : answers) {
            auto turn = step(stage_, session_, {answer, std::nullopt, {}});
            session_ = std::move(turn.session);
            effects_ = std::move(turn.effects);
        }
        return *this;
    }

    std::string text() const { return show(stage_, session_, {}).text; }

    const Menu menu_ = menu_of(::text());
    const Places places_ = small_places();
    Stage stage_;
    Session session_;
    std::vector<Effect> effects_;
};

}  // namespace

TEST_CASE("what a screen sets is there before it is shown, also where the call begins") {
    Phone phone;

    CHECK(phone.session_.fields == FieldMap{{"via", "start"}});
    phone.type({"1", "1", "1368"});
    CHECK(phone.session_.fields.at("via") == "start");
    phone.type({"1"});
    CHECK(phone.session_.fields.at("via") == "review");
    CHECK(phone.text().starts_with("Fire is calm review\n"));
}

TEST_CASE("what a screen sets is set again on the way back and at the start") {
    Phone phone;

    phone.type({"1", "1", "1368", "1", "00"});

    CHECK(phone.session_.fields == FieldMap{{"via", "start"}});
}

TEST_CASE("a default is filed for what no answer set, and gives way to an answer") {
    Phone calm;
    Phone danger;

    calm.type({"1", "1", "1368", "1", "1"});
    danger.type({"9", "1368", "1", "1"});

    REQUIRE(calm.effects_.size() == 1);
    CHECK(std::get<RaiseIncident>(calm.effects_[0]).fields.at("urgency") == "calm");
    REQUIRE(danger.effects_.size() == 1);
    CHECK(std::get<RaiseIncident>(danger.effects_[0]).fields.at("urgency") == "life");
    // Nobody is told afterwards what was not filed.
    CHECK(danger.session_.fields.empty());
}

TEST_CASE("a condition and a filling see the default") {
    auto toml =
        replaced(text(), "{ to = \"@submit\", en = \"SEND\"",
                 "{ to = \"thanks\", when = \"urgency = life\", en = \"NOW\", sw = \"SASA\" },\n  { to = "
                 "\"thanks\", when = \"urgency = calm\", en = \"LATER\", sw = \"BAADAYE\" },\n  { to = "
                 "\"@submit\", en = \"SEND\"");
    const auto menu = menu_of(toml);
    const auto places = small_places();
    const Stage stage{menu, places, 160};
    auto session = begin(menu, 0);

    for (const auto* typed : {"1", "1", "1368", "1"})
        session = step(stage, session, {typed, std::nullopt, {}}).session;

    CHECK(show(stage, session, {}).text ==
          "Fire is calm review\nMountain View, Westlands\n2 LATER\n3 SEND\n0 Back 00 Start");
}

TEST_CASE("a field that has a default or is set on the way is never blank") {
    CHECK(blanks(menu_of(text()), "small.toml").empty());

    const auto without = replaced(text(), "[default]\nurgency = \"calm\"\n", "");
    Messages told;
    for (const auto& problem : blanks(menu_of(without), "small.toml"))
        told.push_back(problem.screen + ": " + problem.what);
    REQUIRE(told.size() == 1);
    CHECK(told[0].find("{urgency} can be empty") != std::string::npos);
}

TEST_CASE("a default is checked like any field") {
    struct Row {
        const char* broken;
        Messages messages;
    };
    const Row rows[] = {
        {"urgensy = \"calm\"",
         {"small.toml:28: default: no screen stores \"urgensy\"; did you mean \"urgency\"?"}},
        {"urgency = \"clam\"",
         {"small.toml:28: default: \"urgency\" is never \"clam\"; did you mean \"calm\"?"}},
        {"urgency = 5",
         {"small.toml:29: default urgency needs words in quotes; write urgency = \"...\", at most 40 "
          "letters"}},
    };

    for (const auto& row : rows) {
        CAPTURE(row.broken);
        const auto told = messages_of(
            replaced(text(), "urgency = \"calm\"\n", std::string(row.broken) + "\n"), "small.toml");
        INFO(fmt::format("{}", fmt::join(told, "\n")));
        CHECK(told == row.messages);
    }
}

TEST_CASE(
    "what is set and what stands for no answer belong to the version, and callers are told of a change") {
    const auto before = menu_of(kengele::tests::small_menu_text());
    const auto after = menu_of(text());
    const auto other = menu_of(replaced(text(), "via = \"review\"", "via = \"end\""));

    CHECK(canonical_json(after).find("\"default\":{\"urgency\":\"calm\"}") != std::string::npos);
    CHECK(after.hash != other.hash);
    const auto told = differences(before, after);
    REQUIRE(told.size() >= 2);
    CHECK(told[0] == "Without an answer \"urgency\" is \"calm\" instead of nothing.");
    CHECK(told[1] == "Screen \"home\": coming here notes \"via = start\" instead of nothing.");
}

TEST_CASE("nothing forbidden is set either") {
    const auto menu = menu_of(replaced(text(), "via = \"review\"", "tribe = \"any\""));

    REQUIRE(forbidden_fields(menu, "small.toml").size() == 1);
    CHECK(forbidden_fields(menu, "small.toml")[0].screen == "review");
}
