#include "menus/step.hpp"

#include <doctest/doctest.h>

#include <iterator>
#include <random>

#include "menus/gsm7.hpp"
#include "tests/menus/kenya.hpp"

using namespace kengele::menus;

namespace {

// A caller in front of the small menu.
class Phone {
public:
    explicit Phone(int septets = 160) : stage_{menu_, places_, septets}, session_(begin(menu_, 0)) {}

    Phone& type(std::initializer_list<const char*> answers) {
        for (const auto* answer : answers) {
            give({answer, std::nullopt});
        }
        return *this;
    }

    void give(const Input& input) {
        auto turn = step(stage_, session_, input);
        session_ = std::move(turn.session);
        effects_ = std::move(turn.effects);
    }

    std::string text() const { return screen().text; }
    Screen screen() const { return show(stage_, session_, facts_); }

    const Menu menu_ = kengele::tests::small_menu();
    const Places places_ = kengele::tests::small_places();
    Facts facts_{{"case", Text{{"4829137", "4829137"}}},
                 {"follow_up", Text{{"482 107 369", "482 107 369"}}},
                 {"status", Text{{"Accepted", "Imekubaliwa"}}}};
    Stage stage_;
    Session session_;
    std::vector<Effect> effects_;
};

}  // namespace

TEST_CASE("a menu screen shows its options with their keys") {
    const Phone phone;

    CHECK(phone.screen() == Screen{"SMALL\n1 Report\n2 Follow up\n7 Kiswahili\n8 Leave\n9 DANGER", true});
}

TEST_CASE("a report is made from the answers and filed once") {
    Phone phone;

    phone.type({"1", "2", "kitisuru", "1", " {shule} ya ‘St’ ", "1"});

    CHECK(phone.effects_ == std::vector<Effect>{RaiseIncident{
                                {{"kind", "theft"}, {"landmark", "(shule) ya"}, {"place", "1366"}}}});
    CHECK(phone.text() == "Case 4829137. Code 482 107 369.\n1 Show again");
    CHECK(phone.screen().waits);
    for (const auto* answer : {"1", "00", "0", "98", "5", "5", "5", "1"}) {
        CAPTURE(answer);
        phone.type({answer});
        CHECK(phone.effects_.empty());
        CHECK(phone.text() == "Case 4829137. Code 482 107 369.\n1 Show again");
    }
}

TEST_CASE("a session past submit never raises again, wherever it is put") {
    Phone phone;
    phone.session_.filed = true;
    phone.session_.node = "review";

    phone.type({"1"});

    CHECK(phone.effects_.empty());
    CHECK(phone.session_.node == "filed");
    phone.session_.node = "status";
    phone.type({"00"});
    CHECK(phone.session_.node == "filed");
}

TEST_CASE("an option's assignments are stored beside its value, and a skipped text is empty") {
    Phone phone;

    phone.type({"9", "1366", "1"});

    CHECK(phone.session_.fields ==
          std::map<std::string, std::string>{{"kind", "fire"}, {"place", "1366"}, {"urgency", "life"}});
    CHECK(phone.text() == "Fire\nKitisuru, Westlands\n1 SEND\n0 Back 00 Start");
    phone.type({"0", "Jengo A", "1"});
    CHECK(std::get<RaiseIncident>(phone.effects_.at(0)).fields.at("landmark") == "Jengo A");
}

TEST_CASE("skipping forgets what was typed before") {
    Phone phone;

    phone.type({"9", "1366", "Jengo", "0", "1"});

    CHECK(phone.session_.fields.count("landmark") == 0);
}

TEST_CASE("typed text is trimmed, made plain and kept within its septets") {
    struct Row {
        std::string typed;
        std::string kept;
    };
    const Row rows[] = {
        {"  Soko  ", "Soko"},
        {"0123456789abc", "0123456789"},
        {"123456789 0", "123456789"},
        {"[[[[[[[", "[[[[["},
        {"{a}", "(a)"},
        {"ng’ombe", "ng'ombe"},
        {"éééééééééééé", "éééééééééé"},
        {"mũthambĩ", "muthambi"},
        {"a\nb\tc", "a b c"},
        {"98", "98"},
        {"#", "#"},
        {"n", "n"},
        {std::string(5000, 'x'), "xxxxxxxxxx"},
    };

    for (const auto& row : rows) {
        CAPTURE(row.typed);
        Phone phone;
        phone.type({"9", "1366", row.typed.c_str()});
        CHECK(phone.session_.fields["landmark"] == row.kept);
    }
}

TEST_CASE("a filling shows what the option that stored it is called, in the language of now") {
    Phone phone;

    phone.type({"7", "1", "2", "0715", "1"});

    CHECK(phone.text() == "Wizi\nTownship, Kitui Central\n1 TUMA\n0 Rudi 00 Mwanzo");
}

TEST_CASE("the language key turns to the next language, stays and tells the gateway") {
    Phone phone;

    phone.type({"7"});

    CHECK(phone.effects_ == std::vector<Effect>{SetLanguage{1}});
    CHECK(phone.text().starts_with("NDOGO\n1 Ripoti"));
    phone.type({"7"});
    CHECK(phone.effects_ == std::vector<Effect>{SetLanguage{0}});
    CHECK(phone.text().starts_with("SMALL"));
}

TEST_CASE("zero goes back one screen and double zero to the start, where answers are forgotten") {
    Phone phone;

    phone.type({"1", "1", "0"});
    CHECK(phone.session_.node == "kind");
    CHECK(phone.text() == "What?\n1 Fire\n2 Theft\n0 Back");
    phone.type({"1", "1366", "00"});
    CHECK(phone.session_ == begin(phone.menu_, 0));
}

TEST_CASE("a wrong key repeats the screen under one line, and the third in a row ends the call") {
    Phone phone;

    phone.type({"3"});
    CHECK(phone.text() == "Wrong key.\nSMALL\n1 Report\n2 Follow up\n7 Kiswahili\n8 Leave\n9 DANGER");
    phone.type({"0"});
    CHECK(phone.session_.wrong_keys == 2);
    phone.type({""});
    CHECK(phone.session_.wrong_keys == 2);
    CHECK(phone.text().starts_with("SMALL"));
    phone.type({"01"});
    CHECK(phone.screen() == Screen{"Goodbye. Danger? Call 999.", false});
    phone.type({"1"});
    CHECK(phone.screen() == Screen{"Goodbye. Danger? Call 999.", false});
    CHECK(phone.effects_.empty());
}

TEST_CASE("a right key starts the count of wrong ones again") {
    Phone phone;

    phone.type({"3", "3", "1", "9", "9", "1"});

    CHECK(phone.session_.wrong_keys == 0);
    CHECK_FALSE(phone.session_.ended);
}

TEST_CASE("keys beside the digits are not keys") {
    for (const auto* typed : {"*", "1*", "1#", "-1", "1.", "+1", "١", "1 1"}) {
        CAPTURE(typed);
        Phone phone;
        phone.type({typed});
        CHECK(phone.session_.wrong_keys == 1);
    }
    Phone phone;
    phone.type({" 1 \n"});
    CHECK(phone.session_.node == "kind");
}

TEST_CASE("a right code leads on with its subject, a wrong one asks again and counts") {
    Phone phone;
    phone.type({"2"});
    CHECK(code_to_check(phone.menu_, phone.session_, " 482 107 369 ") == "482 107 369");

    phone.give({"111", CodeCheck{false, ""}});
    CHECK(phone.text() == "Wrong code.\nYour code?\n0 Back");
    phone.give({"482107369", CodeCheck{true, "case-1"}});
    CHECK(phone.text() == "Accepted\n1 Help came\n2 Nobody came\n0 Back 00 Start");
    phone.type({"2"});
    CHECK(phone.effects_ == std::vector<Effect>{DisputeHelp{"case-1"}});
    CHECK(phone.screen() == Screen{"Thank you.", false});
}

TEST_CASE("a doubted code is asked for more: the right answer leads on, and back leads to the code") {
    Phone phone;
    phone.type({"2"});

    phone.give({"482107369", CodeCheck{false, "case-1", true}});
    CHECK(phone.text() == "Which?\n1 Fire\n2 Theft\n0 Back 00 Start");
    CHECK(phone.session_.subject.empty());
    CHECK(proof_to_check(phone.menu_, phone.session_, " 2 ") == "CRM");
    phone.give({"2", CodeCheck{true, ""}});

    CHECK(phone.text() == "Accepted\n1 Help came\n2 Nobody came\n0 Back 00 Start");
    CHECK(phone.session_.subject == "case-1");
    CHECK(phone.session_.claim.empty());
    phone.type({"0"});
    CHECK(phone.text() == "Your code?\n0 Back");
}

TEST_CASE("a wrong proof is told as a wrong code, whether the code leads anywhere or not") {
    for (const std::string subject : {"case-1", ""}) {
        for (const auto& check : {std::optional<CodeCheck>{}, std::optional<CodeCheck>{CodeCheck{}}}) {
            Phone phone;
            phone.type({"2"});
            phone.give({"482107369", CodeCheck{false, subject, true}});

            phone.give({"1", check});

            CHECK(phone.text() == "Wrong code.\nYour code?\n0 Back");
            CHECK(phone.session_.subject.empty());
            CHECK(phone.session_.claim.empty());
            CHECK(phone.effects_.empty());
        }
    }
}

TEST_CASE("a claim is left with its screen, and only an option of that screen is a proof to check") {
    Phone phone;
    CHECK_FALSE(proof_to_check(phone.menu_, phone.session_, "1"));
    phone.type({"2"});
    CHECK_FALSE(proof_to_check(phone.menu_, phone.session_, "1"));
    phone.give({"482107369", CodeCheck{false, "case-1", true}});
    for (const auto* typed : {"0", "00", "98", "3", "", "EMG"}) {
        CAPTURE(typed);
        CHECK_FALSE(proof_to_check(phone.menu_, phone.session_, typed));
    }

    phone.type({"9"});
    CHECK(phone.text() == "Wrong key.\nWhich?\n1 Fire\n2 Theft\n0 Back 00 Start");
    phone.type({"00"});

    CHECK(phone.session_.node == "home");
    CHECK(phone.session_.claim.empty());
}

TEST_CASE("three wrong codes end the call, and a code nobody checked is wrong") {
    Phone phone;

    phone.type({"2", "111", "222", "333"});

    CHECK(phone.screen() == Screen{"Goodbye. Danger? Call 999.", false});
}

TEST_CASE("only an answer on a code screen is a code to check") {
    Phone phone;
    CHECK_FALSE(code_to_check(phone.menu_, phone.session_, "482107369"));

    phone.type({"2"});

    CHECK(code_to_check(phone.menu_, phone.session_, "482107369"));
    CHECK(code_to_check(phone.menu_, phone.session_, "1"));
    CHECK_FALSE(code_to_check(phone.menu_, phone.session_, " 0 "));
    CHECK_FALSE(code_to_check(phone.menu_, phone.session_, "00"));
    CHECK_FALSE(code_to_check(phone.menu_, phone.session_, "  "));
    phone.session_.ended = true;
    CHECK_FALSE(code_to_check(phone.menu_, phone.session_, "482107369"));
}

TEST_CASE("help that came is told with the case, and without a case the caller starts again") {
    Phone phone;
    phone.session_ = resume(phone.menu_, 1, "case-2");
    CHECK(phone.text() == "Kesi yako 4829137. Nambari mpya 482 107 369.\n1 Hali\n00 Mwanzo");

    phone.type({"1", "1"});

    CHECK(phone.effects_ == std::vector<Effect>{ConfirmHelp{"case-2"}});
    CHECK(phone.screen() == Screen{"Asante.", false});
    Phone other;
    other.session_.node = "status";
    other.type({"1"});
    CHECK(other.effects_.empty());
    CHECK(other.session_.node == "home");
}

TEST_CASE("a hint never hides what only this caller's screen says") {
    Phone phone(40);
    phone.session_ = resume(phone.menu_, 0, "case-2");
    const auto before = phone.text();

    phone.type({"7"});

    CHECK(phone.text() == before);
    CHECK(phone.session_.wrong_keys == 1);
}

TEST_CASE("the leave option ends the call under the last heading") {
    Phone phone;

    phone.type({"8"});

    CHECK(phone.screen() == Screen{"SMALL", false});
}

TEST_CASE("a place is typed, picked from results, or given by its four digits") {
    Phone phone;
    phone.type({"1", "1"});
    CHECK(phone.text() == "Where? Type it\n1 List\n0 Back 00 Start");

    phone.type({"kitsuru"});
    CHECK(phone.text() == "Which one?\n1 Kitisuru, Westlands\n0 Back 00 Start");
    phone.type({"2"});
    CHECK(phone.text() == "Wrong key.\nWhich one?\n1 Kitisuru, Westlands\n0 Back 00 Start");
    phone.type({"township"});
    CHECK(phone.text() == "Which one?\n1 Township, Kitui Central\n0 Back 00 Start");
    phone.type({"1"});
    CHECK(phone.session_.fields.at("place") == "715");
    phone.type({"0", "1368"});
    CHECK(phone.session_.fields.at("place") == "1368");
    CHECK(phone.session_.node == "landmark");
}

TEST_CASE("a place not found is asked for again and is no wrong key") {
    Phone phone;
    phone.type({"1", "1"});

    for (const auto* typed : {"xyzzy", "0001", "#", "!?", "xyzzy", "9999"}) {
        CAPTURE(typed);
        phone.type({typed});
        CHECK(phone.text() == "No such place.\nWhere? Type it\n1 List\n0 Back 00 Start");
        CHECK(phone.session_.wrong_keys == 0);
    }
}

TEST_CASE("results with a place that is gone are asked for again rather than their keys moved") {
    Phone phone;
    phone.type({"1", "2", "kitisuru"});
    REQUIRE(phone.session_.area.found.size() >= 1);
    phone.session_.area.found.insert(phone.session_.area.found.begin(), 9999);

    phone.type({"2"});

    CHECK(phone.session_.fields.count("place") == 0);
    CHECK(phone.text().find("Kitisuru") == std::string::npos);
}

TEST_CASE("a list goes down to a ward and up by zero") {
    Phone phone;
    phone.type({"1", "1", "1"});
    CHECK(phone.text() == "County?\n1 Kitui\n2 Nairobi City\n0 Back 00 Start");

    phone.type({"2"});
    CHECK(phone.text() == "Constituency?\n1 Westlands\n0 Back 00 Start");
    phone.type({"1"});
    CHECK(phone.text() == "Ward?\n1 Kitisuru\n2 Mountain View\n3 Nairobi Hill\n0 Back 00 Start");
    phone.type({"0", "0"});
    CHECK(phone.text() == "County?\n1 Kitui\n2 Nairobi City\n0 Back 00 Start");
    phone.type({"0"});
    CHECK(phone.text() == "Where? Type it\n1 List\n0 Back 00 Start");
    phone.type({"nairobi city", "1", "1", "3"});
    CHECK(phone.session_.fields.at("place") == "1369");
}

TEST_CASE("a long menu is paged, its keys stay and work from every page") {
    Phone phone(35);
    CHECK(phone.text() == "SMALL\n1 Report\n98 More");

    phone.type({"98"});
    CHECK(phone.text() == "SMALL\n2 Follow up\n98 More\n0 Back");
    phone.type({"n"});
    CHECK(phone.text() == "SMALL\n7 Kiswahili\n98 More\n0 Back");
    phone.type({"0"});
    CHECK(phone.text() == "SMALL\n2 Follow up\n98 More\n0 Back");
    phone.type({"m", "#"});
    CHECK(phone.text() == "SMALL\n8 Leave\n9 DANGER\n0 Back");
    phone.type({"98"});
    CHECK(phone.session_.wrong_keys == 1);
    phone.type({"1"});
    CHECK(phone.session_.node == "kind");
}

TEST_CASE("pages of a list count their keys from one, and lose no place") {
    Phone phone(45);
    phone.type({"1", "1", "1", "2", "1"});
    CHECK(phone.text() == "Ward?\n1 Kitisuru\n98 More\n0 Back 00 Start");

    phone.type({"98"});
    CHECK(phone.text() == "Ward?\n1 Mountain View\n98 More\n0 Back 00 Start");
    phone.type({"7"});
    CHECK(phone.text() == "Wrong key.\n1 Mountain View\n98 More\n0 Back 00 Start");
    phone.type({"98", "1"});
    CHECK(phone.session_.fields.at("place") == "1369");
}

TEST_CASE("a session of another menu, an unknown screen or language begins again") {
    Phone phone;
    const auto fresh = begin(phone.menu_, 0);

    auto other = phone.session_;
    other.menu_hash = "another";
    CHECK(step(phone.stage_, other, {"1", std::nullopt}).session == fresh);
    CHECK(show(phone.stage_, other, {}) == show(phone.stage_, fresh, {}));
    other = phone.session_;
    other.node = "gone";
    CHECK(step(phone.stage_, other, {"1", std::nullopt}).session == fresh);
    other = phone.session_;
    other.language = 9;
    CHECK(step(phone.stage_, other, {"1", std::nullopt}).session == fresh);
    other = phone.session_;
    other.path = {"gone"};
    CHECK(step(phone.stage_, other, {"0", std::nullopt}).session == fresh);
    CHECK(begin(phone.menu_, 9).language == 0);
}

TEST_CASE("any session and any answer give a screen that fits, in both languages") {
    const auto menu = kengele::tests::kenya_menu();
    const Stage stage{menu, kengele::tests::kenya_places(), 156};
    Facts facts;
    for (const auto& [name, text] : menu.samples) {
        facts[name] = text;
    }
    const char* answers[] = {"1",        "2",
                             "3",        "4",
                             "5",        "6",
                             "7",        "8",
                             "9",        "0",
                             "00",       "98",
                             "#",        "n",
                             "",         "1386",
                             "kitui",    "shinoyi",
                             "xyzzy",    "*",
                             "{code}",   "ababababababababababababababababababababababababab",
                             "\xFF\xC3", "€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€"};
    std::mt19937 random(20261101);

    for (int call = 0; call < 400; ++call) {
        Session session = begin(menu, static_cast<Language>(random() % 3));
        if (random() % 4 == 0) session = resume(menu, 1, "case-1");
        // Now and then a session nobody could have: stored bytes are not to be trusted.
        if (random() % 4 == 0) {
            session.node = menu.nodes[random() % menu.nodes.size()].id;
            session.page = static_cast<int>(random() % 40) - 20;
            session.area = {static_cast<AreaStep::Mode>(random() % 3),
                            random() % 2 == 0 ? std::vector<int>{1366, 9999} : std::vector<int>{1366},
                            static_cast<int>(random() % 2000) - 100};
            session.hint = static_cast<Session::Hint>(random() % 4);
            session.wrong_keys = static_cast<int>(random() % 5) - 1;
            session.filed = random() % 2 == 0;
            session.fields = {{"place", "9999999"}, {"kind", "NONE"}};
        }
        int raised = session.filed ? 1 : 0;
        for (int turns = 0; turns < 25; ++turns) {
            const std::string typed = answers[random() % std::size(answers)];
            const auto turn = step(stage, session, {typed, CodeCheck{random() % 2 == 0, "case-1"}});
            for (const auto& effect : turn.effects) {
                raised += std::holds_alternative<RaiseIncident>(effect) ? 1 : 0;
            }
            session = turn.session;
            const auto screen = show(stage, session, facts);
            CAPTURE(session.node);
            CAPTURE(screen.text);
            CHECK(septets(screen.text).value_or(999) <= 156);
            CHECK_FALSE(screen.text.empty());
            const bool is_last = menu.node(session.node).kind == NodeKind::end;
            CHECK(screen.waits == (!session.ended && !is_last));
            CHECK(decode(encode(session)) == session);
        }
        CHECK(raised <= 1);
    }
}
