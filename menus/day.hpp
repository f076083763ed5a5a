#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace kengele::menus {

// A day as callers mean it: of the calendar where they are.
using Day = std::chrono::sys_days;

// The latest day, not after today and at most `days_back` before it, that is typed as day and month: "2112",
// "21.12", "21/12", "21-12" or "21 12". A window below a year leaves no doubt about the year.
std::optional<Day> day_meant(std::string_view typed, Day today, int days_back);

// "2026-12-21": what a field keeps.
std::string stored_day(Day day);

// "21.12.2026"; nothing when it is not a stored day.
std::optional<std::string> spoken_day(std::string_view stored);

}  // namespace kengele::menus
