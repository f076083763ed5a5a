#include <doctest/doctest.h>
#include <fmt/format.h>

#include "menus/fit.hpp"
#include "menus/parse.hpp"
#include "menus/step.hpp"
#include "tests/menus/kenya.hpp"

using namespace kengele::menus;

namespace {

using Messages = std::vector<std::string>;

// A caller in front of kinds.toml.
class Phone {
public:
    explicit Phone(int septets = 160) : stage_{menu_, places_, septets}, session_(begin(menu_, 0)) {}

    Phone& type(std::initializer_list<const char*> answers) {
        for (const auto* answer : answers) {
            auto turn = step(stage_, session_, {answer, std::nullopt});
            session_ = std::move(turn.session);
            effects_ = std::move(turn.effects);
        }
        return *this;
    }

    std::string text() const { return show(stage_, session_, {}).text; }

    const Menu menu_ = kengele::tests::kinds_menu();
    const Places places_ = kengele::tests::small_places();
    Stage stage_;
    Session session_;
    std::vector<Effect> effects_;
};

// kinds.toml with one mistake, and all that is said about it.
struct Mistake {
    std::string sound;
    std::string broken;
    Messages messages;
};

const Mistake mistakes[] = {
    {"{ value = \"maize\",",
     "{ key = \"7\", value = \"maize\",",
     {"kinds.toml:37: screen \"crop\": key \"key\" is not known; known are value, to, then, set, en, sw"}},
    {"en = \"Maize\"",
     "en = \"Maize {crop}\"",
     {"kinds.toml:37: screen \"crop\": an option of a list has a filling; write plain words here"}},
    {"en = \"Which crop?\"",
     "en = \"Not {crop}?\"",
     {"kinds.toml:30: screen \"crop\": the text of a list has a filling; write plain words here"}},
    {"to = \"advice\", set = {",
     "to = \"@prove\", then = \"advice\", set = {",
     {"kinds.toml:45: screen \"crop\": @prove works only on the proof screen of a code; write proof = "
      "\"crop\" on the screen that asks for the code"}},
    {"type = \"info\"",
     "type = \"info\"\nback = false\nhome = false",
     {"kinds.toml:49: screen \"advice\": nothing can be typed here; add an option, or write "
      "type = \"end\""}},
    {"type = \"info\"",
     "type = \"info\"\noption = []",
     {"kinds.toml:51: screen \"advice\": key \"option\" is not known; known are type, back, home, "
      "class, sms, resume, en, sw"}},
};

std::string replaced(std::string text, const std::string& what, const std::string& with) {
    const auto at = text.find(what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), with);
}

Messages messages_of(const std::string& toml) {
    Messages messages;
    for (const auto& problem : parse(toml, "kinds.toml").problems) {
        messages.push_back(to_string(problem));
    }
    return messages;
}

Messages overflows(const Menu& menu, int septets) {
    Messages messages;
    for (const auto& problem : oversized(menu, kengele::tests::small_places(), septets, "kinds.toml")) {
        messages.push_back(to_string(problem));
    }
    return messages;
}

}  // namespace

TEST_CASE("every mistake in a kind of screen is told with its line and how to mend it") {
    const auto sound = kengele::tests::kinds_menu_text();

    for (const auto& mistake : mistakes) {
        CAPTURE(mistake.broken);
        const auto told = messages_of(replaced(sound, mistake.sound, mistake.broken));
        INFO(fmt::format("{}", fmt::join(told, "\n")));
        CHECK(told == mistake.messages);
    }
}

TEST_CASE("every screen of every kind fits its worst case") {
    CHECK(overflows(kengele::tests::kinds_menu(), 70) == Messages{});
}

TEST_CASE("a list shows eight options a page, whose keys begin again on the next") {
    Phone phone;

    phone.type({"1"});

    CHECK(
        phone.text() ==
        "Which crop?\n1 Maize\n2 Beans\n3 Sorghum\n4 Millet\n5 Cassava\n6 Potato\n7 Tea\n8 Coffee\n98 More\n"
        "0 Back");
    phone.type({"98"});
    CHECK(phone.text() == "Which crop?\n1 Banana\n2 Other\n0 Back");
    phone.type({"0"});
    CHECK(phone.session_.page == 0);
    CHECK(phone.session_.node == "crop");
}

TEST_CASE("a key of a list means the line of the page that is shown") {
    Phone first;
    Phone second;

    first.type({"1", "2"});
    second.type({"1", "98", "2"});

    CHECK(first.session_.fields == std::map<std::string, std::string>{{"crop", "beans"}});
    CHECK(first.text() == "Beans\n1 SEND\n0 Back 00 Start");
    CHECK(second.session_.fields == std::map<std::string, std::string>{{"crop", "other"}});
    CHECK(second.session_.node == "review");
}

TEST_CASE("an option of a list may lead elsewhere than its list") {
    Phone phone;

    phone.type({"1", "98", "1"});

    CHECK(phone.session_.node == "advice");
    CHECK(phone.session_.fields ==
          std::map<std::string, std::string>{{"crop", "banana"}, {"urgency", "low"}});
}

TEST_CASE("a key that no line of a list's page has is asked again") {
    for (const auto* typed : {"9", "3", "12", "x", "01"}) {
        Phone phone;

        phone.type({"1", "98", typed});

        CAPTURE(typed);
        CHECK(phone.text() == "Wrong key.\nWhich crop?\n1 Banana\n2 Other\n0 Back");
        CHECK(phone.session_.fields.empty());
    }
}

TEST_CASE("words to read are paged, and end where the caller goes back") {
    Phone phone(70);

    phone.type({"2"});

    CHECK(phone.text() == "Store grain dry.\nTurn the sacks each week. Keep them\n98 More\n0 Back");
    phone.type({"98", "98"});
    CHECK(phone.text() == "when you turn them.\n0 Back");
    phone.type({"5"});
    CHECK(phone.text() == "Wrong key.\nwhen you turn them.\n0 Back");
    phone.type({"00"});
    CHECK(phone.session_.node == "home");
}

TEST_CASE("a list means the same wherever its way on is written") {
    auto other = replaced(kengele::tests::kinds_menu_text(), "to = \"review\"\nen", "en");
    for (const auto* value :
         {"maize", "beans", "sorghum", "millet", "cassava", "potato", "tea", "coffee", "other"}) {
        const auto whole = "value = \"" + std::string(value) + "\",";
        other = replaced(other, whole, whole + " to = \"review\",");
    }

    CHECK(parse(other, "kinds.toml").menu.value().hash == kengele::tests::kinds_menu().hash);
}
