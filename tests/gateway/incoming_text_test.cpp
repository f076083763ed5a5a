#include "gateway/incoming_text.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>

#include "gateway/codes.hpp"
#include "gateway/reporters/caller_texts.hpp"
#include "gateway/ussd/conversation.hpp"
#include "gateway/ussd/salvage.hpp"
#include "gateway/ussd/screen_counts.hpp"
#include "gateway/ussd/take_turn.hpp"
#include "menus/gsm7.hpp"
#include "menus/parse.hpp"
#include "tests/gateway/desk_for_tests.hpp"

using namespace kengele;
using namespace std::chrono_literals;
using storage::SmsTemplate;
using testing::Desk;

namespace {

const std::string caller = "+254711000111";
const std::string asha = "+254700000011";  // of the police station

constexpr std::string_view sms_table = R"(
[sms]
begin = ["kengele", "ripoti"]
danger = ["sos"]
dial_instead = { en = "For this, dial {code}.", sw = "Kwa hili, piga {code}." }

[screen.care]
class = "protected"
en = "Keep your clothes."
sw = "Tunza nguo."
option = [{ to = "where", en = "Go on", sw = "Endelea" }]
)";

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
}

// The small menu with kinds that the town knows, one of them protected, and words to begin it by SMS.
std::shared_ptr<const menus::Menu> texting_menu(const std::string& title = "SMALL") {
    std::ifstream file(KENGELE_SOURCE_DIR "/tests/menus/small.toml");
    std::string text{std::istreambuf_iterator<char>(file), {}};
    replace_all(text, "\"fire\"", "\"EMG1\"");
    replace_all(text, "\"theft\"", "\"CRM1\"");
    replace_all(text, "SMALL", title);
    replace_all(
        text, "sw = \"Wizi\" },\n]\n\n[screen.where]",
        "sw = \"Wizi\" },\n  { value = \"ABU1\", to = \"care\", en = \"Rape\", sw = \"Ubakaji\" },\n  { "
        "value = \"NOB1\", to = \"where\", en = \"Other\", sw = \"Mengine\" },\n]\n\n[screen.where]");
    text += sms_table;
    auto parsed = menus::parse(text, "small.toml");
    for (const auto& problem : parsed.problems)
        MESSAGE(to_string(problem));
    REQUIRE(parsed.menu.has_value());
    return std::make_shared<const menus::Menu>(std::move(*parsed.menu));
}

struct Town {
    Town() { turn_day(); }

    // What lies on the sender's phone afterwards: the one new text; "" for silence, "?" for several.
    std::string text(const std::string& words, const std::string& from = caller) {
        return text_as(words, "id-" + std::to_string(++texts), from);
    }

    std::string text_as(const std::string& words, const std::string& id, const std::string& from = caller,
                        std::optional<storage::Millis> age = {}) {
        const auto before = screens().size();
        desk.run([&](storage::Transaction& tx) {
            aggregators::InboundSms sms{id, *storage::PhoneNumber::parse(from), storage::PrivateText{words},
                                        ""};
            if (age) sms.sent = tx.wall() - *age;
            gateway::take_text(tx, exchange, desk.rules(), sms).value();
        });
        const auto after = screens();
        if (after.size() > before + 1) return "?";
        if (after.size() == before) return {};
        CHECK(after.back().to.reveal() == from);
        CHECK(menus::septets(after.back().text.reveal()).value_or(1000) <= 160);
        return after.back().text.reveal();
    }

    std::string play(std::initializer_list<const char*> words, const std::string& from = caller) {
        std::string last;
        for (const char* word : words)
            last = text(word, from);
        return last;
    }

    std::vector<storage::OutboundSms> rows() {
        return desk.run([&](storage::Transaction& tx) {
            auto due = tx.due_sms(desk.now(), 1000);
            std::erase_if(due, [](const auto& row) { return row.what != SmsTemplate::screen; });
            std::ranges::sort(due, {}, &storage::OutboundSms::id);
            return due;
        });
    }

    std::vector<reporters::TextToCaller> screens() {
        std::vector<reporters::TextToCaller> texts_sent;
        const auto queued = rows();
        desk.run([&](storage::Transaction& tx) {
            for (const auto& row : queued)
                texts_sent.push_back(*reporters::open_caller_text(days, tx.caller_text(row.id).value()));
        });
        return texts_sent;
    }

    // A provider that takes every text at once.
    void deliver() { desk.deliver_all(); }

    void pass(storage::Millis time) {
        deliver();
        desk.pass(time);
    }

    void turn_day() {
        const auto today = desk.run([](storage::Transaction& tx) { return storage::day_of(tx.wall()); });
        days.turn_to(today).value();
    }

    std::string dial(const std::string& session, const std::string& transcript) {
        return desk
            .run([&](storage::Transaction& tx) {
                return ussd::take_turn(tx, exchange,
                                       {session, *storage::PhoneNumber::parse(caller), "*384*911#", "63902",
                                        storage::PrivateText{transcript}});
            })
            .screen.text;
    }

    // Raises what broke off and is due.
    int salvage() {
        return desk.run([&](storage::Transaction& tx) {
            int raised = 0;
            const ussd::Office office{desk.ring, days, desk.rules(), exchange.menus};
            for (const auto& waiting : tx.due_salvages(tx.now(), 100))
                raised += ussd::salvage(tx, office, waiting) ? 1 : 0;
            return raised;
        });
    }

    std::vector<storage::IncidentView> incidents() {
        return desk.store().reader()->incidents(storage::Viewer::at_the_machine(), {}).value();
    }

    void publish(std::shared_ptr<const menus::Menu> version) {
        versions.insert(versions.begin(), version);
        exchange.menus = std::make_shared<const ussd::MenuVersions>(versions);
        exchange.menu = std::move(version);
    }

    Desk desk;
    testing::MemoryKeyFiles files;
    reporters::DayKeys days{desk.ring, files, desk.random};
    gateway::ServiceConfig service;
    std::vector<std::shared_ptr<const menus::Menu>> versions{texting_menu()};
    ussd::Exchange exchange{
        std::make_shared<const ussd::MenuVersions>(versions),
        versions.front(),
        std::make_shared<const menus::Places>(std::vector<menus::PlaceEntry>{
            {1, 0, menus::Level::county, "County", "", {}},
            {static_cast<int>(desk.ward().value), 1, menus::Level::ward, "Ward", "0007", {}}}),
        desk.ring,
        days,
        desk.random,
        desk.config,
        service,
        "at",
        156};
    int texts = 0;
};

// Of what was counted by now: "home shown", "kind hung up".
std::map<std::string, std::int64_t> counted(Town& town) {
    static const std::map<storage::CallTally, std::string> words{
        {storage::CallTally::shown, "shown"},
        {storage::CallTally::hung_up, "hung up"},
        {storage::CallTally::fell_silent, "silent"},
        {storage::CallTally::wrong_keys, "wrong keys"}};
    town.desk.run([&](storage::Transaction& tx) {
        storage::MenuVersion version;
        version.menu = "residents";
        version.hash = town.exchange.menu->hash;
        tx.publish_menu(version, "amina", "");
        ussd::count_due_calls(tx, town.days, *town.exchange.menus, 1000);
    });
    std::map<std::string, std::int64_t> calls;
    const auto rows =
        town.desk.store().reader()->screen_counts(storage::Viewer::at_the_machine(), "residents").value();
    for (const auto& row : rows)
        calls[row.screen + ' ' + words.at(row.what)] += row.calls;
    return calls;
}

const std::string first = "SMALL\n1 Report\n2 Follow up\n7 Kiswahili\n8 Leave\n9 DANGER";
const std::string what = "What?\n1 Fire\n2 Theft\n3 Rape\n4 Other\n0 Back";

}  // namespace

TEST_CASE("a report is filed by SMS, one text for a text, and its code comes back") {
    Town town;

    CHECK(town.text("Kengele") == first);
    CHECK(town.text("1") == what);
    CHECK(town.text("2") == "Where? Type it\n1 List\n0 Back 00 Start");
    CHECK(town.text("ward") == "Which one?\n1 Ward, County\n0 Back 00 Start");
    CHECK(town.text("1") == "Near what? 1 skips\n0 Back 00 Start");
    CHECK(town.text("gate") == "Theft\nWard, County\ngate\n1 SEND\n0 Back 00 Start");
    CHECK(town.incidents().empty());
    const auto filed = town.text(" 1. ");

    CHECK(filed.starts_with("Case "));
    REQUIRE(town.incidents().size() == 1);
    CHECK(filed.find(town.incidents().front().incident.case_number) != std::string::npos);
    CHECK(town.desk.texts_to("Asha") == std::vector{SmsTemplate::alert});
    CHECK(town.rows().back().about == storage::filed_screen);
    CHECK_FALSE(town.rows().back().incident);
}

TEST_CASE("a text begins a conversation by its first word, in any case and with what phones add") {
    struct Row {
        const char* text;
        const char* begins;  // the first line of what comes back; empty: silence
    };
    for (const Row& row :
         {Row{"KENGELE", "SMALL"}, Row{"kengele.", "SMALL"}, Row{" Ripoti\n", "SMALL"},
          Row{"Ripoti moto Kangemi", "SMALL"}, Row{"*kengele*", "SMALL"}, Row{"SOS", "Where? Type it"},
          Row{"sos!!!", "Where? Type it"}, Row{"hello", ""}, Row{"1", ""}, Row{"my kengele", ""}, Row{"", ""},
          Row{"kengeles", ""}, Row{"stop", ""}, Row{"1 kengele", ""}}) {
        Town town;
        CAPTURE(row.text);

        const auto said = town.text(row.text);

        CHECK(said.substr(0, said.find('\n')) == row.begins);
    }
}

TEST_CASE("whoever begins in danger has told so") {
    Town town;

    CHECK(town.play({"sos", "0007", "1"}).find("Fire\n") == 0);
    town.text("1");

    REQUIRE(town.incidents().size() == 1);
    CHECK(town.incidents().front().incident.urgency == "life");
}

TEST_CASE("a conversation is counted once it is over, on each screen it came to") {
    Town town;
    town.play({"kengele", "1", "0", "1"});
    town.pass(29min);
    CHECK(counted(town).empty());

    town.pass(2min);
    counted(town);
    auto calls = counted(town);
    CHECK(calls ==
          std::map<std::string, std::int64_t>{{"home shown", 1}, {"kind shown", 1}, {"kind silent", 1}});

    // Nobody answers a conversation that is over, and it is not counted again.
    town.text("1");
    town.play({"kengele", "1", "stop"});
    calls = counted(town);
    CHECK(calls["home shown"] == 2);
    CHECK(calls["kind hung up"] == 1);
    CHECK(calls["kind silent"] == 1);

    town.play({"sos", "0007", "1", "1"});
    town.pass(31min);
    calls = counted(town);
    CHECK(calls["filed shown"] == 1);
    CHECK(calls["home shown"] == 2);
    CHECK(calls["kind silent"] + calls["kind hung up"] == 2);
}

TEST_CASE("a conversation that is gone on with in a call was lost where it broke off") {
    Town town;
    town.play({"kengele", "1", "2"});
    town.dial("s1", "");
    CHECK(counted(town)["where silent"] == 1);
    town.pass(31min);

    CHECK(counted(town)["where shown"] == 2);
}

TEST_CASE("a stranger's text is not answered and leaves nothing") {
    Town town;

    CHECK(town.text("what is this").empty());

    // Not even its id: the same one is new where it means something.
    CHECK(town.text_as("hello", "one id").empty());
    CHECK(town.text_as("kengele", "one id") == first);
}

TEST_CASE("a menu without [sms] does not run over SMS") {
    Town town;
    auto silent = *town.versions.front();
    silent.texting.reset();
    silent.hash = "without";
    town.publish(std::make_shared<const menus::Menu>(silent));

    CHECK(town.text("kengele").empty());
}

TEST_CASE("a repeated message changes nothing and is not answered again") {
    Town town;
    town.text_as("kengele", "a");
    town.text_as("1", "b");

    CHECK(town.text_as("1", "b").empty());
    CHECK(town.text_as("kengele", "a").empty());

    CHECK(town.text("2").starts_with("Where?"));
}

TEST_CASE("without an id a repeat is told by its words, for a minute or two") {
    Town town;
    town.text_as("kengele", "");

    CHECK(town.text_as("kengele", "").empty());
    town.pass(3min);
    CHECK(town.text_as("kengele", "") == first);
}

TEST_CASE("however often the last text arrives, one report is filed") {
    Town town;
    town.play({"kengele", "1", "2", "0007", "1"});

    town.text_as("1", "last");
    town.text_as("1", "last");
    town.text("1");

    CHECK(town.incidents().size() == 1);
}

TEST_CASE("two conversations of a day file two reports") {
    Town town;
    town.play({"kengele", "1", "2", "0007", "1", "1"});
    town.pass(31min);

    CHECK(town.play({"kengele", "1", "2", "0007", "1", "1"}).starts_with("Case "));

    CHECK(town.incidents().size() == 2);
}

TEST_CASE("a conversation lasts 30 minutes from its last text") {
    Town town;
    town.text("kengele");
    town.pass(29min);
    CHECK(town.text("1") == what);
    town.pass(29min);
    CHECK(town.text("1").starts_with("Where?"));
    town.pass(30min);

    CHECK(town.text("ward").empty());
}

TEST_CASE("a conversation goes on over midnight, and a new one begins under the new day") {
    Town town;
    town.pass(23h + 50min);
    town.turn_day();
    town.text("kengele");
    town.pass(15min);
    town.turn_day();

    CHECK(town.text("1") == what);
    CHECK(town.text("kengele") == first);
    CHECK(town.text("1") == what);
}

TEST_CASE("a word that begins the menu begins anew when it stands alone, and is typed text otherwise") {
    Town town;
    town.play({"kengele", "1", "2", "0007"});

    CHECK(town.text("Kengele gate") == "Theft\nWard, County\nKengele ga\n1 SEND\n0 Back 00 Start");
    CHECK(town.text("kengele") == first);
}

TEST_CASE("three wrong keys end a conversation, and then there is silence") {
    Town town;
    town.text("kengele");

    CHECK(town.text("5").starts_with("Wrong key."));
    CHECK(town.text("5").starts_with("Wrong key."));
    CHECK(town.text("5") == "Goodbye. Danger? Call 999.");
    CHECK(town.text("1").empty());
}

TEST_CASE("STOP ends a conversation without a further text, and raises nothing") {
    for (const char* word : {"STOP", "acha", " Stop. "}) {
        Town town;
        town.play({"sos", "0007"});

        CHECK(town.text(word).empty());

        CHECK(town.text("1").empty());
        town.pass(10min);
        CHECK(town.salvage() == 0);
    }
}

TEST_CASE("the language is turned and remembered as in a call") {
    Town town;
    CHECK(town.play({"kengele", "7"}).starts_with("NDOGO"));
    town.pass(40min);

    CHECK(town.text("ripoti").starts_with("NDOGO"));
}

TEST_CASE("a word that says its language begins the conversation in it, and remembers nothing") {
    Town town;
    auto menu = *texting_menu();
    menu.texting->begin = {{"KENGELE"}, {"REPORT", 0}, {"RIPOTI", 1}};
    menu.texting->danger = {{"SOS"}, {"HATARI", 1}};
    town.publish(std::make_shared<const menus::Menu>(menu));

    CHECK(town.text("ripoti").starts_with("NDOGO"));
    CHECK(town.text("hatari").starts_with("Wapi?"));
    CHECK(town.text("kengele").starts_with("SMALL"));
    CHECK(town.text("7").starts_with("NDOGO"));
    CHECK(town.text("sos").starts_with("Wapi?"));
    CHECK(town.text("report").starts_with("SMALL"));
    CHECK(town.text("kengele").starts_with("NDOGO"));
}

TEST_CASE("a conversation finishes on the version it began with") {
    Town town;
    town.text("kengele");
    town.publish(texting_menu("LARGE"));

    CHECK(town.text("1") == what);
    CHECK(town.text("00") == first);
    CHECK(town.text("kengele").starts_with("LARGE"));
}

TEST_CASE("a danger told by SMS that falls silent for five minutes is raised, once, and goes on") {
    Town town;
    town.play({"sos", "0007"});
    town.pass(4min + 59s);
    CHECK(town.salvage() == 0);
    town.pass(2s);

    CHECK(town.salvage() == 1);
    CHECK(town.salvage() == 0);
    REQUIRE(town.incidents().size() == 1);
    CHECK(town.incidents().front().incident.is_incomplete);

    CHECK(town.text("gate").starts_with("Fire\n"));
    CHECK(town.text("1").starts_with("Case "));
    REQUIRE(town.incidents().size() == 1);
    CHECK_FALSE(town.incidents().front().incident.is_incomplete);
}

TEST_CASE("what a conversation left unfinished and a call tells whole is one incident") {
    Town town;
    town.play({"sos", "0007"});

    CHECK(town.dial("s1", "9").starts_with("Where?"));
    for (const char* transcript : {"9*0007", "9*0007*1", "9*0007*1*1"})
        town.dial("s1", transcript);
    town.pass(10min);

    CHECK(town.salvage() == 0);
    CHECK(town.incidents().size() == 1);
}

TEST_CASE("whoever dials goes on where the conversation stands, and there it is over") {
    Town town;
    town.play({"kengele", "1", "2"});

    CHECK(town.dial("s1", "").starts_with("Where?"));

    CHECK(town.text("0007").empty());
    for (const char* transcript : {"0007", "0007*1", "0007*1*1"})
        town.dial("s1", transcript);
    REQUIRE(town.incidents().size() == 1);
    CHECK(town.incidents().front().incident.kind == "CRM1");
}

TEST_CASE("a protected screen is never texted: what to dial is, until another way is taken") {
    Town town;
    const std::string instead = "For this, dial *384*911#.";
    town.play({"kengele", "1"});

    CHECK(town.text("3") == instead);
    CHECK(town.text("1") == instead);
    CHECK(town.text("help me") == instead);
    CHECK(town.text("0") == what);
    CHECK(town.text("2").starts_with("Where?"));
    CHECK(town.incidents().empty());
}

TEST_CASE("no screen of a report of a protected kind is texted, whatever its screen says of itself") {
    Town town;
    auto careless = *town.versions.front();
    careless.nodes[careless.index.at("care")].sms = menus::SmsRule::full;
    careless.hash = "careless";
    town.publish(std::make_shared<const menus::Menu>(careless));

    CHECK(town.play({"kengele", "1", "3"}) == "For this, dial *384*911#.");
}

TEST_CASE("of a protected case no status is texted, even with its code and the proof") {
    Town town;
    for (const char* transcript : {"", "1", "1*3", "1*3*1", "1*3*1*0007", "1*3*1*0007*1"})
        town.dial("s1", transcript);
    const auto filed = town.dial("s1", "1*3*1*0007*1*1");
    REQUIRE(filed.find("Code ") != std::string::npos);
    const auto code = filed.substr(filed.find("Code ") + 5, 11);

    CHECK(town.text("kengele") == first);
    CHECK(town.text("2") == "Your code?\n0 Back");
    CHECK(town.text(code) == "For this, dial *384*911#.");
}

TEST_CASE("wrong follow-up codes by SMS are braked as in a call") {
    Town town;
    town.play({"kengele", "1", "2", "0007", "1"});
    const auto filed = town.text("1");
    const auto code = filed.substr(filed.find("Code ") + 5, 11);
    town.pass(31min);
    const std::string other = "+254711000222";
    town.play({"kengele", "2"}, other);
    for (int i = 0; i < 5; ++i) {
        CHECK(town.text(gateway::draw_follow_up_code(town.desk.random), other).starts_with("Which?"));
        town.text("0", other);
    }

    // The true one is told no better now.
    CHECK(town.text(code, other).starts_with("Which?"));
    CHECK(town.text("2", other).starts_with("Wrong code."));
}

TEST_CASE("forty screens an hour are sent to a number, and then only what files a report") {
    Town town;
    town.text("kengele");
    for (int i = 0; i < 39; ++i)
        CHECK_FALSE(town.text(i % 2 == 0 ? "1" : "0").empty());

    CHECK(town.text("0").empty());
    town.play({"1", "2", "0007", "1"});
    CHECK(town.text("1").starts_with("Case "));
    town.pass(61min);
    CHECK_FALSE(town.text("kengele").empty());
}

TEST_CASE("a machine that sends our own text back is not answered") {
    Town town;
    town.text("kengele");

    CHECK(town.text("I am away. You wrote: " + first).empty());
    CHECK(town.text(first).empty());

    CHECK(town.text("1") == what);
}

TEST_CASE("a text that a provider brings half an hour late begins and answers nothing") {
    Town town;

    CHECK(town.text_as("kengele", "a", caller, 31min).empty());
    town.text("kengele");
    CHECK(town.text_as("1", "b", caller, 31min).empty());
    CHECK(town.text_as("1", "c", caller, 29min) == what);
}

TEST_CASE("a responder's reply code belongs to the alerts, also in the middle of a conversation") {
    Town town;
    town.desk.raise("CRM1");
    const auto alert = town.desk.alert_of("Asha");
    town.desk.pass(1s);
    town.text("kengele", asha);

    CHECK(town.text(alert.reply_code + " 1", asha).empty());

    CHECK(town.desk.alert_of("Asha").state == storage::AlertState::accepted);
    town.desk.pass(1s);
    town.text("kengele", asha);
    CHECK(town.text("1", asha) == what);
}

TEST_CASE("a responder's word belongs to whoever texted him last: the alert or the menu") {
    Town town;
    town.text("kengele", asha);
    town.desk.pass(1s);
    town.desk.raise("CRM1");
    town.desk.pass(1s);

    CHECK(town.text("1", asha).empty());
    CHECK(town.desk.alert_of("Asha").state == storage::AlertState::accepted);

    town.desk.pass(1s);
    CHECK(town.text("kengele", asha) == first);
    town.desk.pass(1s);
    CHECK(town.text("1", asha) == what);
    CHECK(town.text("0007", asha).starts_with("Wrong key."));
}

TEST_CASE("a responder who guesses codes behind an open conversation is heard and counted") {
    Town town;
    const auto incident = town.desk.raise("CRM1");
    const auto alert = town.desk.alert_of("Asha");
    town.desk.pass(1s);
    town.text("kengele", asha);
    for (int i = 0; i < 5; ++i) {
        const auto wrong = alert.reply_code == "1111" ? "2222 1" : "1111 1";
        CHECK(town.text(wrong, asha).empty());
    }

    town.text(alert.reply_code + " 1", asha);

    CHECK(town.desk.alert_of("Asha").state == storage::AlertState::open);
    CHECK_FALSE(town.desk.clock(incident).held_by);
}

TEST_CASE("a responder without a conversation answers as ever, and may report like anybody") {
    Town town;
    town.desk.raise("CRM1");
    town.desk.pass(1s);

    CHECK(town.text("sawa", asha).empty());
    CHECK(town.desk.alert_of("Asha").state == storage::AlertState::accepted);

    town.desk.pass(1s);
    CHECK(town.play({"ripoti", "1", "2", "0007", "1", "1"}, asha).starts_with("Case "));
    CHECK(town.incidents().size() == 2);
}

TEST_CASE("a responder's repeated text is one, whoever takes it: the menu or the alerts") {
    Town town;
    town.desk.raise("CRM1");
    town.desk.pass(1s);
    town.text("kengele", asha);
    for (const char* id : {"same", ""}) {
        CHECK(town.text_as("5", id, asha).starts_with("Wrong key."));
        town.text_as("kengele", std::string(id) + "again", asha);
    }
    town.pass(31min);

    town.text_as("5", "same", asha);

    CHECK(town.desk.alert_of("Asha").state == storage::AlertState::open);
}

TEST_CASE("a conversation lies in the store sealed, and nothing there leads from a text to its report") {
    Town town;
    town.play({"kengele", "1", "2", "0007", "greenhouse"});
    town.text("1");

    for (const auto& row : town.rows()) {
        CHECK_FALSE(row.responder);
        CHECK_FALSE(row.incident);
        CHECK_FALSE(row.alert);
        CHECK((row.about.empty() || row.about == storage::filed_screen));
        const auto sealed =
            town.desk.run([&](storage::Transaction& tx) { return tx.caller_text(row.id).value().sealed; });
        for (const std::string_view secret : {"711000111", "greenhouse", "Case"})
            CHECK(std::search(sealed.begin(), sealed.end(), secret.begin(), secret.end()) == sealed.end());
    }
}
