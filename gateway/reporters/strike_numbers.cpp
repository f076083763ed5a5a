#include "gateway/reporters/strike_numbers.hpp"

#include <cstddef>

namespace kengele::reporters {

std::string without_numbers(std::string_view text) {
    static constexpr int digits_min = 7;
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    static constexpr std::size_t gap_max = 3;
    const auto is_gap = [](char c) {
        const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        return !is_letter && static_cast<unsigned char>(c) < 0x80;
    };
    std::string clean;
    for (std::size_t i = 0; i < text.size();) {
        if (!is_digit(text[i])) {
            clean += text[i++];
            continue;
        }
        std::size_t end = i;  // behind the last digit
        int digits = 0;
        for (std::size_t j = i; j < text.size() && j <= end + gap_max; ++j) {
            if (is_digit(text[j])) {
                ++digits;
                end = j + 1;
            } else if (!is_gap(text[j])) {
                break;
            }
        }
        clean += digits >= digits_min ? std::string_view("***") : text.substr(i, end - i);
        i = end;
    }
    return clean;
}

}  // namespace kengele::reporters
