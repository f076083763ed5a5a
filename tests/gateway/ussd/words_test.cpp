#include "gateway/ussd/words.hpp"

#include <doctest/doctest.h>

#include "gateway/ussd/trouble.hpp"
#include "storage/error.hpp"

namespace kengele::ussd {

using namespace std::chrono_literals;

TEST_CASE("a caller of a language that Kengele does not speak reads its own words in English") {
    CHECK(status_word(cases::Stage::accepted, "so") == "Accepted by");
    CHECK(status_word(cases::Stage::accepted, "sw") == "Imekubaliwa na");
    CHECK(ago(4min, "so") == "4 min ago");
    CHECK(within_words(15min, "so") == "15 min");
}

TEST_CASE("trouble is told in both languages to a caller of another") {
    const auto screen = trouble(storage::Error::busy, "so", "*384*911#", false);

    CHECK(screen.text.find("Report NOT saved") != std::string::npos);
    CHECK(screen.text.find("HAIJAHIFADHIWA") != std::string::npos);
}

}  // namespace kengele::ussd
