#include "menus/exchange/columns.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "menus/exchange/names.hpp"

namespace kengele::exchange {

namespace {

constexpr std::array plain_names{"type",       "name",      "required",     "relevant",
                                 "constraint", "list_name", "choice_filter"};
constexpr std::array text_names{"label", "hint", "constraint_message"};
constexpr std::array lost_names{
    "appearance",   "calculation", "read_only", "readonly",      "default", "required_message",
    "repeat_count", "parameters",  "trigger",   "guidance_hint", "image",   "audio",
    "video",        "media",       "big-image", "note",          "body",    "bind",
    "instance",     "intent",      "count"};

constexpr std::pair<std::string_view, std::string_view> spellings[] = {
    {"list name", "list_name"},
    {"relevance", "relevant"},
    {"value", "name"},
    {"choice filter", "choice_filter"},
    {"constraint message", "constraint_message"},
    {"read only", "read_only"},
    {"repeat count", "repeat_count"},
};

constexpr std::pair<std::string_view, std::string_view> languages[] = {
    {"english", "en"},  {"kiswahili", "sw"}, {"swahili", "sw"}, {"somali", "so"},
    {"kikuyu", "ki"},   {"gikuyu", "ki"},    {"luo", "luo"},    {"dholuo", "luo"},
    {"kamba", "kam"},   {"luhya", "luy"},    {"oromo", "om"},   {"french", "fr"},
    {"francais", "fr"}, {"arabic", "ar"},    {"amharic", "am"}, {"default", "en"},
};

std::string lower(std::string_view text) {
    std::string result;
    for (const char letter : text)
        result += letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    return result;
}

template <class Words>
bool is_one_of(const Words& words, std::string_view word) {
    return std::ranges::count(words, word) > 0;
}

}  // namespace

Columns::Columns(const Table& table, Remarks& losses) {
    const bool is_choices = std::ranges::any_of(table.columns(), [](const std::string& name) {
        return lower(name) == "list_name" || lower(name) == "list name";
    });
    for (std::size_t i = 0; i < table.columns().size(); ++i) {
        const auto& written = table.columns()[i];
        if (written.empty()) continue;
        const auto parted = std::min(written.find(':'), written.size());
        auto name = lower(trimmed(std::string_view(written).substr(0, parted)));
        for (const auto& [spelling, word] : spellings) {
            if (name == spelling && (word != "name" || is_choices)) name = word;
        }
        auto rest = std::string_view(written).substr(parted);
        while (rest.starts_with(':'))
            rest.remove_prefix(1);
        if (is_one_of(plain_names, name)) {
            plain_.emplace(name, i);
        } else if (is_one_of(text_names, name)) {
            texts_[name].push_back({std::string(trimmed(rest)), i});
        } else if (is_one_of(lost_names, name)) {
            lost_.push_back({written, i});
        } else if (is_choices) {
            plain_.emplace(written, i);  // a filter may compare with it
        } else {
            const bool is_used =
                std::ranges::any_of(table.rows(), [&](const Table::Row& row) { return !at(row, i).empty(); });
            if (is_used && losses.size() < remarks_max)
                losses.push_back({table.file(), 1, written, "this column is of no form that is read",
                                  "nothing, if it is one that your tool keeps for itself"});
        }
    }
}

const std::string& Columns::plain(const Table::Row& row, std::string_view name) const {
    static const std::string none;
    const auto found = plain_.find(name);
    return found == plain_.end() ? none : at(row, found->second);
}

const std::string& Columns::at(const Table::Row& row, std::size_t column) const {
    static const std::string none;
    return column < row.cells.size() ? row.cells[column] : none;
}

const std::vector<Columns::At>& Columns::in_languages(std::string_view name) const {
    static const std::vector<At> none;
    const auto found = texts_.find(name);
    return found == texts_.end() ? none : found->second;
}

std::vector<std::string> Columns::languages() const {
    std::vector<std::string> result;
    for (const auto& column : in_languages("label"))
        result.push_back(column.name);
    return result;
}

std::string language_code(std::string_view written) {
    const auto open = written.rfind('(');
    const auto close = written.rfind(')');
    if (open != std::string_view::npos && close != std::string_view::npos && open < close) {
        const auto code = lower(trimmed(written.substr(open + 1, close - open - 1)));
        const auto first = code.substr(0, code.find('-'));  // "en-GB"
        if (is_language_code(first)) return first;
        written = written.substr(0, open);
    }
    const auto word = lower(trimmed(written));
    for (const auto& [name, code] : kengele::exchange::languages) {
        if (word == name) return std::string(code);
    }
    return is_language_code(word) ? word : std::string();
}

std::string menu_name(std::string_view name, std::string_view otherwise) {
    std::string result;
    for (const char letter : lower(name)) {
        const bool fits = (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9');
        if (fits || (!result.empty() && result.back() != '_')) result += fits ? letter : '_';
    }
    while (result.ends_with('_'))
        result.pop_back();
    if (result.empty()) return std::string(otherwise);
    if (result.front() < 'a') result = fmt::format("{}_{}", otherwise, result);
    return result.substr(0, 40);
}

std::string menu_value(std::string_view value) {
    std::string result;
    for (const char letter : value)
        result += letter == ' ' || letter == '\n' ? '_' : letter;
    if (result.size() <= 40) return result;
    std::size_t end = 40;
    while (end > 0 && (static_cast<unsigned char>(result[end]) & 0xC0U) == 0x80U)
        --end;
    return result.substr(0, end);
}

PlainWords plain_words(std::string_view text, const std::function<std::string(const std::string&)>& filled) {
    PlainWords result;
    while (!text.empty()) {
        const auto close = text.starts_with("${") ? text.find('}') : std::string_view::npos;
        if (close != std::string_view::npos) {
            result.words += filled(std::string(trimmed(text.substr(2, close - 2))));
            text.remove_prefix(close + 1);
            continue;
        }
        const bool may_be_tag =
            text.size() > 1 && text[0] == '<' &&
            (text[1] == '/' || (lower(text.substr(1, 1))[0] >= 'a' && lower(text.substr(1, 1))[0] <= 'z'));
        const auto end = may_be_tag ? text.find('>') : std::string_view::npos;
        if (end != std::string_view::npos) {
            result.has_markup = true;
            text.remove_prefix(end + 1);
            continue;
        }
        if (text.starts_with("**") || text.starts_with("__")) {
            result.has_markup = true;
            text.remove_prefix(2);
            continue;
        }
        const char letter = text.front();
        result.words += letter == '{' ? '(' : letter == '}' ? ')' : letter;
        result.has_markup = result.has_markup || letter == '{' || letter == '}';
        text.remove_prefix(1);
    }
    result.words = trimmed(result.words);
    return result;
}

}  // namespace kengele::exchange
