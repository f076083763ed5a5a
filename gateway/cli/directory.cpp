#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <optional>

#include "gateway/cli/rules.hpp"
#include "gateway/cli/whole_number.hpp"
#include "gateway/ussd/directory.hpp"
#include "menus/day.hpp"
#include "menus/effect.hpp"
#include "menus/gsm7.hpp"
#include "menus/spelling.hpp"

namespace kengele::cli {
namespace {

using storage::DirectoryEntry;

const std::vector<std::string_view> columns{"code",  "list",     "name",     "place",
                                            "phone", "hours_en", "hours_sw", "verified_on"};

constexpr std::size_t word_letters_max = 40;
constexpr std::size_t phone_letters_max = 20;
constexpr int hours_septets_max = 30;  // a line of a small screen
constexpr auto verified_for = std::chrono::months{6};
constexpr std::size_t named_max = 12;

bool is_digit(char letter) {
    return letter >= '0' && letter <= '9';
}

// A small letter, then also digits and `joins`.
bool is_word(std::string_view word, std::string_view joins) {
    const auto is_small = [](char letter) { return letter >= 'a' && letter <= 'z'; };
    const auto fits = [&](char letter) {
        return is_small(letter) || is_digit(letter) || joins.find(letter) != joins.npos;
    };
    return !word.empty() && word.size() <= word_letters_max && is_small(word.front()) &&
           std::ranges::all_of(word, fits);
}

// "0800 221 349", "+254 20 123", "999"; or "*483*306#".
bool is_dialled(std::string_view phone) {
    if (phone.size() > phone_letters_max || std::ranges::count_if(phone, is_digit) < 3) return false;
    const bool is_code = phone.front() == '*';
    if (is_code != (phone.back() == '#')) return false;
    auto inner = phone.substr(is_code || phone.front() == '+' ? 1 : 0);
    if (is_code) inner.remove_suffix(1);
    const char between = is_code ? '*' : ' ';
    const std::string twice(2, between);
    return std::ranges::all_of(inner, [&](char letter) { return is_digit(letter) || letter == between; }) &&
           inner.front() != between && inner.back() != between && inner.find(twice) == inner.npos;
}

// Fit for one line of any phone's screen.
bool is_one_line(std::string_view text) {
    return menus::septets(text).has_value() && text.find('\n') == text.npos;
}

std::optional<menus::Day> written_day(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto year = whole_number(text.substr(0, 4), 1970, 9999);
    const auto month = whole_number(text.substr(5, 2), 1, 12);
    const auto day = whole_number(text.substr(8), 1, 31);
    if (!year || !month || !day) return std::nullopt;
    const auto date = std::chrono::year{*year} / *month / *day;
    return date.ok() ? std::optional<menus::Day>{date} : std::nullopt;
}

menus::Day day_of(storage::Day days) {
    return menus::Day{std::chrono::days{days}};
}

class DirectoryFile {
public:
    DirectoryFile(std::string_view file, const Rules& stored, menus::Day today, Problems& problems)
        : judge_(file, problems), today_(today) {
        for (const auto& place : stored.places)
            places_[place.code] = &place;
    }

    std::optional<DirectoryEntry> read(const CsvLine& line) {
        DirectoryEntry entry;
        entry.code = line.cell("code");
        entry.list = line.cell("list");
        entry.name = line.cell("name");
        entry.phone = line.cell("phone");
        entry.hours_en = line.cell("hours_en");
        entry.hours_sw = line.cell("hours_sw");
        bool fine = judge_code(line);
        fine &= judge_list(line);
        fine &= judge_label(line, entry);
        fine &= judge_hours(line);
        fine &= find_place(line, entry);
        fine &= find_day(line, entry);
        return fine ? std::optional{std::move(entry)} : std::nullopt;
    }

private:
    bool judge_code(const CsvLine& line) {
        const auto& code = line.cell("code");
        const bool is_code =
            judge_.expect(is_word(code, "_-"), line, fmt::format("'{}' is no code", code),
                          "write small letters, digits, '-' and '_', such as mathari-hospital");
        return judge_.expect(seen_.insert(code).second, line,
                             fmt::format("code '{}' stands twice in this file", code),
                             "keep one of the two lines") &&
               is_code;
    }

    bool judge_list(const CsvLine& line) {
        const auto& list = line.cell("list");
        if (list == menus::alerts_list) {
            return judge_.expect(false, line, fmt::format("'{}' are the responders' own list", list),
                                 "choose another word");
        }
        return judge_.expect(is_word(list, "_"), line, fmt::format("'{}' is no list", list),
                             "write small letters, such as recovery or care");
    }

    bool judge_label(const CsvLine& line, const DirectoryEntry& entry) {
        bool fine =
            judge_.expect(!entry.name.empty(), line, "the entry has no name", "write what people call it");
        fine &= judge_.expect(is_one_line(entry.name), line,
                              "the name is not one line of letters that every phone shows",
                              "write it in plain letters");
        fine &= judge_.expect(is_dialled(entry.phone), line,
                              fmt::format("'{}' is no number to dial", entry.phone),
                              "write it as people dial it: 0800 221 349, 999 or *483*306#");
        if (!fine) return false;
        const auto label = ussd::row_label(entry, {});
        const int most = menus::row_label_septets_max;
        return judge_.expect(
            menus::cost(label).units <= most, line,
            fmt::format("'{}' takes {} septets; {} are allowed", label, menus::cost(label).units, most),
            "shorten the name");
    }

    bool judge_hours(const CsvLine& line) {
        bool fine = judge_.expect(line.cell("hours_en").empty() == line.cell("hours_sw").empty(), line,
                                  "the hours stand in one language only",
                                  "write them in English and in Swahili, or leave both empty");
        for (const auto* column : {"hours_en", "hours_sw"}) {
            const auto& hours = line.cell(column);
            fine &= judge_.expect(
                is_one_line(hours) && menus::cost(hours).units <= hours_septets_max, line,
                fmt::format("{} is not one line of at most {} plain letters", column, hours_septets_max),
                "write them short, such as Working days, 8am-5pm");
        }
        return fine;
    }

    // The country is where everything is: whoever names it means the same as who leaves the cell empty.
    bool find_place(const CsvLine& line, DirectoryEntry& entry) {
        const auto& code = line.cell("place");
        if (code.empty()) return true;
        const auto found = places_.find(code);
        if (found == places_.end()) {
            return judge_.expect(false, line, fmt::format("place '{}' is not known", code), meant(code));
        }
        const auto& place = *found->second;
        if (place.level != storage::PlaceLevel::country) entry.place = place.number;
        return true;
    }

    std::string meant(const std::string& code) const {
        std::vector<std::string> known;
        for (const auto& [each, place] : places_)
            known.emplace_back(each);
        const auto near = menus::probably_meant(code, known);
        if (!near)
            return "import the places first, name one of them, or leave it empty for the whole country";
        return fmt::format("did you mean '{}', {}?", *near, places_.at(*near)->name);
    }

    bool find_day(const CsvLine& line, DirectoryEntry& entry) {
        const auto& text = line.cell("verified_on");
        const auto day = written_day(text);
        if (!judge_.expect(day.has_value(), line, fmt::format("verified_on '{}' is no day", text),
                           "write when somebody last made sure, as 2026-11-22"))
            return false;
        entry.verified_on = static_cast<storage::Day>(day->time_since_epoch().count());
        return judge_.expect(*day <= today_, line, fmt::format("verified_on {} has not come yet", text),
                             "write when somebody last made sure, and no promise");
    }

    Judge judge_;
    menus::Day today_;
    std::map<std::string_view, const storage::Place*> places_;
    std::set<std::string> seen_;
};

}  // namespace

std::vector<DirectoryEntry> read_directory(std::string_view text, std::string_view file, const Rules& stored,
                                           std::chrono::sys_days today, Problems& problems) {
    DirectoryFile directory{file, stored, today, problems};
    std::vector<DirectoryEntry> entries;
    for (const auto& line : read_csv(text, file, columns, problems)) {
        if (auto entry = directory.read(line)) entries.push_back(std::move(*entry));
    }
    return entries;
}

std::string stale_entries(const std::vector<DirectoryEntry>& entries, std::chrono::sys_days today) {
    const std::chrono::year_month_day date{today};
    auto oldest = date - verified_for;
    if (!oldest.ok()) oldest = oldest.year() / oldest.month() / std::chrono::last;
    std::string named;
    std::size_t stale = 0;
    for (const auto& entry : entries) {
        if (day_of(entry.verified_on) >= menus::Day{oldest} || ++stale > named_max) continue;
        named += (named.empty() ? "" : ", ") + entry.code;
    }
    if (stale == 0) return {};
    if (stale > named_max) named += fmt::format(" and {} more", stale - named_max);
    return fmt::format("{} last verified more than six months ago: {}",
                       stale == 1 ? "1 entry was" : fmt::format("{} entries were", stale), named);
}

std::string write_directory(const Rules& stored) {
    std::vector<std::vector<std::string>> rows{{columns.begin(), columns.end()}};
    for (const auto& entry : stored.directory) {
        const auto* place = stored.place(entry.place);
        rows.push_back({entry.code, entry.list, entry.name, place ? place->code : "", entry.phone,
                        entry.hours_en, entry.hours_sw, menus::stored_day(day_of(entry.verified_on))});
    }
    return write_csv(rows);
}

}  // namespace kengele::cli
