#pragma once

#include <charconv>
#include <optional>
#include <string_view>

namespace kengele::cli {

// A decimal number without sign or blanks, within its bounds.
inline std::optional<int> whole_number(std::string_view text, int least, int most) {
    int number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool is_whole = read.ec == std::errc{} && read.ptr == text.data() + text.size();
    if (!is_whole || number < least || number > most) return std::nullopt;
    return number;
}

// What ladders say instead of a role key.
inline bool is_ladder_word(std::string_view word) {
    return word == "LEAD" || word == "COPY" || word == "DEPUTY" || word == "TIER0" || word == "TIER1" ||
           word == "NEXT";
}

}  // namespace kengele::cli
