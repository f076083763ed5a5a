#include "gateway/cli/menu_report.hpp"

#include <fmt/format.h>

#include <boost/json/serialize.hpp>
#include <utility>

#include "menus/check.hpp"
#include "menus/parse.hpp"
#include "menus/walk_cost.hpp"

namespace kengele::cli {

MenuReport report_on(std::string_view content, const std::string& file, const menus::Places& places,
                     const menus::Budgets& budgets) {
    auto parsed = menus::parse(content, file);
    MenuReport report{file, std::move(parsed.problems), {}};
    if (!parsed.menu) return report;
    report.problems = menus::check(*parsed.menu, places, budgets, file);
    report.summary = summary_of(*parsed.menu, places, budgets);
    return report;
}

std::string summary_of(const menus::Menu& menu, const menus::Places& places, const menus::Budgets& budgets) {
    return fmt::format("{} screens in {} languages.\n{}", menu.screens_written(), menu.languages.size(),
                       menus::summary(menus::report_costs(menu, places, budgets.front().septets)));
}

std::string to_json(const menus::Problem& problem) {
    return serialize(boost::json::object{
        {"file", problem.file},
        {"line", problem.line},
        {"column", problem.column},
        {"severity", problem.severity == menus::Severity::error ? "error" : "warning"},
        {"screen", problem.screen},
        {"language", problem.language},
        {"channel", problem.channel},
        {"measured", problem.measured},
        {"allowed", problem.allowed},
        {"message", problem.what},
        {"suggestion", problem.mend},
        {"details", boost::json::array(problem.details.begin(), problem.details.end())},
    });
}

Answer tell(const MenuReport& report, bool json) {
    Answer answer;
    if (menus::is_refused(report.problems)) answer.exit = refused;
    for (const auto& problem : report.problems) {
        if (json) {
            answer.out += to_json(problem) + "\n";
        } else {
            answer.err += menus::to_lines(problem);
        }
    }
    if (json || answer.exit != done) return answer;
    answer.out = fmt::format("{}: {}, {}", report.file,
                             report.problems.empty() ? "no mistake found" : "only what is warned of above",
                             report.summary);
    return answer;
}

}  // namespace kengele::cli
