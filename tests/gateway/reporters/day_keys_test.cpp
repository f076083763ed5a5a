#include "gateway/reporters/day_keys.hpp"

#include <doctest/doctest.h>

#include "tests/gateway/world_for_tests.hpp"

using namespace kengele;
using namespace kengele::reporters;
using storage::Bytes;
using storage::PhoneNumber;

namespace {

constexpr storage::Day monday = 20'000;

// One data folder's keys/ and those who use it; `restart` forgets what was in memory.
struct Folder {
    KeyRing ring{Bytes(KeyRing::root_bytes, 1)};
    testing::MemoryKeyFiles files;
    testing::SeededRandom random;
    std::unique_ptr<DayKeys> keys = std::make_unique<DayKeys>(ring, files, random);

    void restart() { keys = std::make_unique<DayKeys>(ring, files, random); }
    std::optional<storage::Day> turn_to(storage::Day day) { return keys->turn_to(day).value(); }
    std::vector<std::string> names() { return files.names().value(); }
};

const PhoneNumber caller = PhoneNumber::parse("+254712345678").value();

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("before the first turn nobody is known") {
    Folder folder;

    CHECK(folder.keys->pseudonyms(caller).empty());
    CHECK(folder.keys->session_names("at", "s1", caller).empty());
}

TEST_CASE("a day key is in keys/ before it names anybody, and sealed there") {
    Folder folder;

    folder.turn_to(monday);

    REQUIRE(folder.names() == Names{"day-20000"});
    CHECK(folder.ring.open_day_key(folder.files.files.at("day-20000"))->size() == 32);
    CHECK(folder.files.files.at("day-20000").size() > 32);
    REQUIRE(folder.keys->pseudonyms(caller).size() == 1);
    CHECK(folder.keys->pseudonyms(caller).front().day == monday);
}

TEST_CASE("a caller has the same name all day and after a restart") {
    Folder folder;
    folder.turn_to(monday);
    const auto before = folder.keys->pseudonyms(caller);

    folder.restart();
    folder.turn_to(monday);

    CHECK(folder.keys->pseudonyms(caller) == before);
    CHECK(folder.keys->pseudonyms(PhoneNumber::parse("+254712345679").value()) != before);
}

TEST_CASE("two folders with the same root know a caller by different names") {
    Folder one;
    Folder other;
    other.random = testing::SeededRandom(2);
    one.turn_to(monday);
    other.turn_to(monday);

    CHECK(one.keys->pseudonyms(caller) != other.keys->pseudonyms(caller));
}

TEST_CASE("at midnight today's name comes first and yesterday's still finds the caller") {
    Folder folder;
    folder.turn_to(monday);
    const auto yesterday = folder.keys->pseudonyms(caller);

    folder.turn_to(monday + 1);

    const auto both = folder.keys->pseudonyms(caller);
    REQUIRE(both.size() == 2);
    CHECK(both[0].day == monday + 1);
    CHECK(both[0].hash != yesterday[0].hash);
    CHECK(both[1] == yesterday[0]);
}

TEST_CASE("a session begun before midnight goes on after it and is sealed under its own day") {
    Folder folder;
    folder.turn_to(monday);
    const auto begun = folder.keys->session_names("at", "ATUid_1", caller).front();
    const Bytes sealed = folder.keys->seal(begun.day, begun.key, "1*2*Makina", folder.random);

    folder.turn_to(monday + 1);

    const auto names = folder.keys->session_names("at", "ATUid_1", caller);
    REQUIRE(names.size() == 2);
    CHECK(names[1].day == begun.day);
    CHECK(names[1].key == begun.key);
    CHECK(folder.keys->open(begun.day, begun.key, sealed) == "1*2*Makina");
    const Bytes next = folder.keys->seal(begun.day, begun.key, "1*2*Makina*1", folder.random);
    CHECK(folder.keys->open(begun.day, begun.key, next) == "1*2*Makina*1");
}

TEST_CASE("a session is another one for another channel, id or number") {
    Folder folder;
    folder.turn_to(monday);
    const auto key = [&](std::string_view channel, std::string_view id, const PhoneNumber& number) {
        return folder.keys->session_names(channel, id, number).front().key;
    };
    const auto other = PhoneNumber::parse("+254712345679").value();

    CHECK(key("at", "s1", caller) == key("at", "s1", caller));
    CHECK(key("at", "s1", caller) != key("at", "s1", other));
    CHECK(key("at", "s1", caller) != key("at", "s2", caller));
    CHECK(key("at", "s1", caller) != key("ats", "1", caller));
}

TEST_CASE("what a session holds opens only under its own name and unaltered") {
    Folder folder;
    folder.turn_to(monday);
    const auto mine = folder.keys->session_names("at", "s1", caller).front();
    const auto theirs = folder.keys->session_names("at", "s2", caller).front();
    const Bytes sealed = folder.keys->seal(monday, mine.key, "secret", folder.random);

    CHECK(folder.keys->open(monday, mine.key, sealed) == "secret");
    CHECK_FALSE(folder.keys->open(monday, theirs.key, sealed));
    CHECK_FALSE(folder.keys->open(monday - 1, mine.key, sealed));
    for (std::size_t at = 0; at < sealed.size(); ++at) {
        Bytes altered = sealed;
        altered[at] ^= 0x80;
        REQUIRE_FALSE(folder.keys->open(monday, mine.key, altered));
    }
}

TEST_CASE("after two days a key is destroyed and nobody opens or finds again") {
    Folder folder;
    folder.turn_to(monday);
    const auto session = folder.keys->session_names("at", "s1", caller).front();
    const auto name = folder.keys->pseudonyms(caller).front();
    const Bytes sealed = folder.keys->seal(monday, session.key, "secret", folder.random);
    folder.turn_to(monday + 1);

    const auto forgotten = folder.turn_to(monday + 2);

    CHECK(forgotten == monday);
    CHECK(folder.names() == Names{"day-20001", "day-20002"});
    CHECK_FALSE(folder.keys->open(monday, session.key, sealed));
    CHECK(folder.keys->seal(monday, session.key, "more", folder.random).empty());
    for (const auto& known : folder.keys->pseudonyms(caller))
        CHECK_FALSE(known == name);
}

TEST_CASE("the day to forget is told at start and when it moves, not at every turn") {
    Folder folder;

    CHECK(folder.turn_to(monday) == monday - 2);
    CHECK_FALSE(folder.turn_to(monday));
    CHECK(folder.turn_to(monday + 1) == monday - 1);
    CHECK_FALSE(folder.turn_to(monday + 1));
    // A crash between the key's end and the rows' end must not keep the rows.
    folder.restart();
    CHECK(folder.turn_to(monday + 1) == monday - 1);
}

TEST_CASE("a clock that jumps forward by months ends both old keys") {
    Folder folder;
    folder.turn_to(monday);
    folder.turn_to(monday + 1);

    CHECK(folder.turn_to(monday + 90) == monday + 88);
    CHECK(folder.names() == Names{"day-20090"});
    CHECK(folder.keys->pseudonyms(caller).size() == 1);
}

TEST_CASE("a clock that jumps back makes no key and destroys none") {
    for (const storage::Day back : {1, 2, 30, 20'000}) {
        CAPTURE(back);
        Folder folder;
        folder.turn_to(monday - 1);
        folder.turn_to(monday);
        const auto before = folder.keys->pseudonyms(caller);
        const auto files = folder.files.files;

        CHECK_FALSE(folder.turn_to(monday - back));
        CHECK_FALSE(folder.turn_to(monday - back));

        CHECK(folder.files.files == files);
        CHECK(folder.keys->pseudonyms(caller) == before);

        // And when the network tells the time again, the day goes on as if nothing had been.
        CHECK_FALSE(folder.turn_to(monday));
        CHECK(folder.turn_to(monday + 1) == monday - 1);
        CHECK(folder.names() == Names{"day-20000", "day-20001"});
    }
}

TEST_CASE("a machine that starts in 1970 keeps its keys over the restart") {
    Folder folder;
    folder.turn_to(monday);
    const auto before = folder.keys->pseudonyms(caller);

    folder.restart();
    folder.turn_to(0);

    CHECK(folder.keys->pseudonyms(caller) == before);
    folder.turn_to(monday);
    CHECK(folder.keys->pseudonyms(caller) == before);
}

TEST_CASE("a key made by a clock months ahead does not outlive two days after the clock was put right") {
    Folder folder;
    folder.turn_to(monday);
    folder.turn_to(monday + 90);
    REQUIRE(folder.names() == Names{"day-20090"});

    folder.turn_to(monday);
    folder.turn_to(monday + 1);
    REQUIRE(folder.names() == Names{"day-20090"});
    const auto forgotten = folder.turn_to(monday + 2);

    CHECK(folder.names() == Names{"day-20002"});
    CHECK(forgotten == monday + 90);
    CHECK(folder.keys->pseudonyms(caller).front().day == monday + 2);
}

TEST_CASE("when today's key cannot be written yesterday's goes on and no unwritten key is used") {
    Folder folder;
    folder.turn_to(monday);
    const auto before = folder.keys->pseudonyms(caller);
    folder.files.is_full = true;

    CHECK(folder.keys->turn_to(monday + 1).has_error());

    CHECK(folder.keys->pseudonyms(caller) == before);
    folder.files.is_full = false;
    CHECK(folder.turn_to(monday + 1) == monday - 1);
    CHECK(folder.keys->pseudonyms(caller).size() == 2);
}

TEST_CASE("a key whose file cannot be destroyed is used no more, and its end is tried again") {
    Folder folder;
    folder.turn_to(monday);
    folder.turn_to(monday + 1);
    folder.files.is_read_only = true;

    CHECK(folder.keys->turn_to(monday + 2).has_error());

    CHECK(folder.names() == Names{"day-20000", "day-20001", "day-20002"});
    CHECK(folder.keys->pseudonyms(caller).back().day == monday + 1);
    folder.files.is_read_only = false;
    CHECK(folder.turn_to(monday + 2) == monday);
    CHECK(folder.names() == Names{"day-20001", "day-20002"});
}

TEST_CASE("a damaged key file of today is replaced, of yesterday only missed") {
    Folder folder;
    folder.turn_to(monday);
    folder.turn_to(monday + 1);
    folder.files.files.at("day-20000").back() ^= 1;
    folder.files.files.at("day-20001").clear();

    folder.restart();
    folder.turn_to(monday + 1);

    const auto names = folder.keys->pseudonyms(caller);
    REQUIRE(names.size() == 1);
    CHECK(names.front().day == monday + 1);
    CHECK(folder.ring.open_day_key(folder.files.files.at("day-20001")).has_value());
}

TEST_CASE("other files in keys/ are nobody's day key") {
    Folder folder;
    folder.files.files["audit"] = Bytes(8, 1);
    folder.files.files["day-"] = Bytes(8, 1);
    folder.files.files["day-12x"] = Bytes(8, 1);

    folder.turn_to(monday);

    CHECK(folder.names() == Names{"audit", "day-", "day-12x", "day-20000"});
}

TEST_CASE("a key that is still needed lives until the turn that needs it no longer") {
    Folder folder;
    folder.turn_to(monday);
    const auto name = folder.keys->session_names("at", "s1", caller).front();
    const auto sealed = folder.keys->seal(monday, name.key, "told", folder.random);
    folder.restart();

    CHECK(folder.keys->turn_to(monday + 5, monday).value() == monday - 1);
    CHECK(folder.keys->open(monday, name.key, sealed) == "told");
    CHECK(folder.turn_to(monday + 5) == monday + 3);

    CHECK_FALSE(folder.keys->open(monday, name.key, sealed).has_value());
    CHECK(folder.names() == Names{"day-20005"});
}
