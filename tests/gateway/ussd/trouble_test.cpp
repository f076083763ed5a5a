#include <doctest/doctest.h>

#include "gateway/ussd/trouble.hpp"
#include "gateway/ussd/words.hpp"
#include "menus/gsm7.hpp"
#include "storage/error.hpp"

using namespace kengele;
using namespace std::chrono_literals;
using storage::Error;

TEST_CASE("what was surely not saved is said so, what is uncertain is not") {
    for (const Error error :
         {Error::busy, Error::too_late, Error::full, Error::failed, Error::conflict, Error::broken}) {
        CHECK(ussd::trouble(error, "en", "*384*911#").text.find("NOT saved") != std::string::npos);
        CHECK(ussd::trouble(error, "sw", "*384*911#").text.find("HAIJAHIFADHIWA") != std::string::npos);
    }
    CHECK(ussd::trouble(Error::in_doubt, "en", "*384*911#").text ==
          "We could not confirm. Dial *384*911# again to check. Danger now? Call 999 or 112.");
}

TEST_CASE("a call whose report is stored never hears that it was not saved") {
    for (const Error error : {Error::busy, Error::too_late, Error::full, Error::failed}) {
        const auto screen = ussd::trouble(error, "en", "*384*911#", true);
        CHECK(screen.text.find("could not confirm") != std::string::npos);
    }
}

TEST_CASE("every word of trouble ends the call, names the emergency number and fits one screen") {
    for (const Error error : {Error::busy, Error::full, Error::in_doubt}) {
        for (const char* language : {"en", "sw", ""}) {
            CAPTURE(language);
            const auto screen = ussd::trouble(error, language, "*384*91100#");
            CHECK_FALSE(screen.waits);
            CHECK(screen.text.find("999") != std::string::npos);
            const auto septets = menus::septets(screen.text);
            REQUIRE(septets.has_value());
            CHECK(*septets <= 156);
        }
    }
    CHECK(menus::septets(ussd::call_is_over("").text).value_or(999) <= 156);
}

TEST_CASE("passed time is told in whole units") {
    struct Row {
        storage::Millis passed;
        const char* en;
        const char* sw;
    };
    const Row rows[] = {
        {20s, "just now", "sasa hivi"},
        {4min + 59s, "4 min ago", "dakika 4 zilizopita"},
        {89min, "89 min ago", "dakika 89 zilizopita"},
        {90min, "2 hours ago", "saa 2 zilizopita"},
        {72h, "3 days ago", "siku 3 zilizopita"},
    };

    for (const Row& row : rows) {
        CHECK(ussd::ago(row.passed, "en") == row.en);
        CHECK(ussd::ago(row.passed, "sw") == row.sw);
    }
}

TEST_CASE("a promised wait is rounded up and never nothing") {
    CHECK(ussd::within_words(0s, "en") == "1 min");
    CHECK(ussd::within_words(4min + 1s, "en") == "5 min");
    CHECK(ussd::within_words(24h, "sw") == "saa 24");
}
