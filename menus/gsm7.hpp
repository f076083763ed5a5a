#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kengele::menus {

// What text costs on the wire (3GPP TS 23.038): septets of the GSM 7-bit alphabet, two for a character of the
// extension table, or UTF-16 units when one character is outside both.
struct Cost {
    bool is_gsm7 = true;
    int units = 0;                  // septets, or UTF-16 units when not GSM-7
    std::size_t first_foreign = 0;  // byte offset of the first character outside the alphabet, when not GSM-7
};

Cost cost(std::string_view utf8);

// Septets when the text is GSM-7, nothing otherwise.
std::optional<int> septets(std::string_view utf8);

// The longest beginning that takes no more septets (a foreign character counted as its UTF-16 units).
std::string_view beginning(std::string_view utf8, int units_max);

// SMS parts: 160 septets or 70 units alone, 153 or 67 a part when long; a two-septet character or a surrogate
// pair is never split.
int sms_parts(std::string_view utf8);

// The text with typographic quotes, dashes, ellipsis, no-break spaces, i/u with tilde and the like made
// plain, and anything still outside the alphabet made '?': what callers type always fits a screen. Control
// characters become spaces.
std::string fold_to_gsm7(std::string_view utf8);

}  // namespace kengele::menus
