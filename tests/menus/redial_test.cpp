#include "menus/redial.hpp"

#include <doctest/doctest.h>

#include "menus/parse.hpp"
#include "menus/step.hpp"
#include "menus/trial.hpp"
#include "tests/menus/kenya.hpp"
#include "tests/menus/mistakes.hpp"

using namespace kengele::menus;
using namespace kengele::tests;

namespace {

const std::string head = R"(format = "kengele-menu/1"
id = "redial"
version = "1"
languages = ["en"]
start = "home"
filed = "filed"
)";

const std::string body = R"([common]
back = { en = "Back" }
home = { en = "Start" }
more = { en = "More" }
wrong_key = { en = "Wrong key." }
wrong_code = { en = "Wrong code." }
no_match = { en = "No such place." }
too_many_wrong = { en = "Goodbye. Danger? Call 999." }
pick_place = { en = "Which one?" }
pick_county = { en = "County?" }
pick_constituency = { en = "Constituency?" }
pick_ward = { en = "Ward?" }
continued = { en = "You go on where you left." }

[screen.home]
en = "HOME"
option = [
  { to = "kind", en = "Report" },
  { to = "secret", en = "Private" },
]

[screen.kind]
store = "kind"
en = "What?"
option = [
  { value = "fire", to = "near", en = "Fire" },
  { value = "theft", to = "asked", en = "Theft" },
]

[screen.near]
store = "timing"
en = "When?"
option = [
  { value = "now", to = "review", en = "Now" },
  { value = "before", to = "anew", en = "Before" },
]

[screen.anew]
resume = "restart"
en = "Anew?"
option = [ { to = "review", en = "Yes" } ]

[screen.asked]
resume = "ask"
en = "Asked?"
option = [ { to = "review", en = "Yes" } ]

[screen.secret]
class = "protected"
store = "kind"
en = "Which?"
option = [
  { value = "abuse", to = "near", en = "Abuse" },
  { value = "theft", to = "near", en = "Theft" },
]

[screen.review]
en = "{kind}"
option = [ { to = "@submit", en = "SEND" } ]

[screen.filed]
back = false
home = false
en = "Sent"
option = [ { to = "filed", en = "Again" } ]
)";

const std::string naming_question = R"(
[screen.unfinished]
back = false
en = "Unfinished:\n{kind}"
option = [
  { to = "@continue", en = "Continue" },
  { to = "@start", en = "Start new" },
  { to = "@forget", en = "Delete it" },
]
)";

const std::string silent_question = R"(
[screen.unfinished]
back = false
en = "An unfinished report is here."
option = [
  { to = "@continue", en = "Continue" },
  { to = "@start", en = "Start new" },
  { to = "@forget", en = "Delete it" },
]
)";

std::string text_with(const std::string& question, const std::string& screens = body) {
    return head + "unfinished = \"unfinished\"\n" + screens + question;
}

std::vector<std::string> problems_of(const std::string& text) {
    std::vector<std::string> told;
    for (const auto& problem : parse(text, "redial.toml").problems)
        told.push_back(problem.what + "; " + problem.mend);
    return told;
}

struct Walked {
    Menu menu;
    Session session;
    std::vector<Effect> effects;

    explicit Walked(Menu walked) : menu(std::move(walked)), session(begin(menu, 0)) {}

    Walked& type(std::initializer_list<const char*> keys) {
        const auto places = small_places();
        for (const auto* key : keys) {
            auto turn = step({menu, places, 160}, session, {key, {}, {}});
            session = std::move(turn.session);
            effects = std::move(turn.effects);
        }
        return *this;
    }

    Walked& dial_again(bool is_secret = false) {
        session = redial(menu, std::move(session), is_secret);
        return *this;
    }

    std::string screen() const {
        const auto places = small_places();
        return show({menu, places, 160}, session, {}).text;
    }

    ResumeRule rule(bool is_secret = false) const { return rule_after_break(menu, session, is_secret); }
};

Walked with(const std::string& question) {
    return Walked(menu_of(text_with(question)));
}

bool is_open(const Walked& walked) {
    return is_unfinished(walked.menu, walked.session);
}

}  // namespace

TEST_CASE("what a screen notes when a call comes there was not answered") {
    auto text = text_with(naming_question);
    text.insert(text.find("[screen.home]\n") + 14, "set = { via = \"dial\" }\n");
    text.insert(text.find("[screen.kind]\n") + 14, "set = { via = \"kind\" }\n");
    const auto begun = [&] { return Walked(menu_of(text)); };

    CHECK_FALSE(is_open(begun()));
    CHECK_FALSE(is_open(begun().type({"1"})));
    CHECK(is_open(begun().type({"1", "1"})));
}

TEST_CASE("only a call in which something was answered and nothing ended is unfinished") {
    CHECK_FALSE(is_open(with(naming_question)));
    CHECK_FALSE(is_open(with(naming_question).type({"1"})));
    CHECK(is_open(with(naming_question).type({"1", "1"})));
    CHECK_FALSE(is_open(with(naming_question).type({"1", "1", "00"})));
    CHECK_FALSE(is_open(with(naming_question).type({"1", "1", "1", "1"})));
    CHECK_FALSE(is_open(with(naming_question).type({"1", "1", "7", "7", "7"})));
    auto about_a_case = with(naming_question).type({"1", "1"}).session;
    about_a_case.subject = "12";
    CHECK_FALSE(is_unfinished(with(naming_question).menu, about_a_case));
}

TEST_CASE("a new call stands on the same screen again with a word on that, which any answer removes") {
    auto walked = with(naming_question).type({"1", "1", "7"});

    walked.dial_again();

    CHECK(walked.screen() == "You go on where you left.\nWhen?\n1 Now\n2 Before\n0 Back 00 Start");
    CHECK(walked.session.wrong_keys == 0);
    walked.type({"1"});
    CHECK(walked.screen() == "Fire\n1 SEND\n0 Back 00 Start");
    walked.type({"1"});
    CHECK(std::get<RaiseIncident>(walked.effects.at(0)).fields.at("kind") == "fire");
}

TEST_CASE("a screen may let the call begin anew") {
    auto walked = with(naming_question).type({"1", "1", "2"});

    walked.dial_again();

    CHECK(walked.session == begin(walked.menu, 0));
}

TEST_CASE("a screen may let the caller say what becomes of the report") {
    const auto asked = with(naming_question).type({"1", "2"}).dial_again();
    CHECK(asked.screen() == "Unfinished:\nTheft\n1 Continue\n2 Start new\n3 Delete it\n00 Start");

    auto continued = asked;
    continued.type({"1"});
    CHECK(continued.screen() == "You go on where you left.\nAsked?\n1 Yes\n0 Back 00 Start");
    CHECK(continued.session.fields.at("kind") == "theft");

    for (const auto* key : {"2", "3", "00"}) {
        auto left = asked;
        left.type({key});
        CHECK(left.session.node == "home");
        CHECK(left.session.fields.empty());
        CHECK(left.session.path.empty());
        CHECK(left.effects.size() == (std::string(key) == "3" ? 1 : 0));
        CHECK_FALSE(is_open(left));
    }
}

TEST_CASE("who was asked and hung up is asked again, and still goes on where the call broke off") {
    auto asked = with(naming_question).type({"1", "2"}).dial_again();

    auto again = asked;
    again.dial_again();

    CHECK(again.session == asked.session);
    CHECK(again.type({"1"}).session.node == "asked");
}

TEST_CASE("after a protected screen the call begins anew, wherever it broke off") {
    CHECK(with(naming_question).type({"2", "1"}).rule() == ResumeRule::restart);
    CHECK(with(naming_question).type({"2", "1", "1"}).rule() == ResumeRule::restart);
    // The way back may be forgotten, and what was answered there is still kept.
    auto forgotten = with(naming_question).type({"2", "1", "1"});
    forgotten.session.path.clear();
    CHECK(forgotten.rule() == ResumeRule::restart);
    // What other screens answer with too tells nothing.
    CHECK(with(naming_question).type({"1", "2", "1"}).rule() == ResumeRule::resume);
}

TEST_CASE("a protected screen may ask, when the question tells nothing") {
    const auto protected_asks =
        replaced(body, "class = \"protected\"\n", "class = \"protected\"\nresume = \"ask\"\n");

    auto walked = Walked(menu_of(text_with(silent_question, protected_asks))).type({"2", "1", "1"});
    CHECK(walked.rule() == ResumeRule::ask);
    CHECK(walked.dial_again().screen().find("Abuse") == std::string::npos);
    CHECK(walked.type({"1"}).screen() == "You go on where you left.\nAbuse\n1 SEND\n0 Back 00 Start");

    CHECK(problems_of(text_with(naming_question, protected_asks)) ==
          std::vector<std::string>{
              "screen \"unfinished\": whoever holds the phone would read what was told on the protected "
              "\"secret\"; write it without any {...}, or let that screen begin anew: resume = \"restart\""});
}

TEST_CASE("what is secret by its kind is never gone on with unasked, and asked for in silence only") {
    CHECK(with(naming_question).type({"1", "1"}).rule(true) == ResumeRule::restart);
    CHECK(with(silent_question).type({"1", "1"}).rule(true) == ResumeRule::ask);
    CHECK(with(silent_question).type({"1", "1", "2"}).rule(true) == ResumeRule::restart);
    auto without = Walked(menu_of(head + replaced(body, "resume = \"ask\"\n", "")));
    CHECK(without.type({"1", "1"}).rule(true) == ResumeRule::restart);
    CHECK(without.rule() == ResumeRule::resume);
}

TEST_CASE("rules that nobody could follow are refused") {
    struct Row {
        std::string text;
        std::string problem;
    };
    const Row rows[] = {
        {head + body,
         "screen \"asked\": no screen asks whoever dials again; write unfinished = \"...\" at the top of the "
         "file, or another rule than resume = \"ask\""},
        {text_with(""),
         "unfinished is screen \"unfinished\", which does not exist; write a "
         "[screen.unfinished], or another name"},
        {text_with(replaced(naming_question, "back = false\n", "")),
         "screen \"unfinished\": 0 would go on with the unfinished report; write back = false"},
        {text_with(replaced(naming_question, "@continue", "@start")),
         "screen \"unfinished\": nobody can go on here with an unfinished report; give an option to = "
         "\"@continue\""},
        {text_with(naming_question, replaced(body, "to = \"@submit\"", "to = \"@forget\"")),
         "screen \"review\": @forget answers only the question after a break; write unfinished = \"review\" "
         "at "
         "the top of the file, or lead elsewhere"},
        {text_with(naming_question,
                   replaced(body, "class = \"protected\"\n", "class = \"protected\"\nresume = \"resume\"\n")),
         "screen \"secret\": a protected screen is shown to nobody unasked who dials again; write resume = "
         "\"ask\", or leave it out: the call begins anew"},
    };
    for (const auto& row : rows) {
        const auto problems = problems_of(row.text);
        CAPTURE(row.problem);
        REQUIRE(!problems.empty());
        CHECK(problems.front() == row.problem);
    }
}

TEST_CASE("a rule that says the usual is no other version, and the question is one") {
    const auto usual = menu_of(text_with(naming_question));

    CHECK(menu_of(text_with(naming_question, replaced(body, "class = \"protected\"\n",
                                                      "class = \"protected\"\nresume = \"restart\"\n")))
              .hash == usual.hash);
    CHECK(menu_of(text_with(silent_question)).hash != usual.hash);
    CHECK(menu_of(text_with(naming_question, replaced(body, "where you left", "here"))).hash != usual.hash);
}

TEST_CASE("a word for which there is no room is left out, and the screen stands as it stood") {
    auto walked = with(naming_question).type({"1", "1"});
    const auto places = small_places();
    walked.dial_again();

    const auto narrow = show({walked.menu, places, 45}, walked.session, {}).text;

    CHECK(narrow == "When?\n1 Now\n2 Before\n0 Back 00 Start");
}

TEST_CASE("a test of a menu may begin where an earlier call broke off") {
    const std::string tests = R"(
[[test]]
name = "goes on"
begun = ["1", "2"]
keys = ["1", "1", "1"]
shows = { 0 = "Theft" }
makes = { kind = "theft" }

[[test]]
name = "nothing begun"
begun = ["1"]
keys = ["1"]
ends = "near"
)";

    const auto menu = menu_of(text_with(naming_question) + tests);
    const auto places = small_places();

    CHECK(run_trial({menu, places, 160}, menu.trials.at(0)).failures.empty());
    CHECK(run_trial({menu, places, 160}, menu.trials.at(1)).failures ==
          std::vector<std::string>{"the call that broke off left nothing unfinished"});
}
