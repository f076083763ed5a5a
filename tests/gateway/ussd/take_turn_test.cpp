#include "gateway/ussd/take_turn.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cctype>
#include <fstream>
#include <iterator>

#include "gateway/cases/status.hpp"
#include "menus/parse.hpp"
#include "tests/gateway/desk_for_tests.hpp"

using namespace kengele;
using namespace std::chrono_literals;
using testing::Desk;

namespace {

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
}

// `theft`: which kind is filed as the second one. `word`: what stands on its screens, as another version
// would have it.
std::shared_ptr<const menus::Menu> small_menu(const std::string& theft, const std::string& word = "SMALL",
                                              const std::string& leave = "to = \"@end\"") {
    std::ifstream file(KENGELE_SOURCE_DIR "/tests/menus/small.toml");
    std::string text{std::istreambuf_iterator<char>(file), {}};
    replace_all(text, "\"fire\"", "\"EMG1\"");
    replace_all(text, "\"theft\"", "\"" + theft + "\"");
    replace_all(text, "\"CRM\"", "\"" + theft.substr(0, 3) + "\"");
    replace_all(text, "SMALL", word);
    replace_all(text, "to = \"@end\"", leave);
    replace_all(text, "\"What?\"", "\"What is it, " + word + "?\"");
    auto parsed = menus::parse(text, "small.toml");
    REQUIRE(parsed.menu.has_value());
    return std::make_shared<const menus::Menu>(std::move(*parsed.menu));
}

// A town with a telephone exchange in it.
struct Town {
    explicit Town(const std::string& theft = "CRM1") : menu(small_menu(theft)) {
        days.turn_to(
                storage::day_of(storage::WallTime{std::chrono::sys_days{std::chrono::year{2026} / 11 / 22}}))
            .value();
    }

    std::string say(const std::string& session, const std::string& transcript,
                    const std::string& number = "+254711000111") {
        last = desk.run([&](storage::Transaction& tx) {
            return ussd::take_turn(tx, exchange,
                                   {session, *storage::PhoneNumber::parse(number), "*384*911#", "63902",
                                    storage::PrivateText{transcript}});
        });
        return last.screen.text;
    }

    void end(const std::string& session, bool reached, std::optional<bool> last_screen_waited = {}) {
        const auto number = *storage::PhoneNumber::parse("+254711000111");
        desk.run([&](storage::Transaction& tx) {
            ussd::end_call(tx, exchange, {session, number, reached, last_screen_waited});
        });
    }

    // From now on new calls begin with this version.
    void publish(std::shared_ptr<const menus::Menu> version) {
        versions.insert(versions.begin(), version);
        exchange.menus = std::make_shared<const ussd::MenuVersions>(versions);
        exchange.menu = std::move(version);
    }

    std::size_t incidents() {
        return desk.store().reader()->incidents(storage::Viewer::at_the_machine(), {}).value().size();
    }

    // Files a theft with this session; the screen that shows the code.
    std::string file(const std::string& session, const std::string& number = "+254711000111") {
        std::string screen;
        for (const char* transcript :
             {"", "1", "1*2", "1*2*ward", "1*2*ward*1", "1*2*ward*1*gate", "1*2*ward*1*gate*1"}) {
            screen = say(session, transcript, number);
        }
        return screen;
    }

    std::shared_ptr<const menus::Menu> menu;
    Desk desk;
    testing::MemoryKeyFiles files;
    reporters::DayKeys days{desk.ring, files, desk.random};
    gateway::ServiceConfig service;
    std::vector<std::shared_ptr<const menus::Menu>> versions{menu};  // newest first
    ussd::Exchange exchange{
        std::make_shared<const ussd::MenuVersions>(versions),
        menu,
        std::make_shared<const menus::Places>(std::vector<menus::PlaceEntry>{
            {1, 0, menus::Level::county, "County", "", {}},
            {static_cast<int>(desk.ward().value), 1, menus::Level::ward, "Ward", "", {}}}),
        desk.ring,
        days,
        desk.random,
        desk.config,
        service,
        "at",
        156};
    ussd::Answer last;
};

// The three groups of three digits on a screen.
std::string code_in(const std::string& screen) {
    constexpr std::string_view shape = "ddd ddd ddd";
    const auto fits = [](char c, char wanted) { return wanted == 'd' ? std::isdigit(c) != 0 : c == wanted; };
    const auto found = std::search(screen.begin(), screen.end(), shape.begin(), shape.end(), fits);
    REQUIRE(found != screen.end());
    return {found, found + static_cast<std::ptrdiff_t>(shape.size())};
}

}  // namespace

TEST_CASE("a call walks from the first screen to a filed report and its code") {
    Town town;

    const auto screen = town.file("s1");

    CHECK(screen.find("Case ") == 0);
    CHECK(town.last.has_texts);
    CHECK(town.incidents() == 1);
    CHECK(town.desk.texts_to("Asha") == std::vector{storage::SmsTemplate::alert});
}

TEST_CASE("a call finishes on the version it began with, whatever is published between its turns") {
    Town town;
    Town quiet;
    int published = 0;
    for (const char* transcript :
         {"", "1", "1*2", "1*2*ward", "1*2*ward*1", "1*2*ward*1*gate", "1*2*ward*1*gate*1"}) {
        const auto screen = town.say("s1", transcript);

        if (!screen.starts_with("Case ")) CHECK(screen == quiet.say("s1", transcript));
        CHECK(town.say("s1", transcript) == screen);
        town.publish(small_menu("CRM1", "V" + std::to_string(++published)));
    }

    CHECK(town.incidents() == 1);
    const char* other = "+254722000222";
    CHECK(town.say("s2", "", other).starts_with("V7\n"));
    town.publish(town.versions.back());  // back to the first one
    CHECK(town.say("s3", "", other).starts_with("SMALL\n"));
    CHECK(town.say("s2", "1", other).starts_with("What is it, V7?"));
}

TEST_CASE("a call whose version is not kept any more begins again in the newest") {
    Town town;
    town.say("s1", "");
    town.say("s1", "1");
    town.versions.clear();

    town.publish(small_menu("CRM1", "NEWER"));

    CHECK(town.say("s1", "1*2").starts_with("NEWER\n"));
}

TEST_CASE("a repeated hop gets the byte-same answer and changes nothing") {
    Town town;
    const auto first = town.say("s1", "");
    const auto kinds = town.say("s1", "1");

    CHECK(town.say("s1", "1") == kinds);
    CHECK(town.last.is_repeat);
    CHECK(town.say("s1", "") == first);

    const auto filed = town.file("s2");
    CHECK(town.say("s2", "1*2*ward*1*gate*1") == filed);
    CHECK(town.last.is_repeat);
    CHECK(town.incidents() == 1);
}

TEST_CASE("a late shorter transcript never moves the call back") {
    Town town;
    town.say("s1", "");
    town.say("s1", "1");
    town.say("s1", "1*2");
    town.say("s1", "1*2*ward");
    const auto landmark = town.say("s1", "1*2*ward*1");

    CHECK(town.say("s1", "1") == landmark);  // no longer kept: the current screen
    CHECK(town.say("s1", "1*2*ward*1*gate").find("Theft") == 0);
}

TEST_CASE("a typed star stays part of the answer") {
    Town town;
    for (const char* transcript : {"", "1", "1*2", "1*2*ward", "1*2*ward*1"})
        town.say("s1", transcript);

    const auto review = town.say("s1", "1*2*ward*1*a*b");

    CHECK(review.find("a*b") != std::string::npos);
    CHECK(town.say("s1", "1*2*ward*1*a*b*1").find("Case ") == 0);
}

TEST_CASE("a call we do not know is replayed from the start, a diverging one too, and files at most once") {
    Town town;

    CHECK(town.say("s1", "1*2").find("Where?") == 0);
    CHECK(town.say("s1", "1*1").find("Where?") == 0);
    const auto filed = town.file("s2");
    const auto again = town.say("s2", "1*1*ward*1*door*1");

    CHECK(again.find("Case ") == 0);
    CHECK(again.substr(0, 12) == filed.substr(0, 12));  // the same case
    CHECK(town.incidents() == 1);
}

TEST_CASE("a session belongs to its number: another phone with the same id begins its own call") {
    Town town;
    town.say("s1", "");
    town.say("s1", "1");

    CHECK(town.say("s1", "", "+254722000222").find("SMALL") == 0);
    CHECK(town.say("s1", "1*2").find("Where?") == 0);
}

TEST_CASE("the last screen can be shown again with the same code") {
    Town town;
    const auto filed = town.file("s1");

    CHECK(town.say("s1", "1*2*ward*1*gate*1*1") == filed);
    CHECK(town.incidents() == 1);
}

TEST_CASE("a follow-up code opens the status, and the caller's verdict moves the case") {
    Town town;
    const auto code = code_in(town.file("s1"));
    town.end("s1", true);

    town.say("s2", "");
    town.say("s2", "2");
    const auto status = town.say("s2", "2*" + code);
    CHECK(status.find("Sent to") == 0);
    CHECK(town.say("s2", "2*" + code + "*2") == "Thank you.");

    CHECK_FALSE(town.last.screen.waits);
    CHECK(town.desk.texts_to("Chacha") == std::vector{storage::SmsTemplate::escalation});
    // The same verdict arrives once more: nothing climbs.
    town.say("s2", "2*" + code + "*2");
    CHECK(town.desk.texts_to("Sefu").empty());
}

namespace {

const std::string other_phone = "+254733000333";
const std::string question = "Which?\n1 Fire\n2 Theft\n0 Back 00 Start";
const std::string wrong_code = "Wrong code.\nYour code?\n0 Back";

// What answers a code typed in a call of its own; `proof` is the key then pressed, if any.
std::string answer_to(Town& town, const std::string& code, const std::string& proof = "",
                      const std::string& number = "+254711000111") {
    static int calls = 0;
    const std::string session = "call" + std::to_string(++calls);
    town.say(session, "", number);
    town.say(session, "2", number);
    const auto answer = town.say(session, "2*" + code, number);
    return proof.empty() ? answer : town.say(session, "2*" + code + "*" + proof, number);
}

int wrong_codes_of_all(Town& town) {
    return town.desk.run([](storage::Transaction& tx) { return tx.wrong_follow_up_codes({0}, 1000); });
}

// Wrong codes from as many phones as needed: none has more than it may.
void let_it_rain(Town& town, int wrong_codes) {
    for (int i = 0; i < wrong_codes; ++i)
        answer_to(town, "222222222", "", "+2547440" + std::to_string(10000 + i / 5));
}

}  // namespace

TEST_CASE("five wrong codes an hour close the door for that phone, with the same answers") {
    Town town;
    const auto code = code_in(town.file("s1"));
    town.end("s1", true);
    for (const std::string wrong : {"111111111", "222222222", "111111111", "222222222", "111111111"}) {
        CHECK(answer_to(town, wrong) == question);
    }

    CHECK(answer_to(town, code) == question);
    CHECK(answer_to(town, code, "2") == wrong_code);
    town.desk.pass(61min);
    CHECK(answer_to(town, code).find("Sent to") == 0);
}

TEST_CASE("a code that leads nowhere is asked for a proof like a doubted one, and counted once") {
    Town town;

    CHECK(answer_to(town, "222222222") == question);
    CHECK(answer_to(town, "222222222", "1") == wrong_code);
    CHECK(wrong_codes_of_all(town) == 2);
    // A mistyped code is known by its check digit: it asks nothing and costs nothing.
    CHECK(answer_to(town, "222222223") == wrong_code);
    CHECK(wrong_codes_of_all(town) == 2);
}

TEST_CASE("the code alone opens an ordinary case from any phone until fifty wrong codes an hour") {
    Town town;
    const auto code = code_in(town.file("s1"));
    town.end("s1", true);
    let_it_rain(town, 50);
    REQUIRE(wrong_codes_of_all(town) == 50);
    CHECK(answer_to(town, code, "", other_phone).find("Sent to") == 0);

    let_it_rain(town, 1);

    CHECK(answer_to(town, code, "", other_phone) == question);
    CHECK(answer_to(town, code).find("Sent to") == 0);  // the phone that filed it
    CHECK(answer_to(town, code, "1", other_phone) == wrong_code);
    CHECK(wrong_codes_of_all(town) == 52);
    CHECK(answer_to(town, code, "2", other_phone).find("Sent to") == 0);
    town.desk.pass(61min);
    CHECK(answer_to(town, code, "", other_phone).find("Sent to") == 0);
}

TEST_CASE("wrong proofs close the door like wrong codes") {
    Town town;
    const auto code = code_in(town.file("s1"));
    town.end("s1", true);
    let_it_rain(town, 51);

    for (int i = 0; i < 5; ++i)
        CHECK(answer_to(town, code, "1", other_phone) == wrong_code);

    CHECK(answer_to(town, code, "2", other_phone) == wrong_code);
}

TEST_CASE("a proven code stays proven in its call, and its verdict counts") {
    Town town;
    const auto code = code_in(town.file("s1"));
    town.end("s1", true);
    let_it_rain(town, 51);

    town.say("s2", "", other_phone);
    town.say("s2", "2", other_phone);
    town.say("s2", "2*" + code, other_phone);
    town.say("s2", "2*" + code + "*2", other_phone);
    CHECK(town.say("s2", "2*" + code + "*2*2", other_phone) == "Thank you.");

    CHECK(town.desk.texts_to("Chacha") == std::vector{storage::SmsTemplate::escalation});
}

TEST_CASE("a secret case is always asked for its category by a phone that did not file it") {
    Town town{"ABU1"};
    const auto code = code_in(town.file("s1"));
    town.end("s1", true);

    CHECK(answer_to(town, code).find("Sent to") == 0);
    CHECK(answer_to(town, code, "", other_phone) == question);
    CHECK(answer_to(town, code, "1", other_phone) == wrong_code);
    CHECK(answer_to(town, code, "2", other_phone).find("Sent to") == 0);

    // Two days later nobody remembers which phone it was.
    town.days
        .turn_to(storage::day_of(storage::WallTime{std::chrono::sys_days{std::chrono::year{2026} / 11 / 24}}))
        .value();
    CHECK(answer_to(town, code) == question);
    CHECK(answer_to(town, code, "2").find("Sent to") == 0);
}

TEST_CASE("a redial soon after a report whose last screen may be unread shows the case with a fresh code") {
    Town town;
    const auto filed = town.file("s1");

    const auto resumed = town.say("s2", "");

    CHECK(resumed.find("Your case " + filed.substr(5, 7)) == 0);
    const auto fresh = code_in(resumed);
    CHECK(fresh != code_in(filed));
    CHECK(town.say("s2", "1").find("Sent to") == 0);
}

TEST_CASE("a case that was shown again and answered is read: the next call begins anew") {
    Town town;
    town.file("s1");
    REQUIRE(town.say("s2", "").find("Your case") == 0);
    town.say("s2", "1");

    CHECK(town.say("s3", "").find("SMALL") == 0);
}

TEST_CASE("a redial begins anew once the last screen was read, or half an hour later") {
    Town town;
    town.file("s1");
    town.end("s1", true);
    CHECK(town.say("s2", "").find("SMALL") == 0);

    town.file("s3", "+254722000222");
    town.desk.pass(31min);
    CHECK(town.say("s4", "", "+254722000222").find("SMALL") == 0);
}

TEST_CASE("answering the last screen shows that it was read") {
    Town town;
    town.file("s1");
    town.say("s1", "1*2*ward*1*gate*1*1");

    CHECK(town.say("s2", "").find("SMALL") == 0);
}

TEST_CASE("after the provider's end event a call is over, and its answers are gone") {
    Town town;
    town.file("s1");
    town.end("s1", true);

    CHECK(town.say("s1", "1*2*ward*1*gate*1").find("call is over") != std::string::npos);
    CHECK(town.incidents() == 1);
}

TEST_CASE("a call that ended with an apology instead of its last screen left that unread") {
    Town town;
    const auto filed = town.file("s1");

    town.end("s1", true, false);

    CHECK(town.say("s2", "").find("Your case " + filed.substr(5, 7)) == 0);
}

TEST_CASE("an incomplete end undoes nothing") {
    Town town;
    const auto filed = town.file("s1");

    town.end("s1", false);
    town.end("unknown", true);

    CHECK(town.say("s1", "1*2*ward*1*gate*1") == filed);
    CHECK(town.incidents() == 1);
}

TEST_CASE("the language chosen is remembered for the next call") {
    Town town;
    CHECK(town.say("s1", "").find("SMALL") == 0);
    CHECK(town.say("s1", "7").find("NDOGO") == 0);

    CHECK(town.say("s2", "").find("NDOGO") == 0);
    CHECK(town.last.language == "sw");
    CHECK(town.say("s3", "", "+254722000222").find("SMALL") == 0);
}

TEST_CASE("a call whose history is told otherwise keeps the language it turned to") {
    Town town;
    town.say("s1", "");
    REQUIRE(town.say("s1", "7").find("NDOGO") == 0);
    town.say("s1", "7*1");

    CHECK(town.say("s1", "7*2").find("Nambari yako?") == 0);
    CHECK(town.say("s1", "7*1*1").find("Wapi?") == 0);

    town.desk.pass(31min);
    CHECK(town.say("s2", "").find("NDOGO") == 0);
}

TEST_CASE("a call that runs over midnight goes on") {
    Town town;
    town.say("s1", "");
    town.say("s1", "1");

    town.days
        .turn_to(storage::day_of(storage::WallTime{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23}}))
        .value();

    CHECK(town.say("s1", "1*2").find("Where?") == 0);
}

TEST_CASE("what a caller typed is kept under its own key, never in the incident") {
    Town town;
    town.file("s1");

    const auto seen = town.desk.store().reader()->incidents(storage::Viewer::at_the_machine(), {}).value();

    REQUIRE(seen.size() == 1);
    REQUIRE(seen[0].text.has_value());
    const auto opened = town.desk.ring.open_text(seen[0].incident.id, *seen[0].text);
    REQUIRE(opened.has_value());
    CHECK(opened->reveal() == "gate");
}

TEST_CASE("the menu knows whether an enrolled responder calls") {
    Town town;
    town.publish(small_menu("CRM1", "OTHER", "to = \"@end\", when = \"caller = responder\""));

    const auto resident = town.say("s1", "");
    const auto responder = town.say("s2", "", "+254700000011");

    CHECK(resident.find("8 Leave") == std::string::npos);
    CHECK(responder.find("8 Leave") != std::string::npos);
    CHECK(town.say("s1", "8").starts_with("Wrong key."));
    CHECK_FALSE(town.say("s2", "8", "+254700000011").starts_with("Wrong key."));
}
