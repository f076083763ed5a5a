#include "menus/shortcut_faults.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "menus/spelling.hpp"

namespace kengele::menus {

namespace {

class Judge {
public:
    Judge(const Menu& menu, std::string_view file) : menu_(menu), file_(file) {}

    Problems problems() {
        const bool has_start = menu_.has_node(menu_.start);
        for (const auto& shortcut : menu_.shortcuts) {
            judge_target(shortcut);
            judge_fields(shortcut);
            if (has_start) judge_key(shortcut, menu_.node(menu_.start));
        }
        return std::move(problems_);
    }

private:
    void add(const Shortcut& shortcut, std::string_view what, std::string mend) {
        problems_.push_back({file_, shortcut.line, 0, fmt::format("shortcut {}: {}", shortcut.number, what),
                             std::move(mend)});
    }

    void judge_target(const Shortcut& shortcut) {
        const auto& to = shortcut.to;
        if (to.starts_with('@')) {
            return add(shortcut, fmt::format("begins with the action \"{}\"", to), "name a screen");
        }
        if (is_of_a_submenu(to)) {
            return add(shortcut, fmt::format("leads into a sub-menu, to \"{}\"", to),
                       "name a screen outside: nobody would say where the sub-menu returns to");
        }
        if (!menu_.has_node(to)) {
            return add(shortcut, fmt::format("leads to \"{}\", which does not exist", to), meant(to));
        }
        if (to == menu_.start) {
            add(shortcut, "leads to the first screen, as every call does", "leave it out");
        } else if (to == menu_.filed || to == menu_.resumed || to == menu_.unfinished) {
            add(shortcut, fmt::format("leads to \"{}\", which speaks of a report", to),
                "name a screen at which a call can begin");
        }
    }

    bool is_of_a_submenu(const std::string& id) const {
        return std::ranges::any_of(menu_.nodes, [&id](const Node& node) {
            return !node.written.empty() && (node.id == id || node.written == id);
        });
    }

    void judge_fields(const Shortcut& shortcut) {
        for (const auto& [field, value] : shortcut.set) {
            if (circumstance_named(field) == nullptr) continue;
            add(shortcut, fmt::format("\"{}\" is what the gateway says about the call", field),
                "give the field another name");
        }
    }

    void judge_key(const Shortcut& shortcut, const Node& start) {
        if (start.kind != NodeKind::menu) {
            return add(shortcut,
                       fmt::format("it could also be an answer on the first screen, \"{}\"", start.id),
                       "let the menu start with numbered options, or leave [shortcut] out");
        }
        const auto option = std::ranges::find(start.options, shortcut.number, &Option::key);
        if (option == start.options.end()) return;
        const bool can_be_dialled = option->when.empty() && option->value.empty() && option->then.empty() &&
                                    !option->to.starts_with('@');
        if (can_be_dialled && option->to == shortcut.to && option->set == shortcut.set) return;
        const auto what = fmt::format("it means something else than key {} of screen \"{}\" in line {}",
                                      shortcut.number, start.id, option->line);
        add(shortcut, what,
            can_be_dialled
                ? fmt::format(
                      "write {}, or, where this number was published, give the key back what it meant: some "
                      "networks do not tell a key from what is dialled",
                      written({shortcut.number, option->to, option->set}))
                : "give it a number that is no key there: some networks do not tell a key from "
                  "what is dialled");
    }

    std::string meant(const std::string& id) const {
        std::vector<std::string> ids;
        for (const auto& node : menu_.nodes)
            if (node.written.empty()) ids.push_back(node.id);
        const auto near = probably_meant(id, ids);
        return near ? fmt::format("did you mean \"{}\"?", *near)
                    : fmt::format("write a [screen.{}], or another name", id);
    }

    const Menu& menu_;
    std::string file_;
    Problems problems_;
};

}  // namespace

Problems unsound_shortcuts(const Menu& menu, std::string_view file_name) {
    return Judge(menu, file_name).problems();
}

std::string written(const Shortcut& shortcut) {
    const auto& [number, to, set, line] = shortcut;
    if (set.empty()) return fmt::format("{} = \"{}\"", number, to);
    std::string words;
    for (const auto& [field, value] : set)
        words += fmt::format("{}{} = \"{}\"", words.empty() ? "" : ", ", field, value);
    return fmt::format("{} = {{ to = \"{}\", set = {{ {} }} }}", number, to, words);
}

}  // namespace kengele::menus
