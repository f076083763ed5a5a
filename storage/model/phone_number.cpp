#include "storage/model/phone_number.hpp"

#include <algorithm>

namespace kengele::storage {
namespace {

bool all_digits(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Kenya's subscribers are nine digits beginning 7 or, since 2019, 1. Fixed lines take no SMS and dial no
// code.
bool is_kenyan_subscriber(std::string_view digits) {
    return digits.size() == 9 && (digits[0] == '7' || digits[0] == '1');
}

// What follows the plus: country code and number, at most 15 digits (E.164), never a leading zero. The
// shortest numbers in use have seven or eight; everything below is a short code.
bool is_international(std::string_view digits) {
    if (digits.starts_with("254")) return is_kenyan_subscriber(digits.substr(3));
    return digits.size() >= 8 && digits.size() <= 15 && digits[0] != '0';
}

}  // namespace

std::optional<PhoneNumber> PhoneNumber::parse(std::string_view text) {
    constexpr std::size_t longest = 2 + 15;  // "00" and E.164
    if (text.empty() || text.size() > longest) return std::nullopt;
    const bool has_plus = text[0] == '+' || text[0] == ' ';
    auto digits = has_plus ? text.substr(1) : text;
    if (digits.empty() || !all_digits(digits)) return std::nullopt;

    const bool has_prefix = !has_plus && digits.starts_with("00");
    if (has_prefix) digits.remove_prefix(2);
    if (has_plus || has_prefix || digits.starts_with("254")) {
        if (!is_international(digits)) return std::nullopt;
        return PhoneNumber("+" + std::string(digits));
    }
    if (digits[0] == '0') digits.remove_prefix(1);
    if (!is_kenyan_subscriber(digits)) return std::nullopt;
    return PhoneNumber("+254" + std::string(digits));
}

}  // namespace kengele::storage
