#include <doctest/doctest.h>
#include <fmt/format.h>

#include "menus/canonical.hpp"
#include "menus/check.hpp"
#include "menus/parse.hpp"
#include "menus/rows.hpp"
#include "menus/step.hpp"
#include "menus/trial.hpp"
#include "tests/menus/kenya.hpp"
#include "tests/menus/mistakes.hpp"

using namespace kengele::menus;
using namespace kengele::tests;

namespace {

std::string sound_text() {
    return kengele::tests::menu_text("lookup.toml");
}

Row row(int number) {
    return {fmt::format("c{}", number),
            Text{{fmt::format("Centre {}", number), fmt::format("Kituo {}", number)}},
            {{"phone", fmt::format("070{}", number)},
             {"open", number == 2 ? "always" : "daytime"},
             {"kind", "x"}}};
}

// A caller in front of lookup.toml, and the gateway with its rows.
class Phone {
public:
    explicit Phone(int rows, Language language = 0)
        : stage_{menu_, places_, 160}, session_(begin(menu_, language)) {
        for (int number = 1; number <= rows; ++number)
            rows_.push_back(row(number));
    }

    Phone& type(std::initializer_list<const char*> answers) {
        for (const auto* answer : answers) {
            // Every session survives its storing.
            session_ = step(stage_, decode(encode(session_)).value(), {answer, std::nullopt, {}}).session;
            const auto wanted = rows_wanted(menu_, session_);
            if (!wanted) continue;
            asked_.push_back(wanted->list + " near " + wanted->near);
            session_ = with_rows(session_, rows_);
        }
        return *this;
    }

    std::string text() const { return show(stage_, session_, {}).text; }

    const Menu menu_ = menu_of(sound_text());
    const Places places_ = small_places();
    Stage stage_;
    Session session_;
    std::vector<Row> rows_;
    Messages asked_;
};

const Mistake mistakes[] = {
    {"from = \"centres\"\n",
     "",
     {"lookup.toml:41: screen \"centre\": from is missing; write from = \"...\""}},
    {"none = { en = \"No centre is known here.\", sw = \"Hakuna kituo.\" }\n",
     "",
     {"lookup.toml:41: screen \"centre\": \"none\" has no texts; write none = { en = \"...\", ... } in every "
      "language"}},
    {"from = \"centres\"",
     "from = \"centers\"",
     {"lookup.toml:41: screen \"centre\": nobody says how long a row of \"centers\" is; give the longest "
      "under "
      "[sample], centers = \"...\""}},
    {"near = \"place\"",
     "near = \"plase\"",
     {"lookup.toml:41: screen \"centre\": no screen asks for a place as \"plase\"; did you mean \"place\"?"}},
    {"sets = [\"phone\", \"open\"]",
     "sets = [\"phone\"]",
     {"lookup.toml:48: screen \"centre\": no screen stores \"open\"; known are centre, phone, place, caller, "
      "channel, alert, class"}},
    {"sets = [\"phone\", \"open\"]",
     "sets = \"phone\"",
     {"lookup.toml:46: screen \"centre\": sets is no list; write sets = [\"name\"]"}},
    {"type = \"lookup\"",
     "type = \"lookup\"\nback = false\nhome = false",
     {"lookup.toml:41: screen \"centre\": without a row nothing can be typed here; let it have back or "
      "home"}},
    {"Which centre?",
     "{place}: which centre?",
     {"lookup.toml:41: screen \"centre\": the text of a lookup has a filling; write plain words here"}},
    {"phone = \"+254 700 000 000\"\n",
     "",
     {"lookup.toml:52: screen \"details\": nobody fills {phone}; give its longest value under [sample], "
      "phone = "
      "\"...\"",
      "lookup.toml:52: screen \"details\": nobody fills {phone}; give its longest value under [sample], "
      "phone = "
      "\"...\"",
      "lookup.toml:57: screen \"always\": nobody fills {phone}; give its longest value under [sample], phone "
      "= "
      "\"...\"",
      "lookup.toml:57: screen \"always\": nobody fills {phone}; give its longest value under [sample], phone "
      "= "
      "\"...\""}},
};

}  // namespace

TEST_CASE("every mistake in a lookup is told with its line and how to mend it") {
    check_mistakes(sound_text(), "lookup.toml", mistakes);
}

TEST_CASE("a lookup asks for its rows once, with the place that was told") {
    Phone near(3);
    Phone anywhere(3);

    near.type({"1", "1368", "7", "98"});
    anywhere.type({"2"});

    CHECK(near.asked_ == Messages{"centres near 1368"});
    CHECK(anywhere.asked_ == Messages{"centres near "});
}

TEST_CASE("a key of a lookup means the row of the page that is shown") {
    Phone phone(10);

    phone.type({"2"});

    CHECK(phone.text() ==
          "Which centre?\n1 Centre 1\n2 Centre 2\n3 Centre 3\n4 Centre 4\n5 Centre 5\n6 Centre 6\n7 Centre "
          "7\n8 "
          "Centre 8\n98 More\n0 Back");
    phone.type({"98"});
    CHECK(phone.text() == "Which centre?\n1 Centre 9\n2 Centre 10\n0 Back");
    // What the gateway would say now is not what the caller reads.
    phone.rows_.clear();
    phone.type({"2"});
    CHECK(phone.session_.fields == FieldMap{{"centre", "c10"}, {"open", "daytime"}, {"phone", "07010"}});
    CHECK(phone.text() == "Centre 10\n07010");
}

TEST_CASE("a row is called in the caller's language, and sets only what the screen says") {
    Phone phone(2, 1);

    phone.type({"2", "2"});

    CHECK(phone.text() == "Kituo 2: usiku na mchana\n0702");
    CHECK_FALSE(phone.session_.fields.contains("kind"));
}

TEST_CASE("without a row the screen says so, and leads back") {
    Phone phone(0);

    phone.type({"2"});

    CHECK(phone.text() == "No centre is known here.\n0 Back");
    phone.type({"1"});
    CHECK(phone.text() == "Wrong key.\nNo centre is known here.\n0 Back");
    phone.type({"0"});
    CHECK(phone.session_.node == "home");
}

TEST_CASE("more rows than a session keeps are left out, and what is too long is no row") {
    std::vector<Row> rows(1, Row{"", Text{{"No value"}}, {}});
    rows.push_back({std::string(161, 'v'), Text{{"Long value"}}, {}});
    rows.push_back({"nameless", {}, {}});
    for (int number = 1; number <= 30; ++number)
        rows.push_back(row(number));
    rows[3].label.by_language[0] = std::string(100, 'x');

    const auto session = with_rows(begin(menu_of(sound_text()), 0), rows);

    REQUIRE(session.rows.size() == rows_max);
    CHECK(session.rows.front().value == "c1");
    CHECK(session.rows.front().label.by_language[0] == std::string(60, 'x'));
    CHECK(decode(encode(session)) == session);
}

TEST_CASE("a lookup is measured with rows as long as the sample") {
    const auto menu = menu_of(replaced(sound_text(), "Gender Recovery Centre", std::string(60, 'w')));

    CHECK(check(menu, small_places(), Budgets{{"at", 160}}, "lookup.toml").size() == 1);  // no danger
    Messages messages;
    for (const auto& problem : check(menu, small_places(), Budgets{{"at", 70}}, "lookup.toml"))
        if (problem.screen == "centre") messages.push_back(to_string(problem));
    INFO(fmt::format("{}", fmt::join(messages, "\n")));
    CHECK(messages == Messages{"lookup.toml:41: screen \"centre\", en, channel \"at\": takes 86 characters "
                               "at its longest; 70 are "
                               "allowed; shorten a text or a sample by 16"});
}

TEST_CASE("a test says which rows a lookup finds, else one as in the sample") {
    const auto menu = menu_of(
        sound_text() +
        "[[test]]\nname = \"one\"\nkeys = [\"2\", \"1\"]\nshows = [\"Gender Recovery Centre\"]\nends = "
        "\"details\"\n"
        "[[test]]\nname = \"open\"\nkeys = [\"2\", \"2\"]\nends = \"always\"\n"
        "rows = { centres = [ { value = \"a\" }, { value = \"b\", label = \"Bee\", set = { open = \"always\" "
        "} } ] }\n"
        "[[test]]\nname = \"none\"\nkeys = [\"2\"]\nshows = [\"No centre\"]\nrows = { centres = [] }\n");
    const auto places = small_places();

    for (const auto& trial : menu.trials)
        CHECK(run_trial({menu, places, 160}, trial).failures == Messages{});
    CHECK(messages_of(
              sound_text() + "[[test]]\nname = \"x\"\nkeys = []\nends = \"home\"\nrows = { centers = [] }\n",
              "lookup.toml") ==
          Messages{"lookup.toml:66: test \"x\": no screen looks up \"centers\"; did you mean \"centres\"?"});
}

TEST_CASE("what a lookup lists is part of what a version is named for") {
    const auto json = canonical_json(menu_of(sound_text()));

    CHECK(json.find("\"from\":\"centres\",\"near\":\"place\",\"next\":[") != std::string::npos);
    CHECK(json.find("\"sets\":[\"phone\",\"open\"]") != std::string::npos);
}
