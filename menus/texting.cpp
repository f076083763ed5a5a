#include "menus/texting.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "menus/gsm7.hpp"
#include "menus/step.hpp"
#include "menus/text.hpp"
#include "menus/worst_case.hpp"

namespace kengele::menus {

namespace {

// The words that matter are short, and come first.
constexpr std::size_t read_bytes_max = 512;
constexpr std::array<std::string_view, 2> stop_words{"STOP", "ACHA"};

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// Words of letters and digits, in capitals; everything else only parts them.
std::vector<std::string> words_of(std::string_view text, std::size_t most) {
    std::vector<std::string> words;
    bool is_inside = false;
    for (const char c : fold_to_gsm7(text.substr(0, read_bytes_max))) {
        const bool is_part = is_letter(c) || is_digit(c) || (static_cast<unsigned char>(c) & 0x80) != 0;
        if (is_part && !is_inside && words.size() == most) break;
        if (is_part && !is_inside) words.emplace_back();
        if (is_part) words.back() += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        is_inside = is_part;
    }
    return words;
}

// Null when it is none of them.
const FirstWord* among(const std::vector<FirstWord>& words, const std::string& word) {
    const auto found = std::ranges::find(words, word, &FirstWord::word);
    return found == words.end() ? nullptr : &*found;
}

}  // namespace

std::optional<BeginWord> begin_word(const Menu& menu, std::string_view text) {
    if (!menu.texting) return std::nullopt;
    const auto words = words_of(text, 2);
    if (words.empty()) return std::nullopt;
    const bool is_alone = words.size() == 1;
    if (const auto* found = among(menu.texting->danger, words.front()))
        return BeginWord{Beginning::danger, is_alone, found->language};
    if (const auto* found = among(menu.texting->begin, words.front()))
        return BeginWord{Beginning::start, is_alone, found->language};
    return std::nullopt;
}

bool is_stop(std::string_view text) {
    const auto words = words_of(text, 2);
    return words.size() == 1 && is_stop_word(words.front());
}

bool is_stop_word(std::string_view capitals) {
    return std::ranges::find(stop_words, capitals) != stop_words.end();
}

std::string first_word(std::string_view text) {
    const auto words = words_of(text, 1);
    return !words.empty() && std::ranges::all_of(words.front(), is_letter) ? words.front() : std::string();
}

std::string danger_key(const Menu& menu) {
    const auto& options = menu.node(menu.start).options;
    const auto option = std::ranges::find(options, menu.danger, &Option::to);
    return menu.danger.empty() || option == options.end() ? std::string() : option->key;
}

Problems oversized_texting(const Menu& menu, const Places& places, std::string_view file_name) {
    Problems problems;
    if (!menu.texting) return problems;
    const auto facts = longest_fillings(menu, places);
    for (const Language language : menu.each_language()) {
        const auto text = fill(menu, places, begin(menu, language), facts, menu.texting->dial_instead);
        const int units = cost(text).units;
        if (units <= text_septets) continue;
        Problem problem;
        problem.file = file_name;
        problem.line = menu.texting->line;
        problem.language = menu.languages.at(language);
        problem.what =
            fmt::format("sms, {}: \"dial_instead\" takes {} characters at its longest; {} are allowed",
                        problem.language, units, text_septets);
        problem.mend = fmt::format("shorten it by {}", units - text_septets);
        problems.push_back(std::move(problem));
    }
    return problems;
}

}  // namespace kengele::menus
