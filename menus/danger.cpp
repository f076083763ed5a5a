#include "menus/danger.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "menus/draw.hpp"
#include "menus/worst_case.hpp"

namespace kengele::menus {

namespace {

// Options on the first page of the start screen when it has least room.
std::size_t first_options(const Stage& stage, const Facts& facts, Language language) {
    auto least = stage.menu.node(stage.menu.start).options.size();
    for (const auto hint : {Session::Hint::none, Session::Hint::wrong_key}) {
        Session session = begin(stage.menu, language);
        session.hint = hint;
        least = std::min(least, draw(stage, session, facts).pages.front().lines);
    }
    return least;
}

// One that is always shown, where there is one; null when none leads there.
const Option* danger_option(const Menu& menu) {
    const Option* found = nullptr;
    for (const auto& option : menu.node(menu.start).options) {
        if (option.to != menu.danger) continue;
        if (found == nullptr || (!found->when.empty() && option.when.empty())) found = &option;
    }
    return found;
}

}  // namespace

Problems without_danger(const Menu& menu, const Places& places, const Budgets& budgets,
                        std::string_view file_name) {
    // Who is in danger dials the same code, and is not asked for a PIN.
    if (menu.audience == Audience::responders) return {};
    Problem problem{std::string(file_name), 0, 0, {}, {}};
    if (menu.danger.empty()) {
        problem.what = "no screen is named for danger now";
        problem.mend = "write danger = \"...\" beside start: the screen where who is in danger begins";
        return {problem};
    }
    const auto& start = menu.node(menu.start);
    const auto* option = danger_option(menu);
    problem.line = start.line;
    problem.screen = start.id;
    if (option == nullptr) {
        problem.what = fmt::format("screen \"{}\": no option leads to \"{}\", the screen for danger now",
                                   start.id, menu.danger);
        problem.mend = fmt::format("give the first screen an option to = \"{}\"", menu.danger);
        return {problem};
    }
    if (!option->when.empty()) {
        problem.line = option->line;
        problem.what =
            fmt::format("screen \"{}\": danger now is shown only when {}", start.id, to_string(option->when));
        problem.mend = "leave when out: whoever is in danger must always find it";
        return {problem};
    }
    // What is on the first page where that is smallest, is on every first page.
    const auto& budget = budgets.front();
    Stage stage{menu, places, budget.septets};
    stage.shows_hidden = true;
    const auto facts = longest_fillings(menu, places);
    const auto at = static_cast<std::size_t>(option - start.options.data());
    Problems problems;
    for (const Language language : menu.each_language()) {
        const auto shown = first_options(stage, facts, language);
        if (at < shown) continue;
        problem.line = option->line;
        problem.language = menu.languages.at(language);
        problem.channel = budget.channel;
        problem.what = fmt::format(
            "screen \"{}\", {}, channel \"{}\": danger now, option {}, is not on the first page, which has "
            "room for {}",
            start.id, problem.language, budget.channel, at + 1, shown);
        problem.mend = "write it further up and keep its key, or shorten the texts before it";
        problems.push_back(problem);
    }
    return problems;
}

}  // namespace kengele::menus
