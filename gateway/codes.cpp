#include "gateway/codes.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace kengele::gateway {
namespace {

constexpr std::size_t case_number_digits = 7;
constexpr std::size_t follow_up_digits = 9;
constexpr std::size_t reply_code_digits = 4;
constexpr std::size_t invitation_digits = 8;

std::string random_digits(world::Random& random, std::size_t count, bool may_begin_with_zero);
char damm_digit(std::string_view digits);
bool all_digits(std::string_view text);

}  // namespace

std::string draw_case_number(world::Random& random) {
    std::string digits = random_digits(random, case_number_digits - 1, false);
    digits += damm_digit(digits);
    return digits;
}

bool is_case_number(std::string_view digits) {
    return digits.size() == case_number_digits && all_digits(digits) && digits.front() != '0' &&
           damm_digit(digits) == '0';
}

std::string draw_follow_up_code(world::Random& random) {
    std::string digits = random_digits(random, follow_up_digits - 1, true);
    digits += damm_digit(digits);
    return digits;
}

std::optional<std::string> read_follow_up_code(std::string_view typed) {
    std::string digits;
    for (const char c : typed) {
        if (c == ' ' || c == '-' || c == '.') continue;
        if (c == 'O' || c == 'o') {
            digits += '0';
        } else if (c == 'I' || c == 'i') {
            digits += '1';
        } else {
            digits += c;
        }
        if (digits.size() > follow_up_digits) return std::nullopt;
    }
    if (digits.size() != follow_up_digits || !all_digits(digits) || damm_digit(digits) != '0') {
        return std::nullopt;
    }
    return digits;
}

std::string spaced(std::string_view nine_digits) {
    std::string groups;
    for (std::size_t i = 0; i < nine_digits.size(); ++i) {
        if (i > 0 && i % 3 == 0) groups += ' ';
        groups += nine_digits[i];
    }
    return groups;
}

std::string draw_reply_code(world::Random& random) {
    // People drop a leading zero as if it meant nothing.
    return random_digits(random, reply_code_digits, false);
}

std::string draw_invitation_code(world::Random& random) {
    return random_digits(random, invitation_digits, false);
}

namespace {

// 250 is the largest multiple of ten in a byte: taking the rest of more would favour low digits. Drawn a
// handful at once, as each draw asks the system.
std::string random_digits(world::Random& random, std::size_t count, bool may_begin_with_zero) {
    std::string digits;
    std::array<std::uint8_t, 16> drawn{};
    for (;;) {
        random.fill(drawn);
        for (const auto byte : drawn) {
            const auto digit = static_cast<char>('0' + byte % 10);
            const bool is_refused = byte >= 250 || (digits.empty() && digit == '0' && !may_begin_with_zero);
            if (!is_refused) digits += digit;
            if (digits.size() == count) return digits;
        }
    }
}

// H. M. Damm's quasigroup of order ten. Over digits that already end with their check digit it gives '0'.
char damm_digit(std::string_view digits) {
    static constexpr std::array<std::array<std::uint8_t, 10>, 10> table{{
        {0, 3, 1, 7, 5, 9, 8, 6, 4, 2},
        {7, 0, 9, 2, 1, 5, 4, 8, 6, 3},
        {4, 2, 0, 6, 8, 7, 1, 3, 5, 9},
        {1, 7, 5, 0, 9, 8, 3, 4, 2, 6},
        {6, 1, 2, 3, 0, 4, 5, 9, 7, 8},
        {3, 6, 7, 4, 2, 0, 9, 5, 8, 1},
        {5, 8, 6, 9, 7, 2, 0, 1, 3, 4},
        {8, 9, 4, 5, 3, 6, 2, 0, 1, 7},
        {9, 4, 3, 8, 6, 1, 7, 2, 0, 5},
        {2, 5, 8, 1, 4, 3, 6, 7, 9, 0},
    }};
    std::uint8_t interim = 0;
    for (const char c : digits)
        interim = table[interim][static_cast<std::size_t>(c - '0')];
    return static_cast<char>('0' + interim);
}

bool all_digits(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace
}  // namespace kengele::gateway
