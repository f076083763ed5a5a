#include "menus/canonical.hpp"

#include <doctest/doctest.h>

#include "menus/parse.hpp"
#include "tests/menus/kenya.hpp"
#include "tests/menus/mistakes.hpp"

using namespace kengele::menus;
using kengele::tests::replaced;

namespace {

constexpr const char* tiny = R"(
format = "kengele-menu/1"
id = "tiny"
version = "1"
languages = ["en"]
start = "home"
[common]
back = { en = "Back" }
home = { en = "Start" }
more = { en = "More" }
wrong_key = { en = "Wrong" }
wrong_code = { en = "Wrong" }
no_match = { en = "None" }
too_many_wrong = { en = "Bye" }
pick_place = { en = "Which?" }
pick_county = { en = "County?" }
pick_constituency = { en = "Constituency?" }
pick_ward = { en = "Ward?" }
[screen.home]
en = "Café"
option = [ { to = "bye", set = { a = "x" }, en = "Go" } ]
[screen.bye]
type = "end"
en = "Bye"
)";

Menu parsed(const std::string& toml) {
    auto result = parse(toml, "tiny.toml");
    REQUIRE(result.problems.empty());
    return *result.menu;
}

}  // namespace

TEST_CASE("the canonical form is JSON with sorted keys and no spaces") {
    CHECK(canonical_json(parsed(tiny)) ==
          R"({"common":{"back":{"en":"Back"},"home":{"en":"Start"},"more":{"en":"More"},)"
          R"("no_match":{"en":"None"},"pick_constituency":{"en":"Constituency?"},)"
          R"("pick_county":{"en":"County?"},"pick_place":{"en":"Which?"},"pick_ward":{"en":"Ward?"},)"
          R"("too_many_wrong":{"en":"Bye"},"wrong_code":{"en":"Wrong"},"wrong_key":{"en":"Wrong"}},)"
          R"("format":"kengele-menu/1","id":"tiny","languages":["en"],"sample":{},)"
          R"("screen":{"bye":{"text":{"en":"Bye"},"type":"end"},)"
          R"("home":{"option":[{"key":"1","set":{"a":"x"},"text":{"en":"Go"},"to":"bye"}],)"
          R"("text":{"en":"Café"},"type":"menu"}},"start":"home","version":"1"})");
}

TEST_CASE("the hash of a menu never changes with the program") {
    const auto menu = parsed(tiny);

    CHECK(menu.hash == content_hash(menu));
    CHECK(menu.hash == "f0b2845ea6c40029fa134dada8cdc451307ebe439fe19c8397c95897941f3a2b");
}

TEST_CASE("notes, layout and the order of screens are not content") {
    auto other = replaced(tiny, "[screen.bye]\ntype = \"end\"\nen = \"Bye\"\n", "");
    other =
        replaced(other, "[screen.home]", "# A note.\n[screen.bye]\nen='Bye'\ntype = 'end'\n\n[screen.home]");
    other = replaced(other, "{ to = \"bye\", set", "{ key = \"1\", to = \"bye\", set");

    CHECK(parsed(other).hash == parsed(tiny).hash);
}

TEST_CASE("one spelling of an accent is as good as another") {
    CHECK(parsed(replaced(tiny, "Café", "Cafe\u0301")).hash == parsed(tiny).hash);
}

TEST_CASE("a rule that says the usual is not content, any other is") {
    const auto with = [](const std::string& rules) {
        return parsed(replaced(tiny, "[screen.home]", "[screen.home]\n" + rules)).hash;
    };
    const auto hash = parsed(tiny).hash;

    CHECK(with("class = \"normal\"\nsms = \"neutral\"\nresume = \"resume\"") == hash);
    CHECK(with("class = \"protected\"") == with("class = \"protected\"\nsms = \"never\""));
    CHECK(with("class = \"protected\"") != hash);
    CHECK(with("sms = \"never\"") != hash);
    CHECK(with("resume = \"restart\"") != hash);
}

TEST_CASE("whatever a caller could notice is content") {
    const auto hash = parsed(tiny).hash;

    CHECK(parsed(replaced(tiny, "Café", "Cafe")).hash != hash);
    CHECK(parsed(replaced(tiny, "\"Go\"", "\"Do\"")).hash != hash);
    CHECK(parsed(replaced(tiny, "a = \"x\"", "a = \"y\"")).hash != hash);
    CHECK(parsed(replaced(tiny, "{ to = \"bye\"", "{ key = \"2\", to = \"bye\"")).hash != hash);
    CHECK(parsed(replaced(tiny, "en = \"Café\"", "home = false\nen = \"Café\"")).hash != hash);
    CHECK(parsed(replaced(tiny, "version = \"1\"", "version = \"2\"")).hash != hash);
    CHECK(parsed(replaced(tiny, "\"More\"", "\"Next\"")).hash != hash);
}
