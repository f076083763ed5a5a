#include "menus/gsm7.hpp"

#include <algorithm>
#include <vector>

#include "menus/utf8.hpp"

namespace kengele::menus {

namespace {

int septets_of(char32_t value);
int utf16_units_of(char32_t value);
int parts(const std::vector<int>& units, int alone, int each);
std::u32string folded(char32_t value);

}  // namespace

Cost cost(std::string_view utf8) {
    Cost total;
    int utf16_units = 0;
    for (std::size_t at = 0; at < utf8.size();) {
        const auto [value, bytes] = code_point_at(utf8, at);
        const int septets = septets_of(value);
        if (septets == 0 && total.is_gsm7) {
            total.is_gsm7 = false;
            total.first_foreign = at;
        }
        total.units += septets;
        utf16_units += utf16_units_of(value);
        at += bytes;
    }
    if (!total.is_gsm7) total.units = utf16_units;
    return total;
}

std::optional<int> septets(std::string_view utf8) {
    const auto total = cost(utf8);
    if (!total.is_gsm7) return std::nullopt;
    return total.units;
}

std::string_view beginning(std::string_view utf8, int units_max) {
    int units = 0;
    std::size_t at = 0;
    while (at < utf8.size()) {
        const auto [value, bytes] = code_point_at(utf8, at);
        const int septets = septets_of(value);
        units += septets > 0 ? septets : utf16_units_of(value);
        if (units > units_max) break;
        at += bytes;
    }
    return utf8.substr(0, at);
}

int sms_parts(std::string_view utf8) {
    const bool is_gsm7 = cost(utf8).is_gsm7;
    std::vector<int> units;
    for (std::size_t at = 0; at < utf8.size();) {
        const auto [value, bytes] = code_point_at(utf8, at);
        units.push_back(is_gsm7 ? septets_of(value) : utf16_units_of(value));
        at += bytes;
    }
    return is_gsm7 ? parts(units, 160, 153) : parts(units, 70, 67);
}

std::string fold_to_gsm7(std::string_view utf8) {
    std::string result;
    result.reserve(utf8.size());
    for (std::size_t at = 0; at < utf8.size();) {
        const auto [value, bytes] = code_point_at(utf8, at);
        for (const char32_t plain : folded(value)) {
            append(result, plain);
        }
        at += bytes;
    }
    return result;
}

namespace {

// 3GPP TS 23.038, 6.2.1: the basic table but for the letters and digits that ASCII shares, and the extension
// table. Escape (0x1B) is not a character, and form feed in the extension is a page break.
constexpr std::u32string_view basic_signs =
    U"@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./:;<=>?¡ÄÖÑÜ§¿äöñüà";
constexpr std::u32string_view extension = U"\f^{}\\[~]|€";

bool is_ascii_letter_or_digit(char32_t value) {
    return (value >= U'a' && value <= U'z') || (value >= U'A' && value <= U'Z') ||
           (value >= U'0' && value <= U'9');
}

// 0: not in the alphabet.
int septets_of(char32_t value) {
    if (is_ascii_letter_or_digit(value)) return 1;
    if (basic_signs.find(value) != std::u32string_view::npos) return 1;
    if (extension.find(value) != std::u32string_view::npos) return 2;
    return 0;
}

int utf16_units_of(char32_t value) {
    return value > 0xFFFF ? 2 : 1;
}

int parts(const std::vector<int>& units, int alone, int each) {
    int total = 0;
    for (const int one : units) {
        total += one;
    }
    if (total <= alone) return 1;
    int count = 1;
    int used = 0;
    for (const int one : units) {
        // What takes two units moves whole to the next part.
        if (used + one > each) {
            ++count;
            used = 0;
        }
        used += one;
    }
    return count;
}

// Signs that Unicode does not decompose to the plain ones people would have typed.
char32_t plain_sign(char32_t value) {
    switch (value) {
        case U'\u2018':
        case U'\u2019':
        case U'\u201A':
        case U'\u201B':
        case U'\u2032':
        case U'\u02BC':
        case U'\u2039':
        case U'\u203A':
        case U'`':
        case U'\u00B4':
            return U'\'';
        case U'\u201C':
        case U'\u201D':
        case U'\u201E':
        case U'\u201F':
        case U'\u2033':
        case U'\u00AB':
        case U'\u00BB':
            return U'"';
        case U'\u2010':
        case U'\u2011':
        case U'\u2012':
        case U'\u2013':
        case U'\u2014':
        case U'\u2015':
        case U'\u2212':
            return U'-';
        case U'\u2022':
        case U'\u00B7':
            return U'.';
        case U'\u2044':
            return U'/';
        default:
            return value;
    }
}

bool is_control(char32_t value) {
    return value < 0x20 || (value >= 0x7F && value < 0xA0) || value == U'\u2028' || value == U'\u2029';
}

std::u32string folded(char32_t value) {
    if (is_control(value)) return U" ";
    if (septets_of(value) > 0) return {value};
    if (const char32_t sign = plain_sign(value); sign != value) return {sign};
    std::u32string result = plain_letters(value, false);
    for (char32_t& part : result) {
        part = plain_sign(part);
        if (septets_of(part) == 0) part = U'?';
    }
    return result;
}

}  // namespace

}  // namespace kengele::menus
