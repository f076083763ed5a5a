#include "menus/check.hpp"

#include <algorithm>
#include <iterator>

#include "menus/blanks.hpp"
#include "menus/danger.hpp"
#include "menus/fit.hpp"
#include "menus/forbidden.hpp"
#include "menus/submenu.hpp"
#include "menus/texting.hpp"
#include "menus/walk_cost.hpp"

namespace kengele::menus {

namespace {

constexpr std::size_t problems_max = 100;

// And SMS, where the menu runs there; the smallest stays first.
Budgets with_texts(const Menu& menu, Budgets budgets) {
    if (!menu.texting) return budgets;
    budgets.push_back({"sms", text_septets});
    std::ranges::stable_sort(budgets, {}, &Budget::septets);
    return budgets;
}

}  // namespace

Problems check(const Menu& menu, const Places& places, const Budgets& budgets, std::string_view file_name) {
    auto problems = oversized(menu, places, with_texts(menu, budgets), file_name);
    const auto add = [&problems](Problems more) { std::ranges::move(more, std::back_inserter(problems)); };
    add(without_danger(menu, places, budgets, file_name));
    add(oversized_texting(menu, places, file_name));
    add(forbidden_fields(menu, file_name));
    add(blanks(menu, file_name));
    add(long_walks(menu, report_costs(menu, places, budgets.front().septets), file_name));
    problems = told_once(menu, std::move(problems));
    if (problems.size() > problems_max) {
        // A warning more must not hide an error. (std::ranges' own returns what clang-tidy 14 cannot read.)
        std::stable_partition(problems.begin(), problems.end(),
                              [](const Problem& problem) { return problem.severity == Severity::error; });
        problems.resize(problems_max);
    }
    sort(problems);
    return problems;
}

}  // namespace kengele::menus
