#include "gateway/cli/menu_lists.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>

#include "menus/effect.hpp"
#include "menus/spelling.hpp"

namespace kengele::cli {
namespace {

menus::Problem problem_of(const menus::Node& node, std::string_view file_name) {
    menus::Problem problem;
    problem.file = file_name;
    problem.line = node.line;
    problem.screen = node.id;
    return problem;
}

menus::Problem empty_directory(const menus::Node& node, std::string_view file_name) {
    auto problem = problem_of(node, file_name);
    problem.severity = menus::Severity::warning;
    problem.what = fmt::format("screen \"{}\": the directory is empty, so nobody finds a row here", node.id);
    problem.mend = "kengele directory import FILE.csv";
    return problem;
}

menus::Problem unknown_list(const menus::Node& node, const std::set<std::string>& lists,
                            std::string_view file_name) {
    auto problem = problem_of(node, file_name);
    const auto near = menus::probably_meant(node.from, {lists.begin(), lists.end()});
    problem.what = fmt::format("screen \"{}\": the directory has no list \"{}\"", node.id, node.from);
    problem.mend = near ? fmt::format("did you mean \"{}\"?", *near)
                        : "write its entries: kengele directory export FILE.csv, then import";
    return problem;
}

}  // namespace

menus::Problems unknown_lists(const menus::Menu& menu, const std::vector<storage::DirectoryEntry>& directory,
                              std::string_view file_name) {
    std::set<std::string> lists;
    for (const auto& entry : directory)
        lists.insert(entry.list);
    menus::Problems problems;
    for (const auto& node : menu.nodes) {
        const bool is_known = node.from == menus::alerts_list || lists.contains(node.from);
        if (node.kind != menus::NodeKind::lookup || is_known) continue;
        if (lists.empty()) return {empty_directory(node, file_name)};
        problems.push_back(unknown_list(node, lists, file_name));
    }
    return problems;
}

}  // namespace kengele::cli
