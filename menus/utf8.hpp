#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace kengele::menus {

// One character of UTF-8 text. Bytes that are no UTF-8 read as U+FFFD, one at a time, so that any input has a
// reading.
struct CodePoint {
    char32_t value = 0;
    std::size_t bytes = 0;
};

// The character that begins at a byte; `at` must be inside the text.
CodePoint code_point_at(std::string_view utf8, std::size_t at);

void append(std::string& utf8, char32_t value);

// The letters a character is made of, accents and typographic form taken off ("ũ" is "u", an "fi" ligature is
// "fi"); lower case when asked for. Empty for what is only a mark or is invisible.
std::u32string plain_letters(char32_t value, bool lower_case);

// Unicode NFC: one spelling for texts that look the same. Broken bytes become U+FFFD.
std::string composed(std::string_view utf8);

}  // namespace kengele::menus
