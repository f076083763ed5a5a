#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "gateway/cli/rules.hpp"
#include "gateway/cli/whole_number.hpp"
#include "gateway/cli/words.hpp"

namespace kengele::cli {
namespace {

const std::vector<std::string_view> columns{"key", "label_en", "label_sw", "line", "tier"};

}  // namespace

std::vector<storage::Role> read_roles(std::string_view text, std::string_view file, Problems& problems) {
    Judge judge{file, problems};
    std::vector<storage::Role> roles;
    std::set<std::string> seen;
    for (const auto& line : read_csv(text, file, columns, problems)) {
        const auto& key = line.cell("key");
        const auto role_line = role_lines.value(line.cell("line"));
        const auto tier = whole_number(line.cell("tier"), 0, 9);
        const auto is_capital = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); };
        bool fine =
            judge.expect(!key.empty() && key.size() <= 16 && std::ranges::all_of(key, is_capital), line,
                         fmt::format("'{}' is no role key", key), "write capitals and digits, such as OCS");
        fine &=
            judge.expect(!is_ladder_word(key), line,
                         fmt::format("'{}' has a meaning of its own in ladders", key), "choose another key");
        fine &= judge.expect(seen.insert(key).second, line,
                             fmt::format("role '{}' stands twice in this file", key),
                             "keep one of the two lines");
        fine &=
            judge.expect(!line.cell("label_en").empty() && !line.cell("label_sw").empty(), line,
                         "a label is missing", "write what people call the role, in English and in Swahili");
        fine &= judge.expect(role_line.has_value(), line, fmt::format("'{}' is no line", line.cell("line")),
                             one_of(role_lines));
        fine &= judge.expect(tier.has_value(), line, fmt::format("tier '{}' is no digit", line.cell("tier")),
                             "write 0 for closest to the resident up to 9 for the operations desk");
        if (fine) roles.push_back({key, line.cell("label_en"), line.cell("label_sw"), *role_line, *tier});
    }
    return roles;
}

std::string write_roles(const Rules& stored) {
    std::vector<std::vector<std::string>> rows{{columns.begin(), columns.end()}};
    for (const auto& role : stored.roles) {
        rows.push_back(
            {role.key, role.label_en, role.label_sw, role_lines.word(role.line), std::to_string(role.tier)});
    }
    return write_csv(rows);
}

}  // namespace kengele::cli
