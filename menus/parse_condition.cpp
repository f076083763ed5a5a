#include "menus/parse_condition.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "menus/utf8.hpp"

namespace kengele::menus {

namespace {

constexpr std::size_t terms_max = 16;
constexpr std::size_t values_max = 60;
constexpr std::size_t value_letters_max = 40;
constexpr const char* example = "write when = \"kind = CRM1\", \"kind in CRM1 CRM2\", or with != < <= > >=";

bool is_size(Relation relation);
bool is_whole_number(std::string_view text);
std::string_view without_spaces(std::string_view text);
std::vector<std::string> words_of(std::string_view text);

// Takes a term apart from the left: name, relation, values.
class TermReader {
public:
    TermReader(TomlReader& reader, const toml::node& at) : reader_(reader), at_(at) {}

    std::optional<Term> read() {
        const auto text = composed(at_.value<std::string>().value_or(""));
        if (!at_.is_string()) return complain("a condition is no words in quotes", example);
        rest_ = without_spaces(text);
        Term term;
        term.name = take_name();
        if (term.name.empty()) return complain("a condition begins with no field", example);
        const auto relation = take_relation();
        if (!relation)
            return complain(fmt::format("\"{}\" compares \"{}\" with nothing", text, term.name), example);
        term.relation = *relation;
        take_values(term);
        if (!has_sound_values(term)) return std::nullopt;
        return term;
    }

private:
    std::nullopt_t complain(const std::string& what, std::string mend) {
        reader_.add(at_, what, std::move(mend));
        return std::nullopt;
    }

    std::string take_name() {
        const auto end = std::ranges::find_if_not(rest_, [](char letter) {
            return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '_';
        });
        return take(static_cast<std::size_t>(end - rest_.begin()));
    }

    std::optional<Relation> take_relation() {
        // The longer first, as "<=" begins with "<".
        static constexpr std::array relations{
            Word<Relation>{"!=", Relation::unequal},  Word<Relation>{"<=", Relation::at_most},
            Word<Relation>{">=", Relation::at_least}, Word<Relation>{"=", Relation::equal},
            Word<Relation>{"<", Relation::less},      Word<Relation>{">", Relation::more},
            Word<Relation>{"in ", Relation::one_of},
        };
        for (const auto& [word, relation] : relations) {
            if (!rest_.starts_with(word)) continue;
            take(std::string_view(word).size());
            return relation;
        }
        return std::nullopt;
    }

    void take_values(Term& term) {
        if (term.relation == Relation::one_of) {
            term.values = words_of(rest_);
        } else if (!rest_.empty()) {
            term.values.emplace_back(rest_);
        }
    }

    bool has_sound_values(const Term& term) {
        const bool are_sound = !term.values.empty() && term.values.size() <= values_max &&
                               std::ranges::all_of(term.values, [](const std::string& value) {
                                   return value.size() <= value_letters_max && !value.starts_with('=');
                               });
        if (!are_sound) {
            complain(fmt::format("\"{}\" is compared with no value", term.name), example);
        } else if (is_size(term.relation) && !is_whole_number(term.values.front())) {
            complain(fmt::format("\"{}\" is no whole number, and {} compares whole numbers",
                                 term.values.front(), word_of(relation_words, term.relation)),
                     fmt::format("write \"{} = {}\", or a number", term.name, term.values.front()));
            return false;
        }
        return are_sound;
    }

    std::string take(std::size_t letters) {
        std::string taken(rest_.substr(0, letters));
        rest_ = without_spaces(rest_.substr(letters));
        return taken;
    }

    TomlReader& reader_;
    const toml::node& at_;
    std::string_view rest_;
};

// The terms of all = [...] or any = [...].
void read_terms(TomlReader& reader, const toml::node& at, Condition& condition) {
    const auto* list = at.as_array();
    if (list == nullptr || list->empty() || list->size() > terms_max) {
        return reader.add(
            at, "a condition has no list of comparisons",
            fmt::format("write {{ all = [\"urgency = life\", \"kind in CRM1 CRM2\"] }}, at most {}",
                        terms_max));
    }
    for (const auto& item : *list) {
        if (auto term = TermReader(reader, item).read()) condition.terms.push_back(std::move(*term));
    }
}

}  // namespace

Condition read_condition(TomlReader& reader, const toml::table& table) {
    Condition condition;
    const auto* node = table.get("when");
    if (node == nullptr) return condition;
    const TomlReader::Within within(reader, "when: ");
    const auto* joined = node->as_table();
    if (joined == nullptr) {
        if (auto term = TermReader(reader, *node).read()) condition.terms.push_back(std::move(*term));
        return condition;
    }
    reader.check_keys(*joined, {"all", "any"});
    const auto* all = joined->get("all");
    const auto* any = joined->get("any");
    if ((all == nullptr) == (any == nullptr)) {
        reader.add(*node, "a condition says neither all nor any, or both", "write one of them");
        return condition;
    }
    condition.is_any = any != nullptr;
    read_terms(reader, condition.is_any ? *any : *all, condition);
    return condition;
}

std::vector<Branch> read_branches(TomlReader& reader, const toml::table& table) {
    std::vector<Branch> branches;
    const auto* node = table.get("next");
    if (node == nullptr) return branches;
    const auto* list = node->as_array();
    if (list == nullptr || list->empty()) {
        reader.add(*node, "next is no list", "write next = [ { when = \"urgency = life\", to = \"...\" } ]");
        return branches;
    }
    for (const auto& item : *list) {
        const auto* one = item.as_table();
        if (one == nullptr) {
            reader.add(item, "this is no way on", "write { when = \"urgency = life\", to = \"...\" }");
            continue;
        }
        reader.check_keys(*one, {"when", "to", "then"});
        Branch branch;
        branch.line = line_of(item);
        if (one->get("when") == nullptr) {
            reader.add(item, "when is missing",
                       "say when it is taken; what is always true is the screen's to");
        }
        branch.when = read_condition(reader, *one);
        branch.to = reader.required(*one, "to");
        branch.then = reader.word(*one, "then");
        branches.push_back(std::move(branch));
    }
    return branches;
}

namespace {

bool is_size(Relation relation) {
    return relation == Relation::less || relation == Relation::at_most || relation == Relation::more ||
           relation == Relation::at_least;
}

bool is_whole_number(std::string_view text) {
    return !text.empty() && text.size() <= 9 &&
           std::ranges::all_of(text, [](char digit) { return digit >= '0' && digit <= '9'; });
}

std::string_view without_spaces(std::string_view text) {
    const auto first = text.find_first_not_of(' ');
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    for (auto rest = without_spaces(text); !rest.empty();) {
        const auto end = std::min(rest.find(' '), rest.size());
        words.emplace_back(rest.substr(0, end));
        rest = without_spaces(rest.substr(end));
    }
    return words;
}

}  // namespace

}  // namespace kengele::menus
