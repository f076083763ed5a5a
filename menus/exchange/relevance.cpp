#include "menus/exchange/relevance.hpp"

#include <algorithm>
#include <charconv>

namespace kengele::exchange {

namespace {

constexpr std::size_t clauses_max = 8;
constexpr std::size_t comparisons_max = 12;  // of one clause
constexpr int depth_max = 16;
constexpr std::size_t letters_max = 1000;

using Maybe = std::optional<Relevance>;

Maybe either(Relevance left, const Relevance& right);
std::optional<Comparison> opposite(const Comparison& comparison);
Maybe negated(const Relevance& relevance);
std::optional<bool> truth(const Comparison& comparison, const Known& known);

class Parser {
public:
    explicit Parser(std::string_view text) : rest_(text) {}

    Maybe parse() {
        auto result = alternatives(0);
        skip_blanks();
        if (!rest_.empty()) return std::nullopt;
        return result;
    }

private:
    void skip_blanks() {
        const auto first = rest_.find_first_not_of(" \t\r\n");
        rest_.remove_prefix(first == std::string_view::npos ? rest_.size() : first);
    }

    bool take(std::string_view sign) {
        skip_blanks();
        if (!rest_.starts_with(sign)) return false;
        rest_.remove_prefix(sign.size());
        return true;
    }

    // "and" of "android" is no word.
    bool take_word(std::string_view word) {
        skip_blanks();
        if (!rest_.starts_with(word)) return false;
        const auto after = rest_.substr(word.size());
        const bool goes_on = !after.empty() && (is_letter(after.front()) || after.front() == '-');
        if (goes_on) return false;
        rest_ = after;
        return true;
    }

    static bool is_letter(char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || letter == '_' ||
               (letter >= '0' && letter <= '9');
    }

    Maybe alternatives(int depth) {
        auto result = joint(depth);
        while (result && take_word("or")) {
            const auto other = joint(depth);
            result = other ? either(std::move(*result), *other) : std::nullopt;
        }
        return result;
    }

    Maybe joint(int depth) {
        auto result = single(depth);
        while (result && take_word("and")) {
            const auto other = single(depth);
            result = other ? both(*result, *other) : std::nullopt;
        }
        return result;
    }

    Maybe single(int depth) {
        if (depth > depth_max) return std::nullopt;
        if (take_word("not")) {
            if (!take("(")) return std::nullopt;
            const auto inner = alternatives(depth + 1);
            if (!inner || !take(")")) return std::nullopt;
            return negated(*inner);
        }
        if (take("(")) {
            auto inner = alternatives(depth + 1);
            if (!take(")")) return std::nullopt;
            return inner;
        }
        if (take_word("selected")) return selected();
        return comparison();
    }

    Maybe selected() {
        if (!take("(")) return std::nullopt;
        const auto name = question();
        if (!name || !take(",")) return std::nullopt;
        const auto value = literal();
        if (!value || !take(")")) return std::nullopt;
        return Relevance{{{*name, "=", *value}}};
    }

    Maybe comparison() {
        const auto name = question();
        if (!name) return std::nullopt;
        for (const auto* sign : {"!=", "<=", ">=", "=", "<", ">"}) {
            if (!take(sign)) continue;
            const auto value = literal();
            if (!value) return std::nullopt;
            return Relevance{{{*name, sign, *value}}};
        }
        return std::nullopt;
    }

    std::optional<std::string> question() {
        if (take("${")) {
            const auto end = rest_.find('}');
            if (end == std::string_view::npos) return std::nullopt;
            std::string name(rest_.substr(0, end));
            rest_.remove_prefix(end + 1);
            return name;
        }
        if (take(".")) return ".";
        return std::nullopt;
    }

    // What a menu compares with is one word.
    std::optional<std::string> literal() {
        skip_blanks();
        if (rest_.empty()) return std::nullopt;
        std::string value;
        if (const char quote = rest_.front(); quote == '\'' || quote == '"') {
            const auto end = rest_.find(quote, 1);
            if (end == std::string_view::npos) return std::nullopt;
            value = rest_.substr(1, end - 1);
            rest_.remove_prefix(end + 1);
        } else {
            const auto end = std::min(rest_.find_first_not_of("0123456789"), rest_.size());
            value = rest_.substr(0, end);
            rest_.remove_prefix(end);
            // Neither 1.5 nor 3 + 4.
            if (!rest_.empty() && (rest_.front() == '.' || is_letter(rest_.front()))) return std::nullopt;
        }
        const bool is_word = !value.empty() && value.find_first_of(" \t\r\n") == std::string::npos;
        return is_word ? std::optional(value) : std::nullopt;
    }

    std::string_view rest_;
};

}  // namespace

Maybe read_relevance(std::string_view xpath) {
    if (xpath.size() > letters_max) return std::nullopt;
    return Parser(xpath).parse();
}

Maybe both(const Relevance& left, const Relevance& right) {
    Relevance result;
    for (const auto& one : left) {
        for (const auto& other : right) {
            auto clause = one;
            for (const auto& comparison : other) {
                if (std::ranges::count(clause, comparison) == 0) clause.push_back(comparison);
            }
            if (clause.size() > comparisons_max) return std::nullopt;
            result.push_back(std::move(clause));
            if (result.size() > clauses_max) return std::nullopt;
        }
    }
    return result;
}

void Known::add(const Comparison& comparison) {
    holding.insert(comparison);
    if (comparison.sign == "=") equal[comparison.name] = comparison.value;
}

Relevance simplified(const Relevance& relevance, const Known& known) {
    Relevance result;
    for (const auto& clause : relevance) {
        Clause rest;
        bool is_false = false;
        for (const auto& comparison : clause) {
            const auto is_true = truth(comparison, known);
            is_false = is_false || is_true == false;
            if (!is_true) rest.push_back(comparison);
        }
        is_false = is_false || std::ranges::any_of(known.broken, [&rest](const Clause& broken) {
                       return std::ranges::all_of(
                           broken, [&rest](const auto& it) { return std::ranges::count(rest, it) > 0; });
                   });
        if (is_false) continue;
        if (rest.empty()) return always;
        if (std::ranges::count(result, rest) == 0) result.push_back(std::move(rest));
    }
    return result;
}

bool is_always(const Relevance& relevance) {
    return std::ranges::any_of(relevance, [](const Clause& clause) { return clause.empty(); });
}

namespace {

Maybe either(Relevance left, const Relevance& right) {
    left.insert(left.end(), right.begin(), right.end());
    if (left.size() > clauses_max) return std::nullopt;
    return left;
}

std::optional<Comparison> opposite(const Comparison& comparison) {
    constexpr std::pair<std::string_view, std::string_view> opposites[] = {
        {"=", "!="}, {"<", ">="}, {">", "<="}};
    for (const auto& [one, other] : opposites) {
        if (comparison.sign == one) return Comparison{comparison.name, std::string(other), comparison.value};
        if (comparison.sign == other) return Comparison{comparison.name, std::string(one), comparison.value};
    }
    return std::nullopt;
}

Maybe negated(const Relevance& relevance) {
    Maybe result = always;
    for (const auto& clause : relevance) {
        Relevance broken;
        for (const auto& comparison : clause) {
            const auto other = opposite(comparison);
            if (!other) return std::nullopt;
            broken.push_back({*other});
        }
        if (result) result = both(*result, broken);
    }
    return result;
}

std::optional<long> whole_number(std::string_view text) {
    long number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

bool compare(const std::string& answer, const Comparison& comparison) {
    if (comparison.sign == "=") return answer == comparison.value;
    if (comparison.sign == "!=") return answer != comparison.value;
    const auto left = whole_number(answer);
    const auto right = whole_number(comparison.value);
    if (!left || !right) return false;
    if (comparison.sign == "<") return *left < *right;
    if (comparison.sign == "<=") return *left <= *right;
    if (comparison.sign == ">") return *left > *right;
    return *left >= *right;
}

std::optional<bool> truth(const Comparison& comparison, const Known& known) {
    if (const auto found = known.equal.find(comparison.name); found != known.equal.end())
        return compare(found->second, comparison);
    if (known.holding.contains(comparison)) return true;
    if (const auto other = opposite(comparison); other && known.holding.contains(*other)) return false;
    return std::nullopt;
}

}  // namespace

}  // namespace kengele::exchange
