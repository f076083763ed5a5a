#include "menus/problem.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace kengele::menus {

std::string to_string(const Problem& problem) {
    const auto place = problem.line > 0 ? fmt::format("{}:{}", problem.file, problem.line) : problem.file;
    const auto* warning = problem.severity == Severity::warning ? "warning: " : "";
    return fmt::format("{}: {}{}; {}", place, warning, problem.what, problem.mend);
}

std::string to_lines(const Problem& problem) {
    auto lines = to_string(problem) + '\n';
    for (const auto& detail : problem.details)
        lines += "  " + detail + '\n';
    return lines;
}

bool is_refused(const Problems& problems) {
    return std::ranges::find(problems, Severity::error, &Problem::severity) != problems.end();
}

void sort(Problems& problems) {
    std::ranges::stable_sort(problems, {}, [](const Problem& it) { return std::tuple(it.line, it.column); });
}

}  // namespace kengele::menus
