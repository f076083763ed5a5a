// The menu behind a responder's PIN: what must be true of its file, and how it is walked.
#include <doctest/doctest.h>

#include "menus/check.hpp"
#include "menus/parse.hpp"
#include "menus/rows.hpp"
#include "menus/step.hpp"
#include "tests/menus/kenya.hpp"

using namespace kengele::menus;

namespace {

std::string with(std::string_view from, std::string_view to) {
    auto text = kengele::tests::kenya_responders_text();
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

// What is said of the file with this change: the first mistake, without its place.
std::string mistake(std::string_view from, std::string_view to) {
    const auto parsed = parse(with(from, to), "r.toml");
    if (parsed.problems.empty()) return {};
    const auto& problem = parsed.problems.front();
    return problem.what + "; " + problem.mend;
}

struct Walk {
    void type(const std::string& typed, const std::optional<CodeCheck>& check = {}) {
        auto turn = step({menu, places, 156, circumstances}, session, {typed, check});
        session = std::move(turn.session);
        effects = std::move(turn.effects);
        if (const auto wanted = rows_wanted(menu, session))
            session = with_rows(session, sample_rows(menu, wanted->list, 2));
    }
    void pass() { type("4711", CodeCheck{true, "r7", false}); }
    std::string screen() { return show({menu, places, 156, circumstances}, session, menu.samples).text; }

    Menu menu = kengele::tests::kenya_responders();
    Places places = kengele::tests::small_places();
    Circumstances circumstances{CallerKind::responder, ChannelKind::ussd, AlertKind::open};
    Session session = begin(menu, 0);
    std::vector<Effect> effects;
};

}  // namespace

TEST_CASE("the starter pack's menu for responders has no mistake, in either language") {
    const auto menu = kengele::tests::kenya_responders();

    for (const auto& problem : check(menu, kengele::tests::small_places(), {{"ussd", 156}}, "r.toml"))
        FAIL_CHECK(to_string(problem));

    CHECK(menu.audience == Audience::responders);
    CHECK(kengele::tests::kenya_menu().audience == Audience::residents);
}

TEST_CASE("a menu that would open without a PIN, or answer no alert, is refused") {
    CHECK(
        mistake("start     = \"pin\"", "start     = \"home\"") ==
        "screen \"pin\": a PIN is asked for on the first screen of the responders' menu only; write start = "
        "\"pin\" at the top of the file");
    CHECK(mistake("for       = \"responders\"", "for       = \"residents\"") ==
          "screen \"pin\": a PIN is asked for on the first screen of the responders' menu only; write for = "
          "\"responders\" at the top of the file, or another type");
    CHECK(mistake("to    = \"repeat\"", "to    = \"home\"") ==
          "screen \"choose\": a PIN typed once may be mistyped; let to = name a screen of type = "
          "\"pin_again\"");
    CHECK(mistake("store = \"chosen\"", "store = \"which\"") ==
          "screen \"alert\": @accept does not know which alert; write a screen of type = \"lookup\" with "
          "from = "
          "\"alerts\" and store = \"chosen\"");
    CHECK(mistake("to = \"@accept\",     then = \"saved\"", "to = \"@accept\"") ==
          "screen \"alert\": @accept does not say what follows; write then = \"...\" beside it");
    CHECK(mistake("to = \"@residents\"", "to = \"@submit\"")
              .starts_with("screen \"home\": action \"@submit\""));
}

TEST_CASE("behind the PIN nothing leads back to it, and 00 leads to the first screen behind it") {
    Walk walk;
    walk.pass();
    CHECK(walk.session.node == "home");
    CHECK(walk.session.path.empty());
    walk.type("1");
    walk.type("1");
    CHECK(walk.session.fields.at(chosen_alert_field) == "1");

    walk.type("00");

    CHECK(walk.session.node == "home");
    CHECK(walk.session.subject == "r7");
    CHECK(walk.session.fields.empty());
    walk.type("0");
    CHECK(walk.session.node == "home");
}

TEST_CASE("an answer says whose and which alert is meant, and with what reason") {
    Walk walk;
    walk.pass();
    for (const char* key : {"1", "2", "5", "1"})
        walk.type(key);

    REQUIRE(walk.effects.size() == 1);
    CHECK(std::get<AnswerAlert>(walk.effects.front()) == AnswerAlert{"r7", "2", "cannot", "vehicle"});
    CHECK(walk.session.node == "saved");
}

TEST_CASE("no PIN, no effect: an answer in a session that gave none begins again") {
    Walk walk;
    walk.session.node = "alert";
    walk.session.fields[chosen_alert_field] = "1";

    walk.type("1");

    CHECK(walk.effects.empty());
    CHECK(walk.session.node == "pin");
}

TEST_CASE("a chosen PIN is asked for twice, and its token goes to the gateway alone") {
    Walk walk;
    walk.type("48210736", CodeCheck{false, "invited", true});
    CHECK(walk.session.node == "choose");
    walk.type("1234", CodeCheck{});
    CHECK(walk.screen().starts_with("Not that one"));
    walk.type("4711", CodeCheck{true, "typed", false});
    CHECK(walk.session.claim == "typed");
    walk.type("4711", CodeCheck{true, "r7", false});

    REQUIRE(walk.effects.size() == 1);
    CHECK(std::get<ChoosePin>(walk.effects.front()).claim == "typed");
    CHECK(walk.session.claim.empty());
    CHECK(walk.session.subject == "r7");
}

TEST_CASE("0 where the PIN is asked for goes to the other menu, and is no PIN") {
    Walk walk;

    CHECK_FALSE(code_to_check(walk.menu, walk.session, "0"));
    CHECK(code_to_check(walk.menu, walk.session, "4711") == "4711");
    walk.type("0");

    REQUIRE(walk.effects.size() == 1);
    CHECK(std::get<ChangeMenu>(walk.effects.front()).to == Audience::residents);
}
