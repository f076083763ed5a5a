#include "gateway/codes.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <set>

#include "tests/gateway/world_for_tests.hpp"

using namespace kengele;
using namespace kengele::gateway;

namespace {

bool all_digits(const std::string& text) {
    return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

TEST_CASE("a case number has seven digits, never begins with zero and passes its own check") {
    testing::SeededRandom random;

    for (int i = 0; i < 2000; ++i) {
        const std::string number = draw_case_number(random);

        REQUIRE(number.size() == 7);
        REQUIRE(all_digits(number));
        REQUIRE(number.front() != '0');
        REQUIRE(is_case_number(number));
    }
}

TEST_CASE("the check digit is Damm's: the published example 572 has check digit 4") {
    // Leading zeros do not move the quasigroup, so the example can be read as a nine-digit code.
    CHECK(read_follow_up_code("000005724") == "000005724");
    CHECK_FALSE(read_follow_up_code("000005723"));
    CHECK_FALSE(read_follow_up_code("000005742"));
}

TEST_CASE("every single wrong digit and every swap of neighbours in a case number is caught") {
    testing::SeededRandom random(7);

    for (int i = 0; i < 300; ++i) {
        const std::string number = draw_case_number(random);
        for (std::size_t at = 0; at < number.size(); ++at) {
            for (char digit = '0'; digit <= '9'; ++digit) {
                std::string wrong = number;
                wrong[at] = digit;
                REQUIRE(is_case_number(wrong) == (wrong == number));
            }
            if (at == 0) continue;
            std::string swapped = number;
            std::swap(swapped[at - 1], swapped[at]);
            REQUIRE(is_case_number(swapped) == (swapped == number));
        }
    }
}

TEST_CASE("every single wrong digit and every swap of neighbours in a follow-up code is caught") {
    testing::SeededRandom random(8);

    for (int i = 0; i < 300; ++i) {
        const std::string code = draw_follow_up_code(random);
        REQUIRE(code.size() == 9);
        REQUIRE(read_follow_up_code(code) == code);
        for (std::size_t at = 0; at < code.size(); ++at) {
            for (char digit = '0'; digit <= '9'; ++digit) {
                std::string wrong = code;
                wrong[at] = digit;
                REQUIRE(read_follow_up_code(wrong).has_value() == (wrong == code));
            }
            if (at == 0) continue;
            std::string swapped = code;
            std::swap(swapped[at - 1], swapped[at]);
            REQUIRE(read_follow_up_code(swapped).has_value() == (swapped == code));
        }
    }
}

TEST_CASE("a case number is seven plain digits and nothing else") {
    testing::SeededRandom random;
    const std::string number = draw_case_number(random);

    CHECK_FALSE(is_case_number(""));
    CHECK_FALSE(is_case_number(number + "0"));
    CHECK_FALSE(is_case_number(number.substr(1)));
    CHECK_FALSE(is_case_number("48a9137"));
    CHECK_FALSE(is_case_number("0000000"));
}

TEST_CASE("a follow-up code is read as people type it") {
    testing::SeededRandom random(3);
    std::string code;
    do {
        code = draw_follow_up_code(random);
    } while (code.find('0') == std::string::npos || code.find('1') == std::string::npos);
    std::string letters = code;
    std::ranges::replace(letters, '0', 'O');
    std::ranges::replace(letters, '1', 'i');

    CHECK(spaced(code).size() == 11);
    CHECK(read_follow_up_code(spaced(code)) == code);
    CHECK(read_follow_up_code(" " + code + ".") == code);
    CHECK(read_follow_up_code(code.substr(0, 3) + "-" + code.substr(3, 3) + "-" + code.substr(6)) == code);
    CHECK(read_follow_up_code(letters) == code);
    CHECK_FALSE(read_follow_up_code(""));
    CHECK_FALSE(read_follow_up_code(code + code));
    CHECK_FALSE(read_follow_up_code(code.substr(0, 8)));
    CHECK_FALSE(read_follow_up_code("48210736x"));
    CHECK_FALSE(read_follow_up_code("48210736*"));
    CHECK_FALSE(read_follow_up_code(std::string(1'000'000, '4')));
}

TEST_CASE("codes come from the whole space and no digit is favoured") {
    testing::SeededRandom random(11);
    std::array<int, 10> seen{};
    std::set<std::string> replies;

    for (int i = 0; i < 20'000; ++i) {
        for (const char digit : draw_follow_up_code(random))
            ++seen[static_cast<std::size_t>(digit - '0')];
        replies.insert(draw_reply_code(random));
    }

    // 180,000 digits, 18,000 of each on average; six standard deviations are about 760.
    for (const int count : seen)
        CHECK(std::abs(count - 18'000) < 760);
    CHECK(replies.size() > 7'500);  // of 9,000; 20,000 draws leave about a tenth unseen
    CHECK(replies.begin()->front() != '0');
    CHECK(
        std::ranges::all_of(replies, [](const auto& code) { return code.size() == 4 && all_digits(code); }));
}
