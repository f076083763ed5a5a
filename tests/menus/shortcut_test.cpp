#include <doctest/doctest.h>

#include "menus/blanks.hpp"
#include "menus/canonical.hpp"
#include "menus/changes.hpp"
#include "menus/diff.hpp"
#include "menus/graph.hpp"
#include "menus/parse.hpp"
#include "menus/step.hpp"
#include "menus/trial.hpp"
#include "tests/menus/kenya.hpp"

using namespace kengele::menus;
using kengele::tests::kenya_menu;
using kengele::tests::small_menu;
using kengele::tests::small_menu_text;
using kengele::tests::small_places;

namespace {

using Messages = std::vector<std::string>;

std::string replaced(std::string text, const std::string& what, const std::string& with) {
    const auto at = text.find(what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), with);
}

const std::string numbers = R"(
[shortcut]
9 = { to = "where", set = { kind = "fire", urgency = "life" } }
2 = "code"
31 = { to = "landmark", set = { kind = "theft" } }
)";

std::string with_numbers(const std::string& text = small_menu_text()) {
    return replaced(text, "\n[screen.home]", numbers + "\n[screen.home]");
}

Menu menu_of(const std::string& text) {
    auto result = parse(text, "small.toml");
    for (const auto& problem : result.problems)
        FAIL_CHECK(to_string(problem));
    return result.menu.value();
}

Messages lines(const Problems& problems) {
    Messages messages;
    for (const auto& problem : problems)
        messages.push_back(to_string(problem));
    return messages;
}

Messages messages_of(const std::string& text) {
    return lines(parse(text, "small.toml").problems);
}

}  // namespace

TEST_CASE("shortcuts are read with what they set, by number") {
    const auto menu = menu_of(with_numbers());

    REQUIRE(menu.shortcuts.size() == 3);
    CHECK(menu.shortcuts[0].number == "2");
    CHECK(menu.shortcuts[1].number == "9");
    CHECK(menu.shortcuts[2].number == "31");
    REQUIRE(menu.shortcut("31") != nullptr);
    CHECK(menu.shortcut("31")->to == "landmark");
    CHECK(menu.shortcut("31")->set == std::vector<Assignment>{{"kind", "theft"}});
    CHECK(menu.shortcut("3") == nullptr);
    CHECK(menu.shortcut("") == nullptr);
}

TEST_CASE("a call that is dialled directly stands where the key of the same number leads") {
    const auto menu = menu_of(with_numbers());
    const auto places = small_places();
    const Stage stage{menu, places, 160};

    const auto dialled = begin_at(menu, 1, *menu.shortcut("9"));

    CHECK(dialled == step(stage, begin(menu, 1), {"9", std::nullopt, {}}).session);
    CHECK(step(stage, dialled, {"0", std::nullopt, {}}).session == begin(menu, 1));
    CHECK(step(stage, dialled, {"00", std::nullopt, {}}).session == begin(menu, 1));
}

TEST_CASE(
    "dialling is a way from the first screen: what that notes is noted, and so is what the target notes") {
    auto text = replaced(with_numbers(), "[screen.home]\n", "[screen.home]\nset = { via = \"start\" }\n");
    text = replaced(text, "[screen.landmark]\n", "[screen.landmark]\nset = { near = \"asked\" }\n");
    const auto menu = menu_of(text);

    const auto session = begin_at(menu, 0, *menu.shortcut("31"));

    CHECK(session.fields == FieldMap{{"kind", "theft"}, {"near", "asked"}, {"via", "start"}});
    CHECK(session.path == std::vector<std::string>{"home"});
}

TEST_CASE("a screen that ends the call ends it when it is dialled") {
    const auto menu = menu_of(replaced(with_numbers(), "2 = \"code\"", "41 = \"thanks\""));
    const auto session = begin_at(menu, 0, *menu.shortcut("41"));
    CHECK(session.ended);
    const auto places = small_places();
    CHECK_FALSE(show({menu, places, 160}, session, {}).waits);
}

TEST_CASE("a screen may be there for who dials it alone, and is proven like any other") {
    const auto apart = with_numbers() +
                       "\n[screen.apart]\nen = \"Apart\"\nsw = \"Kando\"\n"
                       "option = [ { to = \"kind\", en = \"On\", sw = \"Endelea\" } ]\n";
    CHECK(messages_of(apart).size() == 1);
    CHECK(messages_of(replaced(apart, "2 = \"code\"", "4 = \"apart\"")).empty());

    const auto stuck = replaced(with_numbers(), "2 = \"code\"", "4 = \"stuck\"") +
                       "\n[screen.stuck]\nback = false\nhome = false\nen = \"Stuck\"\nsw = \"Kwama\"\n"
                       "option = [ { to = \"stuck\", en = \"Again\", sw = \"Tena\" } ]\n";
    REQUIRE(messages_of(stuck).size() == 1);
    CHECK(messages_of(stuck).front().find("from here no call ever ends") != std::string::npos);
}

TEST_CASE("what a number skips can be empty, unless it sets it") {
    const auto text = replaced(with_numbers(), "{kind}\\n{place}", "{kind} at {place}\\n{place}");

    const auto told = lines(blanks(menu_of(text), "small.toml"));

    REQUIRE(told.size() == 1);
    CHECK(told.front().find("{place} can be empty") != std::string::npos);
    CHECK(told.front().find("on the way \"dialled 31 > landmark") != std::string::npos);
    CHECK(lines(blanks(menu_of(replaced(text, "31 = { to = \"landmark\"", "31 = { to = \"where\"")),
                       "small.toml"))
              .empty());
}

TEST_CASE("a condition may ask for what only a number sets") {
    auto text = replaced(with_numbers(), "set = { kind = \"theft\" }", "set = { via = \"poster\" }");
    text = replaced(text, "{ to = \"@submit\",",
                    "{ to = \"kind\", when = \"via = poster\", en = \"Kind\", sw = \"Aina\" },\n  { to = "
                    "\"@submit\",");
    CHECK(messages_of(text).empty());

    const auto other = replaced(text, "when = \"via = poster\"", "when = \"via = posters\"");
    REQUIRE(messages_of(other).size() == 1);
    CHECK(messages_of(other).front().find("did you mean \"poster\"?") != std::string::npos);
    // Only who dialled 31 comes with it, and not over the first screen, where it is forgotten.
    const auto at_kind = replaced(text, "{ value = \"theft\", to = \"where\",",
                                  "{ value = \"theft\", when = \"via = poster\", to = \"where\",");
    CHECK(messages_of(at_kind).empty());
}

TEST_CASE("numbers are content, and a menu without them keeps its hash") {
    const auto with = menu_of(with_numbers());

    CHECK(canonical_json(small_menu()).find("shortcut") == std::string::npos);
    CHECK(canonical_json(with).find(
              R"("shortcut":{"2":{"to":"code"},"31":{"set":{"kind":"theft"},"to":"landmark"})") !=
          std::string::npos);
    CHECK(with.hash != small_menu().hash);
    CHECK(with.hash != menu_of(replaced(with_numbers(), "31 = ", "32 = ")).hash);
}

TEST_CASE("what is dialled is told when it comes, goes or changes") {
    const auto with = menu_of(with_numbers());
    const auto other =
        menu_of(replaced(with_numbers(), "31 = { to = \"landmark\",", "31 = { to = \"where\","));

    const auto gained = differences(small_menu(), with);
    REQUIRE(gained.size() == 3);
    CHECK(gained[0] == "Dialling 2 directly leads to \"code\" now.");
    CHECK(gained[2] == "Dialling 31 directly leads to \"landmark\", with kind = theft now.");
    CHECK(differences(with, small_menu()).front() == "Dialling 2 directly no longer leads to \"code\".");
    CHECK(differences(with, other) ==
          Messages{
              "Dialling 31 directly leads to \"where\", with kind = theft instead of to \"landmark\", with "
              "kind = theft."});
}

TEST_CASE("the picture says at a screen with what it is dialled") {
    const auto dot = graph(menu_of(with_numbers()), 0);
    CHECK(dot.find("dialled 31") != std::string::npos);
    CHECK(graph(small_menu(), 0).find("dialled") == std::string::npos);
}

TEST_CASE("a published number may neither go nor change, and new ones may come") {
    const auto published = menu_of(with_numbers());

    CHECK(broken_shortcuts(published, published, "small.toml").empty());
    CHECK(broken_shortcuts(small_menu(), published, "small.toml").empty());
    CHECK(lines(broken_shortcuts(published, menu_of(replaced(with_numbers(), "2 = \"code\"\n", "")),
                                 "small.toml")) ==
          Messages{"small.toml: shortcut 2 is gone: version 1 has 2 = \"code\"; write 2 = \"code\" under "
                   "[shortcut]: what was published once is dialled for ever"});
    const auto changed = menu_of(replaced(with_numbers(), "kind = \"theft\" }", "kind = \"fire\" }"));
    CHECK(lines(broken_shortcuts(published, changed, "small.toml")) ==
          Messages{"small.toml:31: shortcut 31 is not what it was: 31 = { to = \"landmark\", set = { kind = "
                   "\"fire\" } } here, "
                   "31 = { to = \"landmark\", set = { kind = \"theft\" } } in version 1; write 31 = { to = "
                   "\"landmark\", set = { kind = \"theft\" } } under [shortcut]: what was published once is "
                   "dialled for ever; give what is new another number"});
}

TEST_CASE("a menu without the screen of a published number is sent back to what callers see") {
    const auto published = menu_of(with_numbers());
    auto made_anew = small_menu();
    made_anew.index.erase("code");

    CHECK(lines(broken_shortcuts(published, made_anew, "form.toml")).front() ==
          "form.toml: shortcut 2 is gone: version 1 has 2 = \"code\"; what was published once is dialled for "
          "ever, "
          "and here is no screen \"code\": put what is new into what callers see, kengele menu export FILE");
}

TEST_CASE("a test may dial directly, with nothing typed, and goes on with nothing that broke off") {
    const auto text = with_numbers() + R"(
[[test]]
name = "danger is dialled"
dial = "9"
keys = []
shows = { 0 = "Where?" }
ends = "where"

[[test]]
name = "an earlier call is left alone"
begun = ["1", "1"]
dial = "2"
keys = ["0"]
shows = { 0 = "Your code?" }
ends = "home"
)";
    const auto menu = menu_of(text);
    const auto places = small_places();

    REQUIRE(menu.trials.size() == 2);
    for (const auto& trial : menu.trials)
        CHECK(run_trial({menu, places, 160}, trial).failures == Messages{});
}

TEST_CASE("the starter menu's numbers lead where its keys and its lists do") {
    const auto menu = kenya_menu();
    for (const auto* number : {"1", "2", "3", "4", "9", "31", "32", "33", "34", "35", "36", "37", "41"})
        CHECK_MESSAGE(menu.shortcut(number) != nullptr, number);
    const auto& help = menu.node("help").options;
    REQUIRE(help.size() == 7);
    for (std::size_t at = 0; at < help.size(); ++at)
        CHECK(menu.shortcut("3" + help[at].key)->to == help[at].to);
}
