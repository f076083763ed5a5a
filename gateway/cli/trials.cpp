#include "gateway/cli/trials.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "gateway/cli/menu_lists.hpp"
#include "gateway/cli/menu_report.hpp"
#include "gateway/cli/trial_json.hpp"
#include "gateway/cli/trial_routing.hpp"
#include "gateway/menu_shelf.hpp"
#include "menus/check.hpp"
#include "menus/submenu.hpp"

namespace kengele::cli {
namespace {

using menus::TrialRun;

std::string indented(const std::string& text) {
    std::string result;
    for (std::size_t begin = 0; begin < text.size();) {
        const auto end = std::min(text.find('\n', begin), text.size());
        result += fmt::format("    {}\n", text.substr(begin, end - begin));
        begin = end + 1;
    }
    return result;
}

std::string why_and_walk(const TrialRun& run) {
    std::string text;
    for (const auto& failure : run.failures)
        text += fmt::format("    {}\n", failure);
    return text + indented(menus::transcript(run));
}

std::string listed(const std::vector<std::string>& words) {
    return fmt::format("{}", fmt::join(words, ", "));
}

std::string coverage(const menus::Menu& menu, const std::vector<TrialRun>& runs) {
    const auto all = menu.screens_written();
    const auto line = [all](const std::vector<std::string>& never) {
        return fmt::format("{} of {} screens shown{}\n", all - never.size(), all,
                           never.empty() ? "" : "; never: " + listed(never));
    };
    const auto never = menus::never_shown(menu, runs, std::nullopt);
    std::string text = line(never);
    for (std::size_t at = 0; at < menu.languages.size(); ++at) {
        const auto here = menus::never_shown(menu, runs, static_cast<menus::Language>(at));
        if (here != never) text += fmt::format("in {}: {}", menu.languages[at], line(here));
    }
    return text;
}

// A line a test, the whole walk of each that failed, and which screens no test showed.
Answer told(const menus::Menu& menu, const std::vector<TrialRun>& runs) {
    Answer answer;
    std::size_t failed = 0;
    for (std::size_t at = 0; at < runs.size(); ++at) {
        const bool passes = runs[at].failures.empty();
        answer.out += fmt::format("{}  {}", passes ? "passed" : "FAILED", menu.trials[at].name);
        answer.out +=
            passes ? "\n" : fmt::format(" (line {})\n{}", menu.trials[at].line, why_and_walk(runs[at]));
        if (!passes) ++failed;
    }
    answer.out += fmt::format("{} of {} tests passed.\n", runs.size() - failed, runs.size());
    answer.out += coverage(menu, runs);
    if (failed == 0) return answer;
    answer.exit = refused;
    answer.err = fmt::format("{} of {} tests failed.\nMend the menu, or what the test expects.\n", failed,
                             runs.size());
    return answer;
}

}  // namespace

std::vector<TrialRun> run_trials(const menus::Menu& menu, const menus::Places& places, const Rules& rules,
                                 const menus::Budgets& budgets) {
    std::vector<TrialRun> runs;
    for (const auto& trial : menu.trials) {
        runs.push_back(menus::run_trial({menu, places, budgets.front().septets}, trial));
        auto& failures = runs.back().failures;
        std::ranges::move(misroutings(trial, rules, runs.back().report), std::back_inserter(failures));
    }
    return runs;
}

Answer test_menu_file(std::string_view content, const std::string& file, const Rules& rules,
                      const menus::Budgets& budgets, bool json) {
    auto parsed = menus::parse(content, file);
    const auto places = gateway::places_to_choose(rules.places);
    if (parsed.menu) {
        parsed.problems = menus::check(*parsed.menu, places, budgets, file);
        std::ranges::move(unknown_lists(*parsed.menu, rules.directory, file),
                          std::back_inserter(parsed.problems));
        parsed.problems = menus::told_once(*parsed.menu, std::move(parsed.problems));
        menus::sort(parsed.problems);
    }
    if (menus::is_refused(parsed.problems)) return tell({file, std::move(parsed.problems), {}}, json);
    const auto runs = run_trials(*parsed.menu, places, rules, budgets);
    return json ? told_as_json(*parsed.menu, runs) : told(*parsed.menu, runs);
}

std::string first_failure(const menus::Menu& menu, const std::vector<TrialRun>& runs, std::string_view file) {
    std::string first;
    std::vector<std::string> others;
    for (std::size_t at = 0; at < runs.size(); ++at) {
        if (runs[at].failures.empty()) continue;
        const auto& trial = menu.trials[at];
        if (first.empty()) {
            first = fmt::format("{}:{}: test \"{}\" fails\n{}", file, trial.line, trial.name,
                                why_and_walk(runs[at]));
        } else {
            others.push_back(fmt::format("\"{}\"", trial.name));
        }
    }
    if (!others.empty()) first += fmt::format("These fail too: {}.\n", listed(others));
    return first;
}

}  // namespace kengele::cli
