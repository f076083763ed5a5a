#include "gateway/reporters/caller_texts.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "tests/gateway/world_for_tests.hpp"

using namespace kengele;
using namespace kengele::reporters;
using storage::PhoneNumber;
using storage::PrivateText;

namespace {

constexpr storage::Day monday = 20'000;

struct Folder {
    Folder() { keys.turn_to(monday).value(); }

    KeyRing ring{storage::Bytes(KeyRing::root_bytes, 1)};
    testing::MemoryKeyFiles files;
    testing::SeededRandom random;
    DayKeys keys{ring, files, random};
};

const TextToCaller text{PhoneNumber::parse("+254712345678").value(), PrivateText{"Choose:\n1 Fire\n0 Back"}};

bool holds(const storage::Bytes& bytes, std::string_view words) {
    return std::search(bytes.begin(), bytes.end(), words.begin(), words.end()) != bytes.end();
}

}  // namespace

TEST_CASE("a text to a caller comes out as it went in, and shows neither number nor words meanwhile") {
    Folder folder;

    const auto sealed = seal_caller_text(folder.keys, monday, text, folder.random);
    const auto opened = open_caller_text(folder.keys, sealed);

    REQUIRE(opened.has_value());
    CHECK(opened->to == text.to);
    CHECK(opened->text == text.text);
    CHECK_FALSE(holds(sealed.sealed, "712345678"));
    CHECK_FALSE(holds(sealed.sealed, "Fire"));
}

TEST_CASE("two texts to one caller have nothing in common") {
    Folder folder;

    const auto one = seal_caller_text(folder.keys, monday, text, folder.random);
    const auto other = seal_caller_text(folder.keys, monday, text, folder.random);

    CHECK(one.name != other.name);
    CHECK(one.sealed != other.sealed);
}

TEST_CASE("a text to a caller cannot be opened when its day is over, nor under another name") {
    Folder folder;
    auto sealed = seal_caller_text(folder.keys, monday, text, folder.random);

    folder.keys.turn_to(monday + 1).value();
    CHECK(open_caller_text(folder.keys, sealed));
    auto renamed = sealed;
    renamed.name[0] ^= 1;
    CHECK_FALSE(open_caller_text(folder.keys, renamed));
    folder.keys.turn_to(monday + 2).value();
    CHECK_FALSE(open_caller_text(folder.keys, sealed));
}
