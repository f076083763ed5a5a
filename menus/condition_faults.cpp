#include "menus/condition_faults.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "menus/field_values.hpp"
#include "menus/situations.hpp"
#include "menus/spelling.hpp"
#include "menus/ways.hpp"

namespace kengele::menus {

namespace {

// Finding what was meant is dear, and nobody reads further.
constexpr std::size_t problems_max = 100;

Problem told(std::string_view file, const Node& node, int line, std::string_view what, std::string mend);
std::string listed(const std::vector<std::string>& words);
std::string called(const Option& option);

class Names {
public:
    Names(const Menu& menu, std::string_view file) : menu_(menu), file_(file), fields_(field_values(menu)) {}

    Problems problems() {
        judge_defaults();
        for (const auto& node : menu_.nodes) {
            judge_stores(node);
            for (const auto& option : node.options)
                judge_option(node, option);
            for (const auto& branch : node.next)
                judge(node, branch.line, branch.when);
        }
        return std::move(problems_);
    }

private:
    void add(const Node& node, int line, std::string_view what, std::string mend) {
        problems_.push_back(told(file_, node, line, what, std::move(mend)));
    }

    void judge_stores(const Node& node) {
        judge_store(node, node.line, node.store);
        for (const auto& [field, value] : node.set)
            judge_store(node, node.line, field);
        for (const auto& field : node.sets)
            judge_store(node, node.line, field);
        for (const auto& option : node.options)
            for (const auto& [field, value] : option.set)
                judge_store(node, option.line, field);
    }

    void judge_store(const Node& node, int line, const std::string& field) {
        if (circumstance_named(field) == nullptr) return;
        add(node, line, fmt::format("\"{}\" is what the gateway says about the call", field),
            "give the field another name");
    }

    // A default that no answer can ever replace is a slip of the pen.
    void judge_defaults() {
        for (const auto& [field, value] : menu_.defaults) {
            const auto stored = fields_.find(field);
            if (stored == fields_.end()) {
                add_default(fmt::format("no screen stores \"{}\"", field), meant(field, names()));
            } else if (!stored->second.can_be(value)) {
                add_default(fmt::format("\"{}\" is never \"{}\"", field, value),
                            Names::stored(stored->second, value));
            }
        }
    }

    void add_default(std::string_view what, std::string mend) {
        problems_.push_back(
            {file_, menu_.defaults_line, 0, fmt::format("default: {}", what), std::move(mend)});
    }

    std::vector<std::string> names() const {
        std::vector<std::string> known;
        for (const auto& [name, values] : fields_)
            known.push_back(name);
        return known;
    }

    void judge_option(const Node& node, const Option& option) {
        if (option.when.empty()) return;
        if (option.to == "@prove") {
            add(node, option.line, "a way to prove is always there", "leave when out");
        }
        const bool asks_for_call = std::ranges::any_of(
            option.when.terms, [](const Term& term) { return circumstance_named(term.name) != nullptr; });
        // Its keys count what is shown, which must be the same when the caller answers.
        if (node.kind == NodeKind::list && asks_for_call) {
            add(node, option.line, "a list cannot ask who calls or how",
                "compare fields only, or lead to the list by a menu's option");
        }
        judge(node, option.line, option.when);
    }

    void judge(const Node& node, int line, const Condition& when) {
        for (const auto& term : when.terms) {
            if (problems_.size() >= problems_max) return;
            if (const auto* circumstance = circumstance_named(term.name)) {
                judge_circumstance(node, line, term, *circumstance);
            } else {
                judge_field(node, line, term);
            }
        }
    }

    void judge_circumstance(const Node& node, int line, const Term& term, const CircumstanceWords& known) {
        for (const auto& value : term.values) {
            if (std::ranges::find(known.words, value) != known.words.end()) continue;
            add(node, line, fmt::format("{} is never \"{}\"", term.name, value), meant(value, known.words));
        }
    }

    void judge_field(const Node& node, int line, const Term& term) {
        const auto field = fields_.find(term.name);
        if (field == fields_.end()) {
            auto known = names();
            for (const auto& circumstance : circumstance_words())
                known.emplace_back(circumstance.name);
            return add(node, line, fmt::format("no screen stores \"{}\"", term.name),
                       meant(term.name, known));
        }
        const auto& values = field->second;
        if (is_size(term.relation)) {
            if (!values.has_numbers())
                add(node, line, fmt::format("\"{}\" is never a whole number", term.name), stored(values));
            return;
        }
        for (const auto& value : term.values) {
            if (values.can_be(value)) continue;
            add(node, line, fmt::format("\"{}\" is never \"{}\"", term.name, value), stored(values, value));
        }
    }

    static bool is_size(Relation relation) {
        return relation != Relation::equal && relation != Relation::unequal && relation != Relation::one_of;
    }

    static std::string stored(const FieldValues& values, const std::string& value = {}) {
        if (values.is_number) return fmt::format("it is a number from {} to {}", values.min, values.max);
        return meant(value, {values.chosen.begin(), values.chosen.end()});
    }

    static std::string meant(const std::string& word, const std::vector<std::string>& known) {
        const auto near = probably_meant(word, known);
        return near ? fmt::format("did you mean \"{}\"?", *near) : "known are " + listed(known);
    }

    const Menu& menu_;
    std::string file_;
    std::map<std::string, FieldValues, std::less<>> fields_;
    Problems problems_;
};

class Shown {
public:
    Shown(const Menu& menu, std::string_view file) : menu_(menu), file_(file), situations_(menu) {}

    Problems problems() {
        for (const auto& node : menu_.nodes) {
            const bool has_conditions = !node.next.empty() || conditional(node) > 0;
            if (has_conditions) judge(node);
        }
        return std::move(problems_);
    }

private:
    static std::size_t conditional(const Node& node) {
        return static_cast<std::size_t>(
            std::ranges::count_if(node.options, [](const Option& option) { return !option.when.empty(); }));
    }

    void add(const Node& node, int line, std::string_view what, std::string mend) {
        problems_.push_back(told(file_, node, line, what, std::move(mend)));
    }

    void judge(const Node& node) {
        const bool may_be_empty = has_options(node) && conditional(node) == node.options.size();
        const auto situations = situations_.on(node);
        if (!situations && may_be_empty) {
            return add(node, node.line, "its conditions are too many to prove that something is always shown",
                       "let one option be without when");
        }
        if (!situations || situations->empty()) return;
        const auto empty = std::ranges::find_if(*situations, [](const Situation& one) {
            return std::ranges::find(one.options, true) == one.options.end();
        });
        if (may_be_empty && empty != situations->end()) {
            add(node, node.line, "no option may be shown, " + described(node, *empty),
                "let one option be without when, or add one for it");
        }
        judge_options(node, *situations);
        judge_branches(node, *situations);
    }

    void judge_options(const Node& node, const std::vector<Situation>& situations) {
        for (std::size_t at = 0; at < node.options.size(); ++at) {
            const auto& option = node.options[at];
            if (std::ranges::any_of(situations, [at](const Situation& one) { return one.options[at]; }))
                continue;
            add(node, option.line,
                fmt::format("{} is never shown: here it never is that {}", called(option),
                            to_string(option.when)),
                "mend its when, or leave the option out");
        }
    }

    void judge_branches(const Node& node, const std::vector<Situation>& situations) {
        for (std::size_t at = 0; at < node.next.size(); ++at) {
            const auto is_taken = [at](const Situation& one) {
                return std::ranges::find(one.branches, true) ==
                       one.branches.begin() + static_cast<std::ptrdiff_t>(at);
            };
            if (std::ranges::any_of(situations, is_taken)) continue;
            const auto& branch = node.next[at];
            add(node, branch.line,
                fmt::format("the way to \"{}\" is never taken: {}", branch.to, to_string(branch.when)),
                "mend its when, write it further up, or leave it out");
        }
    }

    // "when kind is "EMG1" and caller is "resident"".
    static std::string described(const Node& node, const Situation& situation) {
        std::string words;
        const auto add = [&words](const std::string& name, const std::string& value) {
            words += words.empty() ? "when " : " and ";
            const bool is_other = value.starts_with("??");
            words += is_other        ? fmt::format("{} is anything else", name)
                     : value.empty() ? fmt::format("{} is not answered", name)
                                     : fmt::format("{} is \"{}\"", name, value);
        };
        for (const auto& [name, value] : situation.fields)
            add(name, value);
        for (const auto& known : circumstance_words())
            if (asks_for(node, known.name)) add(known.name, word_of(situation.circumstances, known.name));
        return words;
    }

    static bool asks_for(const Node& node, std::string_view name) {
        return std::ranges::any_of(node.options, [name](const Option& option) {
            return std::ranges::find(option.when.terms, name, &Term::name) != option.when.terms.end();
        });
    }

    const Menu& menu_;
    std::string file_;
    Situations situations_;
    Problems problems_;
};

}  // namespace

Problems misnamed_conditions(const Menu& menu, std::string_view file_name) {
    return Names(menu, file_name).problems();
}

Problems misleading_conditions(const Menu& menu, std::string_view file_name) {
    return Shown(menu, file_name).problems();
}

namespace {

Problem told(std::string_view file, const Node& node, int line, std::string_view what, std::string mend) {
    Problem problem{std::string(file), line, 0, fmt::format("screen \"{}\": {}", node.id, what),
                    std::move(mend)};
    problem.screen = node.id;
    return problem;
}

std::string listed(const std::vector<std::string>& words) {
    return fmt::format("{}", fmt::join(words, ", "));
}

std::string called(const Option& option) {
    return option.key.empty() ? fmt::format("\"{}\"", option.text.in(0)) : "option " + option.key;
}

}  // namespace

}  // namespace kengele::menus
