#include "menus/toml_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "menus/gsm7.hpp"
#include "menus/letter_spot.hpp"
#include "menus/spelling.hpp"
#include "menus/text.hpp"
#include "menus/utf8.hpp"

namespace kengele::menus {

namespace {

constexpr std::size_t name_letters_max = 40;
constexpr std::size_t text_bytes_max = 1000;
constexpr std::size_t problems_max = 100;
constexpr const char* name_rule =
    "a name has small letters, digits and _, begins with a letter and is at most 40 long";

bool is_name(std::string_view text);
std::string listed(const Keys& words);
std::size_t letters(std::string_view words);

}  // namespace

TomlReader::Within::Within(TomlReader& reader, const std::string& part, const std::string& screen)
    : reader_(reader), above_(reader.where_), screen_above_(reader.screen_) {
    reader_.where_ += part;
    if (!screen.empty()) reader_.screen_ = screen;
}

TomlReader::Within::~Within() {
    reader_.where_ = std::move(above_);
    reader_.screen_ = std::move(screen_above_);
}

void TomlReader::add(int line, int column, std::string what, std::string mend) {
    Problem problem{file_, line, column, std::move(what), std::move(mend)};
    problem.screen = screen_;
    add(std::move(problem));
}

void TomlReader::add(const toml::node& at, const std::string& what, std::string mend,
                     const std::string& language) {
    const auto& begin = at.source().begin;
    Problem problem{file_, static_cast<int>(begin.line), static_cast<int>(begin.column), where_ + what,
                    std::move(mend)};
    problem.screen = screen_;
    problem.language = language;
    add(std::move(problem));
}

void TomlReader::add(Problem problem) {
    if (problems_.size() < problems_max) problems_.push_back(std::move(problem));
}

std::vector<Problem> TomlReader::take_problems() {
    sort(problems_);
    return std::move(problems_);
}

void TomlReader::check_keys(const toml::table& table, const Keys& known) {
    for (const auto& [key, node] : table) {
        const std::string word(key.str());
        if (is_one_of(known, word)) continue;
        const auto& begin = key.source().begin;
        add(static_cast<int>(begin.line), static_cast<int>(begin.column),
            fmt::format("{}key \"{}\" is not known", where_, word), meant(word, known));
    }
}

void TomlReader::check_name(const toml::node& at, const std::string& name) {
    if (!is_name(name)) add(at, fmt::format("\"{}\" is no name", name), name_rule);
}

void TomlReader::check_words(const toml::node& at, const std::string& words, const std::string& whose,
                             const std::string& language) {
    if (words.size() > text_bytes_max) {
        add(at, fmt::format("{} has {} letters", whose, words.size()),
            fmt::format("write at most {}", text_bytes_max), language);
    }
    if (const auto price = cost(words); !price.is_gsm7) {
        add_foreign(at, words, price.first_foreign, whose, language);
    }
    if (!pieces(words)) {
        add(at, fmt::format("{} has a brace that is not a filling", whose),
            "write {name} with small letters, or round brackets", language);
    }
}

// At its own place in the file, where the file has the letter as the text has it.
void TomlReader::add_foreign(const toml::node& at, const std::string& words, std::size_t byte,
                             const std::string& whose, const std::string& language) {
    if (problems_.size() >= problems_max) return;
    const auto letter = code_point_at(words, byte);
    const auto foreign = words.substr(byte, letter.bytes);
    // What commands a terminal is not sent to one.
    const bool is_shown = letter.value >= U' ' && (letter.value < U'\x7F' || letter.value > U'\x9F');
    const auto name = is_shown ? foreign : fmt::format("U+{:04X}", static_cast<std::uint32_t>(letter.value));
    const auto plain = fold_to_gsm7(foreign);
    const bool has_plain = !plain.empty() && plain != "?";
    const auto before = letters(words.substr(0, byte));
    const auto& begin = at.source().begin;
    const Spot quote{static_cast<int>(begin.line), static_cast<int>(begin.column)};
    const bool is_as_written = at.value<std::string_view>() == words;
    const auto spot = is_as_written ? spot_of_letter(toml_, quote, before) : std::nullopt;
    Problem problem{file_, spot.value_or(quote).line, spot.value_or(quote).column, {}, {}};
    problem.what = fmt::format(
        "{}{} has \"{}\" {}, which halves what a phone can show", where_, whose, name,
        spot ? fmt::format("in column {}", spot->column) : fmt::format("as letter {}", before + 1));
    problem.mend =
        has_plain ? fmt::format("write \"{}\" instead", plain) : "leave it out, or say it in words";
    problem.screen = screen_;
    problem.language = language;
    add(std::move(problem));
}

void TomlReader::check_plain(const toml::node& at, const std::string& whose, const Text& text) {
    for (const auto& words : text.by_language) {
        if (fillings(words).empty()) continue;
        return add(at, fmt::format("{} has a filling", whose), "write plain words here");
    }
}

bool TomlReader::flag(const toml::table& table, const std::string& key) {
    const auto* node = table.get(key);
    if (node == nullptr) return true;
    if (!node->is_boolean()) add(*node, fmt::format("{} is neither true nor false", key), "write false");
    return node->value<bool>().value_or(true);
}

std::string TomlReader::word(const toml::table& table, const std::string& key) {
    const auto* node = table.get(key);
    if (node == nullptr) return {};
    auto text = node->value<std::string>().value_or("");
    if (!node->is_string() || text.empty() || text.size() > name_letters_max) {
        add(*node, fmt::format("{} needs words in quotes", key),
            fmt::format("write {} = \"...\", at most {} letters", key, name_letters_max));
        return {};
    }
    return text;
}

std::string TomlReader::required(const toml::table& table, const std::string& key) {
    if (table.get(key) == nullptr) {
        add(table, fmt::format("{} is missing", key), fmt::format("write {} = \"...\"", key));
    }
    return word(table, key);
}

std::string TomlReader::name(const toml::table& table, const std::string& key, bool is_required) {
    auto text = is_required ? required(table, key) : word(table, key);
    if (!text.empty() && !is_name(text)) {
        add(*table.get(key), fmt::format("{} \"{}\" is no name", key, text), name_rule);
    }
    return text;
}

std::vector<std::string> TomlReader::names(const toml::table& table, const std::string& key) {
    std::vector<std::string> result;
    const auto* node = table.get(key);
    if (node == nullptr) return result;
    const auto* list = node->as_array();
    if (list == nullptr || list->empty()) {
        add(*node, fmt::format("{} is no list", key), fmt::format("write {} = [\"name\"]", key));
        return result;
    }
    for (const auto& item : *list) {
        const auto name = item.value<std::string>().value_or("");
        check_name(item, name);
        result.push_back(name);
    }
    return result;
}

std::vector<Assignment> TomlReader::assignments(const toml::table& table, const std::string& key) {
    const auto* set = table.get(key);
    if (set == nullptr) return {};
    const auto* fields = set->as_table();
    if (fields == nullptr) {
        add(*set, fmt::format("{} is no table", key),
            fmt::format("write {} = {{ urgency = \"life\" }}", key));
        return {};
    }
    std::vector<Assignment> result;
    for (const auto& [name, node] : *fields) {
        const std::string field(name.str());
        const auto value = node.value<std::string>().value_or("");
        check_name(node, field);
        if (!node.is_string() || value.empty() || value.size() > name_letters_max) {
            add(node, fmt::format("{} {} needs words in quotes", key, field),
                fmt::format("write {} = \"...\", at most {} letters", field, name_letters_max));
        }
        result.push_back({field, value});
    }
    return result;
}

void TomlReader::add_unknown(const toml::node& at, const std::string& key, const Keys& known) {
    const auto word = at.value<std::string>().value_or("");
    add(at, fmt::format("{} \"{}\" is not known", key, word), meant(word, known));
}

Text TomlReader::text_in(const toml::table& table, const toml::node& at) {
    Text text;
    for (const auto& language : languages_) {
        const auto* node = table.get(language);
        if (node == nullptr) {
            add(at, fmt::format("the text in \"{}\" is missing", language),
                fmt::format("write {} = \"...\"", language), language);
            text.by_language.emplace_back();
            continue;
        }
        auto words = composed(node->value<std::string>().value_or(""));
        if (!node->is_string() || words.empty()) {
            add(*node, fmt::format("the text in \"{}\" is empty or not in quotes", language),
                fmt::format("write {} = \"...\"", language), language);
        }
        check_words(*node, words, fmt::format("the text in \"{}\"", language), language);
        text.by_language.push_back(std::move(words));
    }
    return text;
}

Text TomlReader::text_under(const toml::table& table, const std::string& key) {
    const auto* node = table.get(key);
    const auto* words = node == nullptr ? nullptr : node->as_table();
    if (words == nullptr) {
        add(node == nullptr ? static_cast<const toml::node&>(table) : *node,
            fmt::format("\"{}\" has no texts", key),
            fmt::format("write {} = {{ en = \"...\", ... }} in every language", key));
        return Text{Keys(languages_.size())};
    }
    const Within within(*this, fmt::format("\"{}\": ", key));
    check_keys(*words, languages_);
    return text_in(*words, *words);
}

const toml::table* TomlReader::table_of(const toml::table& root, const std::string& key,
                                        const std::string& mend) {
    const auto* node = root.get(key);
    const auto* table = node == nullptr ? nullptr : node->as_table();
    if (table == nullptr) {
        add(node == nullptr ? static_cast<const toml::node&>(root) : *node,
            fmt::format("[{}] is missing", key), mend);
    }
    return table;
}

int line_of(const toml::node& node) {
    return static_cast<int>(node.source().begin.line);
}

bool is_one_of(const Keys& words, const std::string& word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

std::string meant(const std::string& word, const Keys& known) {
    if (const auto near = probably_meant(word, known)) return fmt::format("did you mean \"{}\"?", *near);
    return "known are " + listed(known);
}

namespace {

bool is_name(std::string_view text) {
    const auto fits = [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '_';
    };
    return !text.empty() && text.size() <= name_letters_max && text.front() >= 'a' && text.front() <= 'z' &&
           std::all_of(text.begin(), text.end(), fits);
}

std::size_t letters(std::string_view words) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < words.size(); ++count)
        at += code_point_at(words, at).bytes;
    return count;
}

std::string listed(const Keys& words) {
    std::string result;
    for (const auto& word : words) {
        result += (result.empty() ? "" : ", ") + word;
    }
    return result;
}

}  // namespace

}  // namespace kengele::menus
