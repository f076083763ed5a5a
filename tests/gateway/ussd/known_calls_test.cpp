#include "gateway/ussd/known_calls.hpp"

#include <doctest/doctest.h>

using kengele::storage::Key128;
using kengele::ussd::KnownCalls;

namespace {

KnownCalls::Names call(std::uint8_t number) {
    Key128 today{};
    Key128 yesterday{};
    today[0] = number;
    yesterday[1] = number;
    return {{20'000, today}, {19'999, yesterday}};
}

}  // namespace

TEST_CASE("a call is known by what its last answer told") {
    KnownCalls calls(10);

    calls.note(call(1), {"sw", false});
    calls.note(call(1), {"sw", true});

    CHECK(calls.find(call(1)).language == "sw");
    CHECK(calls.find(call(1)).has_filed);
    CHECK(calls.find(call(2)).language.empty());
    CHECK_FALSE(calls.find(call(2)).has_filed);
}

TEST_CASE("over midnight a call is known by its old name") {
    KnownCalls calls(10);
    calls.note({call(1)[1]}, {"en", true});

    CHECK(calls.find(call(1)).has_filed);
}

TEST_CASE("the oldest call is forgotten first") {
    KnownCalls calls(2);

    for (std::uint8_t number = 1; number <= 3; ++number)
        calls.note(call(number), {"en", false});

    CHECK(calls.find(call(1)).language.empty());
    CHECK(calls.find(call(2)).language == "en");
    CHECK(calls.find(call(3)).language == "en");
}
