#include "gateway/cli/menu_secrets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <set>

#include "gateway/cases/routing.hpp"
#include "menus/ways.hpp"

namespace kengele::cli {
namespace {

using menus::Node;

// Assistant chief and chief; who is above them is not of the place.
constexpr int local_tier_max = 2;

class Secrets {
public:
    Secrets(const menus::Menu& menu, const Rules& rules, std::string_view file)
        : menu_(menu), rules_(rules), file_(file) {}

    menus::Problems problems() {
        for (const auto& node : menu_.nodes) {
            for (const auto& option : node.options) {
                const auto kind = node.store == "kind" ? option.value : kind_in(option.set);
                judge({fmt::format("screen \"{}\"", node.id), node.id, option.line, option.to, option.then},
                      kind);
            }
        }
        for (const auto& shortcut : menu_.shortcuts) {
            judge({fmt::format("shortcut {}", shortcut.number), {}, shortcut.line, shortcut.to, {}},
                  kind_in(shortcut.set));
        }
        return std::move(problems_);
    }

private:
    // Where a kind is chosen, and where that leads.
    struct Choice {
        std::string where;
        std::string screen;
        int line;
        std::string to;
        std::string then;
    };

    void judge(const Choice& choice, const std::string& code) {
        const auto* kind = protected_kind(code);
        if (kind == nullptr) return;
        judge_way(choice, *kind);
        if (judged_.insert(kind->code).second) judge_ladder(choice, *kind);
    }

    static std::string kind_in(const std::vector<menus::Assignment>& set) {
        const auto found = std::ranges::find(set, "kind", &menus::Assignment::field);
        return found == set.end() ? std::string() : found->value;
    }

    const storage::Kind* protected_kind(const std::string& code) const {
        const auto found = std::ranges::find(rules_.kinds, code, &storage::Kind::code);
        const bool is_protected =
            found != rules_.kinds.end() && found->sensitivity == storage::Sensitivity::protected_;
        return is_protected ? &*found : nullptr;
    }

    void judge_way(const Choice& choice, const storage::Kind& kind) {
        const auto* open = first_open_screen(choice);
        if (open == nullptr) return;
        add(choice,
            fmt::format("{} is protected, but its way leads over screen \"{}\", which is not", kind.code,
                        open->id),
            fmt::format("write class = \"protected\" on screen \"{}\", or lead over another", open->id));
    }

    // The nearest one, of those that are passed before the report is filed.
    const Node* first_open_screen(const Choice& choice) const {
        std::set<std::string> seen{std::string(), menu_.start, menu_.filed, menu_.resumed};
        std::deque<std::string> open;
        const auto go_on = [&](const std::string& to, const std::string& then) {
            auto next = menus::next_screen(menu_, to, then);
            if (seen.insert(next).second) open.push_back(std::move(next));
        };
        go_on(choice.to, choice.then);
        while (!open.empty()) {
            const auto& node = menu_.node(open.front());
            open.pop_front();
            if (node.privacy != menus::Privacy::protected_) return &node;
            for (const auto& answer : menus::answers(node))
                go_on(answer.to, answer.then);
        }
        return nullptr;
    }

    void judge_ladder(const Choice& choice, const storage::Kind& kind) {
        using storage::Severity;
        for (const auto severity : {Severity::p1, Severity::p2, Severity::p3, Severity::p4}) {
            const auto reached = cases::reached_roles(kind, severity, rules_.rungs, rules_.roles);
            const auto local =
                std::ranges::find_if(reached, [this](const auto& one) { return is_local(one.asked.role); });
            if (local == reached.end()) continue;
            return add(choice,
                       fmt::format("{} is protected, but rung {} of ladder {} asks {}, of the place itself",
                                   kind.code, local->rung, local->ladder, local->asked.role),
                       "give it a ladder that never asks them, in the column ladder of the taxonomy");
        }
    }

    bool is_local(const std::string& key) const {
        const auto role = std::ranges::find(rules_.roles, key, &storage::Role::key);
        return role != rules_.roles.end() && role->line == storage::Line::ngao &&
               role->tier <= local_tier_max;
    }

    void add(const Choice& choice, const std::string& what, std::string mend) {
        menus::Problem problem;
        problem.file = file_;
        problem.line = choice.line;
        problem.screen = choice.screen;
        problem.what = fmt::format("{}: {}", choice.where, what);
        problem.mend = std::move(mend);
        problems_.push_back(std::move(problem));
    }

    const menus::Menu& menu_;
    const Rules& rules_;
    std::string file_;
    std::set<std::string> judged_;
    menus::Problems problems_;
};

}  // namespace

menus::Problems open_secrets(const menus::Menu& menu, const Rules& rules, std::string_view file_name) {
    return Secrets(menu, rules, file_name).problems();
}

}  // namespace kengele::cli
