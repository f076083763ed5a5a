#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "gateway/cli/rules.hpp"
#include "gateway/cli/words.hpp"

namespace kengele::cli {
namespace {

const std::vector<std::string_view> columns{"code", "name", "level", "parent_code", "aliases"};

bool is_path_code(std::string_view code) {
    const auto fits = [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '-'; };
    return !code.empty() && code.size() <= 64 && std::ranges::all_of(code, fits) && code.front() != '-' &&
           code.back() != '-' && code.find("--") == code.npos;
}

// A place lies in the place whose path its own continues; counties, which continue none, in the country.
bool continues(std::string_view code, std::string_view parent, storage::PlaceLevel parent_level) {
    if (parent_level == storage::PlaceLevel::country) return code.find('-') == code.npos;
    return code.size() > parent.size() + 1 && code.starts_with(parent) && code[parent.size()] == '-';
}

}  // namespace

std::vector<storage::Place> read_places(std::string_view text, std::string_view file, const Rules& stored,
                                        Problems& problems) {
    const auto lines = read_csv(text, file, columns, problems);
    Judge judge{file, problems};
    std::map<std::string, storage::PlaceLevel, std::less<>> level_of;
    for (const auto& place : stored.places)
        level_of[place.code] = place.level;
    for (const auto& line : lines) {
        if (const auto level = place_levels.value(line.cell("level"))) level_of[line.cell("code")] = *level;
    }

    std::vector<storage::Place> places;
    std::set<std::string> seen;
    for (const auto& line : lines) {
        const auto& code = line.cell("code");
        const auto& parent = line.cell("parent_code");
        const auto level = place_levels.value(line.cell("level"));
        judge.expect(is_path_code(code), line, fmt::format("'{}' is no place code", code),
                     "write digits and capitals joined by '-', such as 047-275-1378");
        judge.expect(seen.insert(code).second, line, fmt::format("code '{}' stands twice in this file", code),
                     "keep one of the two lines");
        judge.expect(!line.cell("name").empty(), line, "the place has no name", "write the name people say");
        judge.expect(level.has_value(), line, fmt::format("'{}' is no level", line.cell("level")),
                     one_of(place_levels));
        if (!level) continue;

        if (*level == storage::PlaceLevel::country) {
            judge.expect(parent.empty(), line, "a country lies in no other place", "leave parent_code empty");
        } else if (const auto found = level_of.find(parent); found == level_of.end()) {
            judge.expect(false, line, fmt::format("parent_code '{}' is no known place", parent),
                         "name a place of this file or one imported before");
        } else {
            judge.expect(continues(code, parent, found->second), line,
                         fmt::format("code '{}' does not continue its parent's '{}'", code, parent),
                         "begin it with the parent's code and a '-'");
        }
        storage::Place place;
        place.code = code;
        place.name = line.cell("name");
        place.level = *level;
        if (const auto* known = stored.place(parent)) place.parent = known->number;
        place.aliases = line.list("aliases");
        places.push_back(std::move(place));
    }
    // Parents first, whatever the order of the file.
    std::ranges::stable_sort(places, {}, &storage::Place::level);
    return places;
}

std::string write_places(const Rules& stored) {
    std::vector<std::vector<std::string>> rows{{columns.begin(), columns.end()}};
    for (const auto& place : stored.places) {
        const auto* parent = stored.place(place.parent);
        rows.push_back({place.code, place.name, place_levels.word(place.level), parent ? parent->code : "",
                        joined(place.aliases)});
    }
    return write_csv(rows);
}

}  // namespace kengele::cli
