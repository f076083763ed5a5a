#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>

#include "menus/canonical.hpp"
#include "menus/check.hpp"
#include "menus/diff.hpp"
#include "menus/graph.hpp"
#include "menus/parse.hpp"
#include "menus/situations.hpp"
#include "menus/step.hpp"
#include "menus/trial.hpp"
#include "menus/walk_cost.hpp"
#include "tests/menus/kenya.hpp"
#include "tests/menus/mistakes.hpp"

using namespace kengele::menus;
using namespace kengele::tests;

namespace {

std::string sound_text() {
    return kengele::tests::menu_text("conditions.toml");
}

// A caller in front of conditions.toml.
class Phone {
public:
    explicit Phone(Circumstances circumstances = {})
        : stage_{menu_, places_, 160, circumstances}, session_(begin(menu_, 0)) {}

    Phone& type(std::initializer_list<const char*> answers) {
        for (const auto* answer : answers)
            session_ = step(stage_, session_, {answer, std::nullopt, {}}).session;
        return *this;
    }

    std::string text() const { return show(stage_, session_, {}).text; }

    const Menu menu_ = menu_of(sound_text());
    const Places places_ = small_places();
    Stage stage_;
    Session session_;
};

constexpr Circumstances responder{CallerKind::responder, ChannelKind::ussd};
constexpr Circumstances texting{CallerKind::resident, ChannelKind::sms};

const Mistake mistakes[] = {
    {"when = \"caller = responder\"",
     "when = 5",
     {"conditions.toml:30: screen \"home\": when: a condition is no words in quotes; write when = \"kind = "
      "CRM1\", "
      "\"kind in CRM1 CRM2\", or with != < <= > >="}},
    {"when = \"caller = responder\"",
     "when = \"caller is responder\"",
     {"conditions.toml:30: screen \"home\": when: \"caller is responder\" compares \"caller\" with nothing; "
      "write "
      "when = \"kind = CRM1\", \"kind in CRM1 CRM2\", or with != < <= > >="}},
    {"when = \"caller = responder\"",
     "when = \"caller == responder\"",
     {"conditions.toml:30: screen \"home\": when: \"caller\" is compared with no value; write when = \"kind "
      "= "
      "CRM1\", \"kind in CRM1 CRM2\", or with != < <= > >="}},
    {"when = \"caller = responder\"",
     "when = \"caller = officer\"",
     {"conditions.toml:30: screen \"home\": caller is never \"officer\"; known are resident, responder"}},
    {"when = \"caller = responder\"",
     "when = \"caler = responder\"",
     {"conditions.toml:30: screen \"home\": no screen stores \"caler\"; did you mean \"caller\"?"}},
    {"when = \"kind != raid\"",
     "when = \"kind != raids\"",
     {"conditions.toml:65: screen \"advice\": \"kind\" is never \"raids\"; did you mean \"raid\"?"}},
    {"when = \"kind != raid\"",
     "when = \"kind > 5\"",
     {"conditions.toml:65: screen \"advice\": \"kind\" is never a whole number; known are alerts, found, "
      "lost, "
      "raid"}},
    {"\"herd > 300\"",
     "\"herd > many\"",
     {"conditions.toml:56: screen \"signs\": when: \"many\" is no whole number, and > compares whole "
      "numbers; "
      "write \"herd = many\", or a number"}},
    {"\"herd > 300\"",
     "\"herd = 501\"",
     {"conditions.toml:56: screen \"signs\": \"herd\" is never \"501\"; it is a number from 1 to 500"}},
    {"{ any = [\"kind = raid\", \"kind = lost\"] }",
     "{ any = [\"kind = raid\"], all = [\"kind = lost\"] }",
     {"conditions.toml:66: screen \"advice\": when: a condition says neither all nor any, or both; write one "
      "of "
      "them"}},
    {"{ any = [\"kind = raid\", \"kind = lost\"] }",
     "{ some = [\"kind = raid\", \"kind = lost\"] }",
     {"conditions.toml:66: screen \"advice\": when: a condition says neither all nor any, or both; write one "
      "of "
      "them",
      "conditions.toml:66: screen \"advice\": when: key \"some\" is not known; known are all, any"}},
    {"{ any = [\"kind = raid\", \"kind = lost\"] }",
     "{ any = [] }",
     {"conditions.toml:66: screen \"advice\": when: a condition has no list of comparisons; write { all = "
      "[\"urgency = life\", \"kind in CRM1 CRM2\"] }, at most 16"}},
    // With "found" nothing would be shown.
    {"when = \"kind != raid\"",
     "when = \"kind = lost\"",
     {"conditions.toml:60: screen \"advice\": no option may be shown, when kind is \"found\"; let one option "
      "be "
      "without when, or add one for it"}},
    // Nobody comes to advice with alerts.
    {"when = \"kind != raid\"",
     "when = \"kind = alerts\"",
     {"conditions.toml:60: screen \"advice\": no option may be shown, when kind is \"found\"; let one option "
      "be "
      "without when, or add one for it",
      "conditions.toml:65: screen \"advice\": option 1 is never shown: here it never is that kind = alerts; "
      "mend "
      "its when, or leave the option out"}},
    {"when = \"herd < 5\"",
     "when = \"herd >= 600\"",
     {"conditions.toml:41: screen \"herd\": the way to \"review\" is never taken: herd >= 600; mend its "
      "when, write "
      "it further up, or leave it out"}},
    {"{ when = \"herd < 5\", to = \"review\" }",
     "{ to = \"review\" }",
     {"conditions.toml:41: screen \"herd\": when is missing; say when it is taken; what is always true is "
      "the "
      "screen's to"}},
    {"{ when = \"herd < 5\", to = \"review\" }",
     "{ when = \"herd < 5\", to = \"reviw\" }",
     {"conditions.toml:41: screen \"herd\": leads to \"reviw\", which does not exist; did you mean "
      "\"review\"?"}},
    {"value = \"men\", en",
     "value = \"men\", when = \"channel = sms\", en",
     {"conditions.toml:57: screen \"signs\": a list cannot ask who calls or how; compare fields only, or "
      "lead to "
      "the list by a menu's option"}},
    {"store = \"sign\"",
     "store = \"channel\"",
     {"conditions.toml:47: screen \"signs\": \"channel\" is what the gateway says about the call; give the "
      "field "
      "another name",
      "conditions.toml:69: screen \"review\": nobody fills {sign}; give its longest value under [sample], "
      "sign = "
      "\"...\"",
      "conditions.toml:69: screen \"review\": nobody fills {sign}; give its longest value under [sample], "
      "sign = "
      "\"...\""}},
};

}  // namespace

TEST_CASE("every mistake in a condition is told with its line and how to mend it") {
    check_mistakes(sound_text(), "conditions.toml", mistakes);
}

TEST_CASE("an option whose condition is not true is not shown, and other keys stay") {
    const Phone resident;
    const Phone officer(responder);

    CHECK(resident.text() == "HOME\n1 Raid\n2 Found\n4 Lost");
    CHECK(officer.text() == "HOME\n1 Raid\n2 Found\n3 My alerts\n4 Lost");
}

TEST_CASE("the key of an option that is not shown is a wrong key") {
    Phone resident;
    Phone officer(responder);

    resident.type({"3"});
    officer.type({"3"});

    CHECK(resident.text() == "Wrong key.\nHOME\n1 Raid\n2 Found\n4 Lost");
    CHECK(resident.session_.fields.empty());
    CHECK(officer.session_.node == "leave");
}

TEST_CASE("what was answered decides what is shown") {
    Phone raid;
    Phone found;
    Phone lost;

    raid.type({"1", "50"});
    found.type({"2", "50"});
    lost.type({"4", "50"});

    CHECK(raid.text() == "Keep the herd together.\n2 Signs\n0 Back 00 Start");
    CHECK(found.text() == "Keep the herd together.\n1 Read\n0 Back 00 Start");
    CHECK(lost.text() == "Keep the herd together.\n1 Read\n2 Signs\n0 Back 00 Start");
}

TEST_CASE("the first way that is true is taken, with the answer just given") {
    struct Row {
        const char* kind;
        const char* herd;
        const char* node;
    };
    const Row rows[] = {{"1", "100", "signs"}, {"1", "99", "advice"}, {"2", "100", "advice"},
                        {"1", "4", "review"},  {"2", "4", "review"},  {"1", "5", "advice"},
                        {"1", "500", "signs"}};

    for (const auto& row : rows) {
        Phone phone;
        phone.type({row.kind, row.herd});
        CAPTURE(row.herd);
        CHECK(phone.session_.node == row.node);
    }
}

TEST_CASE("a list counts only what it shows") {
    Phone small;
    Phone large;

    small.type({"1", "100"});
    large.type({"1", "301"});

    CHECK(small.text() == "What did you see?\n1 Guns\n2 Tracks\n3 Men\n0 Back 00 Start");
    CHECK(large.text() == "What did you see?\n1 Guns\n2 Tracks\n3 Trucks\n4 Men\n0 Back 00 Start");
    small.type({"3"});
    large.type({"3"});
    CHECK(small.session_.fields.at("sign") == "men");
    CHECK(large.session_.fields.at("sign") == "trucks");
}

TEST_CASE("the channel is known to conditions") {
    Phone dialled;
    Phone texted(texting);

    dialled.type({"1", "3"});
    texted.type({"1", "3"});

    CHECK(dialled.text() == "Raid\n1 SEND\n2 LEAVE\n0 Back 00 Start");
    CHECK(texted.text() == "Raid\n1 SEND\n0 Back 00 Start");
}

TEST_CASE("no walk meets a menu without options, whoever calls") {
    for (const auto& circumstances : {Circumstances{}, responder, texting}) {
        const Menu menu = menu_of(sound_text());
        const Places places = small_places();
        const Stage stage{menu, places, 160, circumstances};
        const Situations situations(menu);
        std::vector<Session> open{begin(menu, 0)};
        for (int walked = 0; walked < 5000 && !open.empty(); ++walked) {
            const auto session = open.back();
            open.pop_back();
            if (session.ended || session.path.size() > 6) continue;
            const auto& node = menu.node(session.node);
            if (node.kind == NodeKind::menu) {
                CHECK(std::ranges::any_of(node.options, [&](const Option& option) {
                    return holds(option.when, session.fields, circumstances);
                }));
                // What is shown was thought of.
                std::vector<bool> shown;
                for (const auto& option : node.options)
                    shown.push_back(holds(option.when, session.fields, circumstances));
                const auto known = situations.on(node).value();
                CHECK(std::ranges::find(known, shown, &Situation::options) != known.end());
            }
            for (const auto* typed : {"1", "2", "3", "4", "0", "99", "100", "301"}) {
                auto next = step(stage, session, {typed, std::nullopt, {}}).session;
                if (next.hint == Session::Hint::none) open.push_back(std::move(next));
            }
        }
    }
}

TEST_CASE("conditions are part of what a version is named for") {
    const auto menu = menu_of(sound_text());
    const auto other = menu_of(replaced(sound_text(), "herd > 300", "herd > 200"));

    CHECK(menu.hash != other.hash);
    CHECK(canonical_json(menu).find("\"when\":{\"any\":[\"herd > 300\",\"kind in found lost\"]}") !=
          std::string::npos);
    CHECK(canonical_json(menu).find("\"next\":[{\"to\":\"signs\",\"when\":{\"all\":[\"herd >= 100\",\"kind = "
                                    "raid\"]}},") != std::string::npos);
}

TEST_CASE("a condition that changed is told as callers notice it") {
    const auto before = menu_of(sound_text());
    auto text = replaced(sound_text(), "when = \"channel = ussd\", ", "");
    text = replaced(text, "when = \"kind = raid\", en = \"Guns\"", "when = \"kind != found\", en = \"Guns\"");
    text = replaced(text, "herd < 5", "herd < 3");

    CHECK(differences(before, menu_of(text)) ==
          Messages{
              "Screen \"herd\": before that it leads \"to signs when herd >= 100 and kind = raid, to review "
              "when herd < 3\" instead of \"to signs when herd >= 100 and kind = raid, to review when herd < "
              "5\".",
              "Screen \"signs\": \"Guns\" is shown only when kind != found instead of only when kind = raid.",
              "Screen \"review\": key 2 is always shown instead of only when channel = ussd."});
}

TEST_CASE("a picture says when an option is shown and a way is taken") {
    const auto dot = graph(menu_of(sound_text()), 0);

    CHECK(dot.find("3 My alerts (when caller = responder)") != std::string::npos);
    CHECK(dot.find("when herd &gt;= 100 and kind = raid") != std::string::npos);
    CHECK(dot.find("\"herd\":\"next2\":e -> \"review\":w") != std::string::npos);
}

TEST_CASE("the shortest report takes only ways that are open to it") {
    const auto costs = report_costs(menu_of(sound_text()), small_places(), 160);
    const auto longer =
        report_costs(menu_of(replaced(sound_text(), "herd < 5\"", "herd > 499\"")), small_places(), 160);

    REQUIRE(costs.alarm);
    CHECK(costs.alarm->way == "home 1 > herd > review 1");
    REQUIRE(longer.alarm);
    CHECK(longer.alarm->way == "home 2 > herd > advice 1 > review 1");
}

TEST_CASE("danger now is shown to everybody") {
    const auto text = replaced(replaced(sound_text(), "danger    = \"herd\"", "danger    = \"leave\""),
                               "value = \"alerts\", to = \"leave\"", "value = \"alerts\", to = \"leave\"");

    Messages messages;
    for (const auto& problem : check(menu_of(text), small_places(), Budgets{{"at", 160}}, "conditions.toml"))
        if (problem.severity == Severity::error) messages.push_back(to_string(problem));

    CHECK(messages == Messages{"conditions.toml:30: screen \"home\": danger now is shown only when caller = "
                               "responder; leave when out: whoever is in danger must always find it"});
}

TEST_CASE("a test says who calls and how") {
    const auto menu =
        menu_of(sound_text() +
                "[[test]]\nname = \"an officer\"\ncaller = \"responder\"\nkeys = [\"3\"]\nends = "
                "\"leave\"\n"
                "[[test]]\nname = \"a text\"\nchannel = \"sms\"\nkeys = [\"1\", \"3\", \"2\"]\nends "
                "= \"review\"\n");
    const auto places = small_places();

    for (const auto& trial : menu.trials)
        CHECK(run_trial({menu, places, 160}, trial).failures == Messages{});
    CHECK(messages_of(
              sound_text() + "[[test]]\nname = \"x\"\ncaller = \"officer\"\nkeys = []\nends = \"home\"\n",
              "conditions.toml") ==
          Messages{
              "conditions.toml:88: test \"x\": caller is never \"officer\"; known are resident, responder"});
}
