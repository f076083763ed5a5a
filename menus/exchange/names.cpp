#include "menus/exchange/names.hpp"

#include <algorithm>

namespace kengele::exchange {

namespace {

bool is_small(char letter) {
    return letter >= 'a' && letter <= 'z';
}

}  // namespace

bool is_menu_name(std::string_view text) {
    return !text.empty() && text.size() <= 40 && is_small(text.front()) &&
           std::ranges::all_of(text, [](char letter) {
               return is_small(letter) || (letter >= '0' && letter <= '9') || letter == '_';
           });
}

bool is_language_code(std::string_view word) {
    return word.size() >= 2 && word.size() <= 3 && std::ranges::all_of(word, is_small);
}

}  // namespace kengele::exchange
