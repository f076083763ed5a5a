#include "menus/condition.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "menus/words.hpp"

namespace kengele::menus {

namespace {

constexpr const char* caller_name = "caller";
constexpr const char* channel_name = "channel";
constexpr const char* alert_name = "alert";
constexpr const char* class_name = "class";

std::optional<long long> number_in(std::string_view text);
std::string value_of(std::string_view name, const FieldMap& fields, const Circumstances& circumstances);

template <typename Value, std::size_t Count>
std::vector<std::string> all_words(const Word<Value> (&words)[Count]) {
    std::vector<std::string> all;
    for (const auto& [word, value] : words)
        all.emplace_back(word);
    return all;
}

}  // namespace

const std::vector<CircumstanceWords>& circumstance_words() {
    static const std::vector<CircumstanceWords> known{{caller_name, all_words(caller_words)},
                                                      {channel_name, all_words(channel_words)},
                                                      {alert_name, all_words(alert_words)},
                                                      {class_name, all_words(case_words)}};
    return known;
}

const CircumstanceWords* circumstance_named(std::string_view name) {
    const auto& known = circumstance_words();
    const auto found = std::ranges::find(known, name, &CircumstanceWords::name);
    return found == known.end() ? nullptr : &*found;
}

std::string word_of(const Circumstances& circumstances, std::string_view name) {
    if (name == caller_name) return std::string(word_of(caller_words, circumstances.caller));
    if (name == alert_name) return std::string(word_of(alert_words, circumstances.alert));
    if (name == class_name) return std::string(word_of(case_words, circumstances.secrecy));
    return std::string(word_of(channel_words, circumstances.channel));
}

void set_circumstance(Circumstances& circumstances, std::string_view name, std::string_view word) {
    for (const auto& [known, value] : caller_words)
        if (name == caller_name && word == known) circumstances.caller = value;
    for (const auto& [known, value] : channel_words)
        if (name == channel_name && word == known) circumstances.channel = value;
    for (const auto& [known, value] : alert_words)
        if (name == alert_name && word == known) circumstances.alert = value;
    for (const auto& [known, value] : case_words)
        if (name == class_name && word == known) circumstances.secrecy = value;
}

bool holds(const Term& term, std::string_view value) {
    switch (term.relation) {
        case Relation::equal:
        case Relation::one_of:
            return std::ranges::find(term.values, value) != term.values.end();
        case Relation::unequal:
            return term.values.front() != value;
        case Relation::less:
        case Relation::at_most:
        case Relation::more:
        case Relation::at_least:
            break;
    }
    const auto left = number_in(value);
    const auto right = number_in(term.values.front());
    if (!left || !right) return false;
    if (term.relation == Relation::less) return *left < *right;
    if (term.relation == Relation::at_most) return *left <= *right;
    if (term.relation == Relation::more) return *left > *right;
    return *left >= *right;
}

bool holds(const Condition& condition, const FieldMap& fields, const Circumstances& circumstances) {
    const auto is_true = [&](const Term& term) {
        return holds(term, value_of(term.name, fields, circumstances));
    };
    if (condition.empty()) return true;
    return condition.is_any ? std::ranges::any_of(condition.terms, is_true)
                            : std::ranges::all_of(condition.terms, is_true);
}

bool may_hold(const Condition& condition, std::string_view field, std::string_view value) {
    const auto may_be_true = [&](const Term& term) { return term.name != field || holds(term, value); };
    if (condition.empty()) return true;
    return condition.is_any ? std::ranges::any_of(condition.terms, may_be_true)
                            : std::ranges::all_of(condition.terms, may_be_true);
}

std::string to_string(const Term& term) {
    return fmt::format("{} {} {}", term.name, word_of(relation_words, term.relation),
                       fmt::join(term.values, " "));
}

std::string to_string(const Condition& condition) {
    std::string words;
    for (const auto& term : condition.terms) {
        if (!words.empty()) words += condition.is_any ? " or " : " and ";
        words += to_string(term);
    }
    return words;
}

namespace {

std::optional<long long> number_in(std::string_view text) {
    long long number = 0;
    const auto* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc() || stop != end) return std::nullopt;
    return number;
}

std::string value_of(std::string_view name, const FieldMap& fields, const Circumstances& circumstances) {
    if (circumstance_named(name) != nullptr) return word_of(circumstances, name);
    const auto field = fields.find(std::string(name));
    return field == fields.end() ? std::string() : field->second;
}

}  // namespace

}  // namespace kengele::menus
