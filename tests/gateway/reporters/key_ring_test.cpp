#include "gateway/reporters/key_ring.hpp"

#include <doctest/doctest.h>

#include "tests/gateway/world_for_tests.hpp"

using namespace kengele;
using namespace kengele::reporters;
using storage::Bytes;
using storage::PhoneNumber;
using storage::PrivateText;

namespace {

KeyRing ring_of(std::uint8_t byte) {
    return KeyRing(Bytes(KeyRing::root_bytes, byte));
}

PhoneNumber number(std::string_view text) {
    return PhoneNumber::parse(text).value();
}

}  // namespace

TEST_CASE("a root key of the wrong size is refused") {
    CHECK_THROWS_AS(KeyRing(Bytes(31, 1)), std::invalid_argument);
    CHECK_THROWS_AS(KeyRing(Bytes(33, 1)), std::invalid_argument);
    CHECK_THROWS_AS(KeyRing(Bytes{}), std::invalid_argument);
}

TEST_CASE("the check value tells one root from another and is the same at every start") {
    CHECK(ring_of(1).check_value() == ring_of(1).check_value());
    CHECK(ring_of(1).check_value() != ring_of(2).check_value());
}

TEST_CASE("a sealed number opens under its own root only, and twice sealed looks different") {
    testing::SeededRandom random;
    const KeyRing ring = ring_of(1);
    const PhoneNumber chief = number("+254712345678");

    const Bytes sealed = ring.seal_number(chief, random);

    CHECK(ring.open_number(sealed) == chief);
    CHECK(ring.seal_number(chief, random) != sealed);
    CHECK_FALSE(ring_of(2).open_number(sealed));
    CHECK_FALSE(ring.open_number({}));
}

TEST_CASE("any altered byte of a sealed number is noticed") {
    testing::SeededRandom random;
    const KeyRing ring = ring_of(1);
    const Bytes sealed = ring.seal_number(number("+254712345678"), random);

    for (std::size_t at = 0; at < sealed.size(); ++at) {
        Bytes altered = sealed;
        altered[at] ^= 1;
        REQUIRE_FALSE(ring.open_number(altered));
    }
    for (std::size_t size = 0; size < sealed.size(); ++size) {
        REQUIRE_FALSE(ring.open_number(std::span(sealed).first(size)));
    }
}

TEST_CASE("a sealed number holds no digit of the number") {
    testing::SeededRandom random;
    const Bytes sealed = ring_of(1).seal_number(number("+254712345678"), random);

    const std::string bytes(sealed.begin(), sealed.end());

    CHECK(bytes.find("254712") == std::string::npos);
    CHECK(bytes.find("345678") == std::string::npos);
}

TEST_CASE("a tag finds the same number again, however it was written") {
    const KeyRing ring = ring_of(1);

    CHECK(ring.number_tag(number("+254712345678")) == ring.number_tag(number("0712345678")));
    CHECK(ring.number_tag(number("+254712345678")) != ring.number_tag(number("+254712345679")));
    CHECK(ring.number_tag(number("+254712345678")) != ring_of(2).number_tag(number("+254712345678")));
}

TEST_CASE("names of messages tell senders, texts and minutes apart") {
    const KeyRing ring = ring_of(1);
    const auto chief = number("+254712345678");
    const auto tag = ring.message_tag(chief, PrivateText("4821 1"), "100");

    CHECK(tag == ring.message_tag(chief, PrivateText("4821 1"), "100"));
    CHECK(tag != ring.message_tag(chief, PrivateText("4821 1"), "101"));
    CHECK(tag != ring.message_tag(chief, PrivateText("4821 "), "1100"));
    CHECK(tag != ring.message_tag(number("+254712345679"), PrivateText("4821 1"), "100"));
}

TEST_CASE("a follow-up code is kept only as a hash under a key of its own") {
    const KeyRing ring = ring_of(1);

    CHECK(ring.follow_up_hash("482107369") == ring.follow_up_hash("482107369"));
    CHECK(ring.follow_up_hash("482107369") != ring.follow_up_hash("482107368"));
    CHECK(ring.follow_up_hash("482107369") != ring_of(2).follow_up_hash("482107369"));
}

TEST_CASE("a report's text opens only for its own incident, with its own data key") {
    testing::SeededRandom random;
    const KeyRing ring = ring_of(1);
    const PrivateText text("near the Catholic church, moto mkubwa");
    const storage::IncidentId incident{41};

    const auto sealed = ring.seal_text(incident, text, random);

    CHECK(ring.open_text(incident, sealed) == text);
    CHECK_FALSE(ring.open_text(storage::IncidentId{42}, sealed));
    CHECK_FALSE(ring_of(2).open_text(incident, sealed));

    auto altered = sealed;
    altered.sealed.back() ^= 1;
    CHECK_FALSE(ring.open_text(incident, altered));

    auto swapped = sealed;
    swapped.wrapped_key = ring.seal_text(incident, text, random).wrapped_key;
    CHECK_FALSE(ring.open_text(incident, swapped));
}

TEST_CASE("an empty text is sealed like any other") {
    testing::SeededRandom random;
    const KeyRing ring = ring_of(1);

    const auto sealed = ring.seal_text(storage::IncidentId{1}, PrivateText(), random);

    CHECK(ring.open_text(storage::IncidentId{1}, sealed) == PrivateText());
}

TEST_CASE("what is sealed for one purpose does not open for another") {
    testing::SeededRandom random;
    const KeyRing ring = ring_of(1);

    CHECK_FALSE(ring.open_day_key(ring.seal_number(number("+254712345678"), random)));
    CHECK(ring.open_day_key(ring.seal_day_key(Bytes(32, 9), random)) == Bytes(32, 9));
}

TEST_CASE("a PIN and an invitation are kept as hashes that belong to one responder and one purpose") {
    const auto ring = ring_of(1);
    const storage::ResponderId asha{1};
    const storage::ResponderId baraka{2};

    CHECK(ring.pin_hash(asha, "4711") == ring.pin_hash(asha, "4711"));
    CHECK(ring.pin_hash(asha, "4711") != ring.pin_hash(asha, "4712"));
    CHECK(ring.pin_hash(asha, "4711") != ring.pin_hash(baraka, "4711"));
    CHECK(ring.pin_hash(asha, "4711") != ring.invitation_hash(asha, "4711"));
    CHECK(ring.pin_hash(asha, "4711") != ring_of(2).pin_hash(asha, "4711"));
    CHECK(ring.invitation_hash(asha, "48210736") != ring.invitation_hash(baraka, "48210736"));
}
