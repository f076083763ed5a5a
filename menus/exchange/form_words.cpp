#include "menus/exchange/form_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <utility>

#include "menus/exchange/names.hpp"
#include "menus/gsm7.hpp"
#include "menus/text.hpp"
#include "menus/utf8.hpp"

namespace kengele::exchange {

namespace {

constexpr std::size_t text_bytes_max = 4000;

bool is_there(const std::string& words) {
    return !words.empty();
}

std::string fold_lines(const std::string& text) {
    std::string result;
    for (const auto& line : menus::lines_of(text))
        result += (result.empty() ? "" : "\n") + menus::fold_to_gsm7(line);
    return result;
}

}  // namespace

std::string FormWords::code_of(const std::string& language) const {
    const auto code = language_code(language.empty() ? default_language_ : language);
    return code.empty() ? "en" : code;
}

Words FormWords::needed(const FormCell& cell, const std::string& name, bool is_plain) {
    auto words = texts(cell, is_plain);
    const auto there = std::ranges::find_if(words, is_there);
    const auto usual = there == words.end() ? clean(cell.table, cell.row, cell.column, name, true) : *there;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (!words[i].empty()) continue;
        lose(cell.table, cell.row, fmt::format("{} ({})", cell.column, languages_[i]),
             fmt::format("there is no text: \"{}\" stands for it", usual), "write the translation");
        words[i] = usual.empty() ? "?" : usual;
    }
    return words;
}

Words FormWords::optional(const FormCell& cell) {
    auto words = texts(cell, true);
    const auto there = std::ranges::find_if(words, is_there);
    if (there == words.end()) return {};
    const auto usual = *there;
    std::ranges::replace_if(words, std::not_fn(is_there), usual);
    return words;
}

Words FormWords::texts(const FormCell& cell, bool is_plain) {
    Words words;
    for (const auto& language : languages_) {
        std::string text;
        for (const auto& [name, at] : cell.columns.in_languages(cell.column)) {
            if (text.empty() && code_of(name) == language) text = cell.columns.at(cell.row, at);
        }
        words.push_back(clean(cell.table, cell.row, cell.column, text, is_plain));
    }
    return words;
}

std::string FormWords::clean(const Table& table, const Table::Row& row, const std::string& column,
                             const std::string& text, bool is_plain) {
    if (text.size() > text_bytes_max) {
        lose(table, row, column, fmt::format("a text of {} letters is left out", text.size()),
             "a screen has 160; write what matters");
        return {};
    }
    const auto cleaned = plain_words(text, [&](const std::string& name) -> std::string {
        const auto found = fields_.find(name);
        if (found != fields_.end() && !is_plain) return "{" + found->second + "}";
        lose(table, row, column, fmt::format("${{{}}} cannot be filled in here", name), "say it in words");
        return "...";
    });
    auto composed = menus::composed(cleaned.words);
    if (cleaned.has_markup)
        lose(table, row, column, "markup is left out of the text", "read how it looks now");
    if (menus::cost(composed).is_gsm7) return composed;
    auto folded = fold_lines(composed);
    lose(table, row, column, "letters that no plain phone shows are written otherwise",
         fmt::format("read how it looks now: \"{}\"", folded));
    return folded;
}

void FormWords::lose(const Table& table, const Table::Row& row, const std::string& column, std::string what,
                     std::string mend) {
    if (losses_.size() < remarks_max)
        losses_.push_back({table.file(), row.number, column, std::move(what), std::move(mend)});
}

}  // namespace kengele::exchange
