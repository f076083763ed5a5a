#include "menus/day.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace kengele::menus {

namespace {

struct DayAndMonth {
    unsigned day = 0;
    unsigned month = 0;
};

std::optional<DayAndMonth> day_and_month(std::string_view typed);
// One or two digits; nothing otherwise.
std::optional<unsigned> short_number(std::string_view digits);
bool is_digit(char sign);

}  // namespace

std::optional<Day> day_meant(std::string_view typed, Day today, int days_back) {
    const auto wanted = day_and_month(typed);
    if (!wanted) return std::nullopt;
    const auto this_year = std::chrono::year_month_day(today).year();
    for (const auto year : {this_year, this_year - std::chrono::years(1)}) {
        const std::chrono::year_month_day date(year, std::chrono::month(wanted->month),
                                               std::chrono::day(wanted->day));
        if (!date.ok()) continue;
        const Day day(date);
        if (day <= today && day >= today - std::chrono::days(days_back)) return day;
    }
    return std::nullopt;
}

std::string stored_day(Day day) {
    const std::chrono::year_month_day date(day);
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

std::optional<std::string> spoken_day(std::string_view stored) {
    if (stored.size() != 10 || stored[4] != '-' || stored[7] != '-') return std::nullopt;
    for (const std::size_t at : {0U, 1U, 2U, 3U, 5U, 6U, 8U, 9U}) {
        if (!is_digit(stored[at])) return std::nullopt;
    }
    return fmt::format("{}.{}.{}", stored.substr(8, 2), stored.substr(5, 2), stored.substr(0, 4));
}

namespace {

std::optional<DayAndMonth> day_and_month(std::string_view typed) {
    const auto sign = std::ranges::find_if_not(typed, is_digit);
    if (sign == typed.end()) {
        // "211" could be the 2nd or the 21st.
        if (typed.size() != 4) return std::nullopt;
        return DayAndMonth{*short_number(typed.substr(0, 2)), *short_number(typed.substr(2))};
    }
    if (std::string_view("./- ").find(*sign) == std::string_view::npos) return std::nullopt;
    const auto at = static_cast<std::size_t>(sign - typed.begin());
    const auto day = short_number(typed.substr(0, at));
    const auto month = short_number(typed.substr(at + 1));
    if (!day || !month) return std::nullopt;
    return DayAndMonth{*day, *month};
}

std::optional<unsigned> short_number(std::string_view digits) {
    if (digits.empty() || digits.size() > 2 || !std::ranges::all_of(digits, is_digit)) return std::nullopt;
    unsigned number = 0;
    for (const char digit : digits) {
        number = number * 10 + static_cast<unsigned>(digit - '0');
    }
    return number;
}

bool is_digit(char sign) {
    return sign >= '0' && sign <= '9';
}

}  // namespace

}  // namespace kengele::menus
