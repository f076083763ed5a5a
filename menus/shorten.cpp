#include "menus/shorten.hpp"

#include <algorithm>
#include <array>

#include "menus/gsm7.hpp"

namespace kengele::menus {

namespace {

// A text that ends in one of these reads as if something were missing.
constexpr std::array<std::string_view, 22> leading_on{"a",  "an", "and", "at", "by", "for", "from", "in",
                                                      "of", "or", "the", "to", "au", "cha", "kwa",  "la",
                                                      "na", "ni", "vya", "wa", "ya", "za"};

std::string_view without_last_word(std::string_view words) {
    const auto space = words.find_last_of(' ');
    if (space == std::string_view::npos) return {};
    words = words.substr(0, space);
    const auto last = words.find_last_not_of(" ,;:-/");
    return last == std::string_view::npos ? std::string_view() : words.substr(0, last + 1);
}

bool leads_on(std::string_view words) {
    const auto space = words.find_last_of(' ');
    const auto last = space == std::string_view::npos ? words : words.substr(space + 1);
    return std::ranges::find(leading_on, last) != leading_on.end();
}

}  // namespace

std::optional<std::string> shortened(std::string_view words, int units) {
    const int wanted = cost(words).units - units;
    auto left = words;
    while (!left.empty() && (cost(left).units > wanted || leads_on(left)))
        left = without_last_word(left);
    if (left.empty()) return std::nullopt;
    return std::string(left);
}

}  // namespace kengele::menus
