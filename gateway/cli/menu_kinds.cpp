#include "gateway/cli/menu_kinds.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "menus/spelling.hpp"

namespace kengele::cli {
namespace {

class Kinds {
public:
    Kinds(const std::vector<storage::Kind>& kinds, std::string_view file) : kinds_(kinds), file_(file) {}

    menus::Problems problems(const menus::Menu& menu) {
        for (const auto& shortcut : menu.shortcuts) {
            where_ = fmt::format("shortcut {}", shortcut.number);
            for (const auto& [field, value] : shortcut.set)
                judge(shortcut.line, field, value);
        }
        for (const auto& node : menu.nodes) {
            where_ = fmt::format("screen \"{}\"", node.id);
            screen_ = node.id;
            for (const auto& [field, value] : node.set)
                judge(node.line, field, value);
            for (const auto& option : node.options) {
                if (!option.value.empty()) judge(option.line, node.store, option.value);
                for (const auto& [field, value] : option.set)
                    judge(option.line, field, value);
            }
        }
        return std::move(problems_);
    }

private:
    void judge(int line, std::string_view field, const std::string& value) {
        if (field != "kind" && field != "category") return;
        const auto member = field == "kind" ? &storage::Kind::code : &storage::Kind::category;
        if (std::ranges::find(kinds_, value, member) != kinds_.end()) return;
        std::vector<std::string> known;
        for (const auto& kind : kinds_)
            known.push_back(kind.*member);
        const auto near = menus::probably_meant(value, known);
        menus::Problem problem;
        problem.file = file_;
        problem.line = line;
        problem.screen = screen_;
        problem.what = fmt::format("{}: the taxonomy has no {} \"{}\"", where_, field, value);
        problem.mend = near ? fmt::format("did you mean \"{}\"?", *near)
                            : "write a line for it: kengele taxonomy export FILE.csv, then import";
        problems_.push_back(std::move(problem));
    }

    const std::vector<storage::Kind>& kinds_;
    std::string file_;
    std::string where_;   // what is judged: "screen "home""
    std::string screen_;  // its id; empty for a shortcut
    menus::Problems problems_;
};

}  // namespace

menus::Problems unknown_kinds(const menus::Menu& menu, const std::vector<storage::Kind>& kinds,
                              std::string_view file_name) {
    return Kinds(kinds, file_name).problems(menu);
}

}  // namespace kengele::cli
