#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace kengele::exchange {

// The part of a form's XPath that a menu can say: comparisons of one question with a word or a whole number,
// selected(), not(), and, or, brackets.

// "${kind} = 'fire'": a question's name ("." is the question itself), a sign of the menu language, and a
// value.
struct Comparison {
    std::string name;
    std::string sign;  // = != < <= > >=
    std::string value;

    bool operator==(const Comparison&) const = default;
    auto operator<=>(const Comparison&) const = default;
};

// True when all comparisons of any of its clauses are true. Always true with an empty clause, never without
// one.
using Clause = std::vector<Comparison>;
using Relevance = std::vector<Clause>;

inline const Relevance always{Clause{}};

// Nothing when it says more than a menu can, or would take more than 8 clauses.
std::optional<Relevance> read_relevance(std::string_view xpath);

// Both must be true; nothing when that would take too many clauses.
std::optional<Relevance> both(const Relevance& left, const Relevance& right);

// What is known at one place of a form.
struct Known {
    std::map<std::string, std::string> equal;  // questions with this answer; an empty one: not asked yet
    std::set<Comparison> holding;
    std::vector<Clause> broken;  // not all of a clause are true

    void add(const Comparison& comparison);
};

// The rest that decides, after what is known.
Relevance simplified(const Relevance& relevance, const Known& known);

bool is_always(const Relevance& relevance);

}  // namespace kengele::exchange
