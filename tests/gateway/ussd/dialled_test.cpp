#include "gateway/ussd/dialled.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "tests/gateway/ussd/starter_town.hpp"

using namespace kengele;
using namespace std::chrono_literals;
using testing::amina;
using Town = testing::StarterTown;

namespace {

const std::string burglary = "1*1*2";
const std::string at_ward = "*0001";

bool is_first_menu(const std::string& screen) {
    return screen.find("9 DANGER NOW") != std::string::npos;
}

bool is_danger(const std::string& screen) {
    return screen.find("call 999 or 112 now") != std::string::npos;
}

bool is_recovery(const std::string& screen) {
    return screen.find("NACADA") != std::string::npos;
}

bool is_wrong(const std::string& screen) {
    return screen.starts_with("Wrong choice");
}

// As a provider tells it that leaves what was dialled in the service code.
std::string say_to(Town& town, const std::string& service_code, const std::string& session,
                   const std::string& transcript) {
    return town.desk
        .run([&](storage::Transaction& tx) {
            return ussd::take_turn(tx, town.exchange,
                                   {session, *storage::PhoneNumber::parse(amina), service_code, "63902",
                                    storage::PrivateText{transcript}});
        })
        .screen.text;
}

std::string told_beside(const std::string& service_code, const std::string& transcript) {
    return ussd::told_beside(
        "*384*911#",
        {"s", *storage::PhoneNumber::parse(amina), service_code, "", storage::PrivateText{transcript}},
        std::nullopt);
}

}  // namespace

TEST_CASE("a number that is dialled behind the code begins the call at its screen") {
    Town town;
    CHECK(is_recovery(town.say("s1", "31")));
    CHECK(town.say("s1", "31*4").find("Where?") != std::string::npos);
    CHECK(is_recovery(town.say("s1", "31*4*0")));
    CHECK(is_first_menu(town.say("s1", "31*4*0*0")));
}

TEST_CASE("danger that is dialled is filed with what the number says") {
    Town town;
    CHECK(is_danger(town.say("s1", "9")));
    for (const char* transcript : {"9*3", "9*3*0001", "9*3*0001*gate"})
        town.say("s1", transcript);

    REQUIRE(town.incidents().size() == 1);
    const auto filed = town.incidents().front().incident;
    CHECK(filed.kind == "EMG1");
    CHECK(filed.urgency == "life");
    CHECK(filed.timing == "now");
}

TEST_CASE("a number that is typed in a call is a key, not what is dialled") {
    Town town;
    CHECK(is_first_menu(town.say("s1", "")));
    CHECK(is_wrong(town.say("s1", "31")));
    CHECK(is_danger(town.say("s1", "31*9")));
    // And it stays one when the history is told otherwise later.
    CHECK(is_wrong(town.say("s1", "31*00*31")));
    CHECK_FALSE(is_recovery(town.say("s1", "31")));
}

TEST_CASE("what is dialled and is no number of the menu is typed from the first screen") {
    Town town;
    CHECK(town.say("s1", "1*1*2").find("Where?") != std::string::npos);
    CHECK(is_wrong(town.say("s2", "5")));
    CHECK(is_first_menu(town.say("s3", "*")));
    CHECK(is_first_menu(town.say("s4", "00")));
    // A row of keys behind a number, too.
    CHECK(town.say("s5", "31*4").find("Where?") != std::string::npos);
    CHECK(town.say("s5", "31*4*0001").find("Near what?") != std::string::npos);
}

TEST_CASE("a repeat of what was dialled is answered the same, and begins nothing") {
    Town town;
    const auto first = town.say("s1", "31");
    CHECK(town.say("s1", "31") == first);
    CHECK(town.say("s1", "") == first);
}

TEST_CASE("a direct call whose history is told otherwise begins where it began") {
    Town town;
    town.say("s1", "31");
    town.say("s1", "31*77");
    CHECK(town.say("s1", "31*4*0001").find("Near what?") != std::string::npos);
    CHECK(is_first_menu(town.say("s1", "31*0")));
    // Also by a provider that tells what was dialled only once.
    CHECK(town.say("s2", "31*77").starts_with("Wrong choice"));
    CHECK(town.say("s2", "4").find("Where?") != std::string::npos);
    CHECK(town.say("s2", "4*0001").find("Near what?") != std::string::npos);
}

TEST_CASE("who dials directly is in the language of their last call") {
    Town town;
    town.walk("s1", "7");
    CHECK(town.say("s2", "31").starts_with("Kupona"));
}

TEST_CASE("who dials directly is not told of an unread case; the next plain dial tells it") {
    Town town(true);
    town.walk("s1", burglary + at_ward + "*gate*1*3*1");
    REQUIRE(town.incidents().size() == 1);

    CHECK(is_recovery(town.say("s2", "31")));
    CHECK(town.say("s3", "").starts_with("Your report "));
}

TEST_CASE("an unfinished report waits for the next plain dial, whatever is dialled in between") {
    Town town(true);
    town.walk("s1", burglary + at_ward);

    CHECK(is_recovery(town.say("s2", "31")));
    CHECK(is_danger(town.say("s3", "9")));
    CHECK(town.say("s4", "").starts_with("Unfinished report:\nBreak-in"));
}

TEST_CASE("a direct call in which something was answered is gone on with like any other") {
    Town town(true);
    town.walk("s1", burglary + at_ward);
    for (const char* transcript : {"9", "9*3", "9*3*0001"})
        town.say("s2", transcript);

    CHECK(town.say("s3", "").starts_with("You go on here:\nNear what?"));
    town.say("s3", "gate");
    REQUIRE(town.incidents().size() == 1);
    CHECK(town.incidents().front().incident.kind == "EMG1");
}

TEST_CASE("danger that was dialled and broke off is raised") {
    Town town;
    for (const char* transcript : {"9", "9*3", "9*3*0001"})
        town.say("s1", transcript);
    town.pass(2min);
    REQUIRE(town.incidents().size() == 1);
    CHECK(town.incidents().front().incident.is_incomplete);
    CHECK(town.incidents().front().incident.urgency == "life");
}

TEST_CASE("a number within the service code is dialled, and no answer holds it") {
    Town town;
    const std::string direct = "*384*911*31#";
    CHECK(is_first_menu(say_to(town, "*384*912*31#", "other", "")));
    CHECK(is_first_menu(say_to(town, "*384*911#", "plain", "")));
    CHECK(is_recovery(say_to(town, direct, "s1", "")));
    CHECK(is_recovery(say_to(town, direct, "s1", "")));
    CHECK(say_to(town, direct, "s1", "4").find("Where?") != std::string::npos);
    // Whatever later requests say of the code.
    CHECK(say_to(town, "*384*911#", "s1", "4*0001").find("Near what?") != std::string::npos);
    CHECK(is_first_menu(say_to(town, direct, "s1", "0")));

    CHECK(is_wrong(say_to(town, direct, "s2", "77")));
    CHECK(is_wrong(say_to(town, "*384*911*5#", "s3", "")));
    CHECK(say_to(town, "*384*911*1*1*2#", "s4", "").find("Where?") != std::string::npos);
}

TEST_CASE("a key like the number that was dialled is a key, where the code holds the number") {
    Town town;
    CHECK(is_danger(say_to(town, "*384*911*9#", "s1", "")));
    CHECK(is_wrong(say_to(town, "*384*911*9#", "s1", "9")));
    CHECK(is_wrong(say_to(town, "*384*911*9#", "s1", "9*9")));
}

TEST_CASE("what a provider tells twice counts once") {
    CHECK(told_beside("*384*911*31#", "") == "31");
    CHECK(told_beside("*384*911*31", "") == "31");
    CHECK(told_beside("*384*911*31#", "31").empty());
    CHECK(told_beside("*384*911*31#", "31*4").empty());
    CHECK(told_beside("*384*911*31#", "4") == "31");
    CHECK(told_beside("*384*911#", "31").empty());
    CHECK(told_beside("*384*911*#", "").empty());
    CHECK(told_beside("*384*9111#", "").empty());
    CHECK(told_beside("", "").empty());
    CHECK(told_beside("*384*911*" + std::string(1000, '1') + "#", "").size() <= 40);
}

TEST_CASE("a transcript is parted into what was typed, to a bound") {
    using Answers = std::vector<std::string_view>;
    CHECK(ussd::answers_in("", 9) == Answers{});
    CHECK(ussd::answers_in("1", 9) == Answers{"1"});
    CHECK(ussd::answers_in("1*", 9) == Answers{"1", ""});
    CHECK(ussd::answers_in("*1", 9) == Answers{"", "1"});
    CHECK(ussd::answers_in("1**2", 9) == Answers{"1", "", "2"});
    CHECK(ussd::answers_in("1*2*3", 2) == Answers{"1", "2"});
}

TEST_CASE("a direct call goes on in the version in which it began") {
    Town town;
    CHECK(is_recovery(town.say("s1", "31")));
    auto newer = *town.menu;
    newer.hash = "newer";
    newer.nodes[newer.index.at("help_recovery")].text.by_language = {"NEW", "MPYA"};
    const auto published = std::make_shared<const menus::Menu>(newer);
    town.exchange.menus = std::make_shared<const ussd::MenuVersions>(
        std::vector<ussd::MenuVersions::Version>{published, town.menu});
    town.exchange.menu = published;

    CHECK(is_recovery(town.say("s1", "31*77")));
    CHECK(is_recovery(town.say("s1", "31*4*0")));
    CHECK(town.say("s2", "31").starts_with("NEW"));
}
