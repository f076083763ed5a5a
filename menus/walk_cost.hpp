#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "menus/menu.hpp"
#include "menus/places.hpp"
#include "menus/problem.hpp"

namespace kengele::menus {

// What it takes to file a report on a way with the fewest answers.
struct WalkCost {
    int answers = 0;
    int keys = 0;     // typed, with the one that sends each answer
    int seconds = 0;  // estimated: reading slowly, typing, and the network
    std::string way;  // "home 9 > danger 1 > where > landmark 1"
};

// To an alarm by the option for danger now, and to a report by the others, which are those that do not say
// the same ("life in danger") on some later screen; nothing where no way leads to filing. The default
// language is read.
struct ReportCosts {
    std::optional<WalkCost> alarm;
    std::optional<WalkCost> report;
};

ReportCosts report_costs(const Menu& menu, const Places& places, int screen_septets);

// Most answers that who dials for the first time should need.
inline constexpr int first_dial_answers_max = 10;

// Warns where more are needed.
Problems long_walks(const Menu& menu, const ReportCosts& costs, std::string_view file_name);

// A line for each, for people.
std::string summary(const ReportCosts& costs);

}  // namespace kengele::menus
