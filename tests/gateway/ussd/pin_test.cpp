#include "gateway/ussd/pin.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "tests/gateway/desk_for_tests.hpp"

using namespace kengele;
using namespace std::chrono_literals;
using storage::SmsTemplate;
using testing::Desk;
using ussd::Proof;

namespace {

// A chief at the door: Chacha's phone, typing where the PIN is asked for.
struct Door {
    Proof type(const std::string& typed) {
        return desk.run([&](storage::Transaction& tx) {
            return ussd::prove(tx, desk.ring, tx.responder(chief).value(), typed);
        });
    }
    std::string invite() {
        return desk.run(
            [&](storage::Transaction& tx) { return ussd::invite(tx, desk.ring, desk.random, chief); });
    }
    // By an invitation, as the two screens do it.
    void choose(const std::string& pin) { choose(pin, invite()); }
    void choose(const std::string& pin, const std::string& code) {
        REQUIRE(type(code) == Proof::invitation);
        desk.run([&](storage::Transaction& tx) {
            auto choice = ussd::begin_choice(tx, chief);
            choice.pin = desk.ring.pin_hash(chief, pin);
            ussd::choose_pin(tx, choice);
        });
    }
    auto warnings() { return std::ranges::count(desk.texts_to("Chacha"), SmsTemplate::wrong_pins); }

    Desk desk;
    storage::ResponderId chief = desk.responder("Chacha");
};

}  // namespace

TEST_CASE("a PIN has four to six digits and is not among the first to be guessed") {
    for (const char* good : {"4711", "2580", "90210", "314159", "0072"}) {
        CAPTURE(good);
        CHECK(ussd::may_be_pin(good));
    }
    for (const char* bad : {"", "471", "4711471", "47a1", "0000", "999999", "1234", "4321", "012345", "2468",
                            "1212", "123123", "454545", " 4711"}) {
        CAPTURE(bad);
        CHECK_FALSE(ussd::may_be_pin(bad));
    }
}

TEST_CASE("an invitation is good once, for seven days, and for its responder alone") {
    Door door;
    const auto code = door.invite();
    CHECK(code.size() == 8);
    CHECK(door.type("4711") == Proof::wrong);

    CHECK(door.type(code.substr(0, 4) + " " + code.substr(4)) == Proof::invitation);
    CHECK(door.type(code) == Proof::invitation);  // until a PIN is chosen: the call may break off
    door.choose("4711", code);

    CHECK(door.type("4711") == Proof::pin);
    CHECK(door.type(code) == Proof::wrong);
    const auto late = door.invite();
    CHECK(door.type("4711") == Proof::pin);
    door.desk.pass(24h * 7);
    CHECK(door.type(late) == Proof::wrong);
}

TEST_CASE("an earlier invitation is void once another was made") {
    Door door;
    const auto first = door.invite();
    const auto second = door.invite();

    CHECK(door.type(first) == Proof::wrong);
    CHECK(door.type(second) == Proof::invitation);
}

TEST_CASE("three wrong PINs in a row close the menu for half an hour, for the right PIN too") {
    Door door;
    door.choose("4711");
    door.type("1111");
    door.type("2222");
    CHECK(door.type("4711") == Proof::pin);  // a right one begins the count anew
    for (const char* wrong : {"1111", "2222", "3333"})
        CHECK(door.type(wrong) == Proof::wrong);

    CHECK(door.type("4711") == Proof::wrong);
    door.desk.pass(30min - 1ms);
    CHECK(door.type("4711") == Proof::wrong);
    door.desk.pass(1ms);
    CHECK(door.type("4711") == Proof::pin);
}

TEST_CASE("the true phone is told of wrong PINs, at most once an hour") {
    Door door;
    const auto close = [&] {
        for (const char* wrong : {"1111", "2222", "3333", "4444"})
            door.type(wrong);
    };
    door.type("1111");
    door.type("2222");
    CHECK(door.warnings() == 0);

    door.type("3333");
    CHECK(door.warnings() == 1);
    door.desk.pass(30min);
    close();
    CHECK(door.warnings() == 1);
    door.desk.pass(30min);
    close();

    CHECK(door.warnings() == 2);
}

TEST_CASE("whoever was never invited is refused and counted like anybody") {
    Door door;

    for (int i = 0; i < 3; ++i)
        CHECK(door.type("") == Proof::wrong);

    CHECK(door.warnings() == 1);
}

TEST_CASE("a choice goes from screen to screen as a token, and without its invitation it comes to nothing") {
    Door door;
    door.choose("4711");
    const auto code = door.invite();
    REQUIRE(door.type(code) == Proof::invitation);
    const auto choice = door.desk.run([&](storage::Transaction& tx) {
        auto begun = ussd::begin_choice(tx, door.chief);
        begun.pin = door.desk.ring.pin_hash(door.chief, "2580");
        return begun;
    });

    const auto read = ussd::choice_of(ussd::token_of(choice));
    REQUIRE(read);
    CHECK(read->responder == door.chief);
    CHECK(read->invitation == choice.invitation);
    CHECK(read->pin == choice.pin);
    CHECK(ussd::token_of(*read).find(code) == std::string::npos);
    for (const char* broken : {"", "7", "x:y:z", "0:00:", "1:zz:"})
        CHECK_FALSE(ussd::choice_of(broken));

    door.invite();
    door.desk.run([&](storage::Transaction& tx) {
        CHECK_FALSE(ussd::is_open(tx, *read));
        ussd::choose_pin(tx, *read);
    });
    CHECK(door.type("2580") == Proof::wrong);
    CHECK(door.type("4711") == Proof::pin);
}
