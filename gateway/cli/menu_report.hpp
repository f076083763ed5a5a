#pragma once

#include <string>
#include <string_view>

#include "gateway/cli/answer.hpp"
#include "menus/budget.hpp"
#include "menus/menu.hpp"
#include "menus/places.hpp"
#include "menus/problem.hpp"

namespace kengele::cli {

// A menu file as a check found it.
struct MenuReport {
    std::string file;
    menus::Problems problems;  // in the order of the file
    std::string summary;       // of a file without errors
};

// What is wrong with a menu file by itself, for callers who choose from these places.
MenuReport report_on(std::string_view content, const std::string& file, const menus::Places& places,
                     const menus::Budgets& budgets);

std::string summary_of(const menus::Menu& menu, const menus::Places& places, const menus::Budgets& budgets);

// {"file", "line", "column", "severity", "screen", "language", "channel", "measured", "allowed", "message",
// "suggestion", "details"} on one line; 0 or empty where it is about nothing of the kind.
std::string to_json(const menus::Problem& problem);

// For people, or for an editor as one object a line. Warnings refuse nothing.
Answer tell(const MenuReport& report, bool json);

}  // namespace kengele::cli
