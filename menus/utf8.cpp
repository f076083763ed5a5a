#include "menus/utf8.hpp"

#include <utf8proc.h>

#include <array>
#include <cstdlib>
#include <memory>
#include <stdexcept>

namespace kengele::menus {

CodePoint code_point_at(std::string_view utf8, std::size_t at) {
    utf8proc_int32_t value = 0;
    const auto* start = reinterpret_cast<const utf8proc_uint8_t*>(utf8.data()) + at;
    const auto bytes = utf8proc_iterate(start, static_cast<utf8proc_ssize_t>(utf8.size() - at), &value);
    if (bytes <= 0) return {U'\uFFFD', 1};
    return {static_cast<char32_t>(value), static_cast<std::size_t>(bytes)};
}

void append(std::string& utf8, char32_t value) {
    std::array<utf8proc_uint8_t, 4> bytes{};
    const auto count = utf8proc_encode_char(static_cast<utf8proc_int32_t>(value), bytes.data());
    utf8.append(reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(count));
}

std::u32string plain_letters(char32_t value, bool lower_case) {
    int options = UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_STRIPMARK | UTF8PROC_IGNORE;
    if (lower_case) options |= UTF8PROC_CASEFOLD;
    std::array<utf8proc_int32_t, 32> parts{};
    int boundary = 0;
    const auto count = utf8proc_decompose_char(static_cast<utf8proc_int32_t>(value), parts.data(),
                                               static_cast<utf8proc_ssize_t>(parts.size()),
                                               static_cast<utf8proc_option_t>(options), &boundary);
    // The longest decomposition in Unicode is 18; a negative count is a value that is no character.
    if (count < 0 || count > static_cast<utf8proc_ssize_t>(parts.size())) return {value};
    return {parts.begin(), parts.begin() + count};
}

std::string composed(std::string_view utf8) {
    std::string clean;
    clean.reserve(utf8.size());
    for (std::size_t at = 0; at < utf8.size();) {
        const auto [value, bytes] = code_point_at(utf8, at);
        append(clean, value);
        at += bytes;
    }
    utf8proc_uint8_t* result = nullptr;
    const auto size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(clean.data()),
                                   static_cast<utf8proc_ssize_t>(clean.size()), &result,
                                   static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
    const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(result, &std::free);
    if (size < 0) throw std::runtime_error(utf8proc_errmsg(size));
    return {reinterpret_cast<const char*>(result), static_cast<std::size_t>(size)};
}

}  // namespace kengele::menus
