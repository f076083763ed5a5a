#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "gateway/cli/rules.hpp"
#include "gateway/cli/whole_number.hpp"
#include "gateway/cli/words.hpp"

namespace kengele::cli {
namespace {

constexpr int year_minutes = 366 * 24 * 60;
const std::vector<std::string_view> columns{"ladder", "rung", "after_minutes", "roles", "never"};

using Placed = std::vector<std::pair<storage::Rung, const CsvLine*>>;  // one ladder's rungs, in order

void judge_ladder(Judge& judge, const std::string& name, const Placed& rungs) {
    for (std::size_t i = 0; i < rungs.size(); ++i) {
        const auto& [rung, line] = rungs[i];
        judge.expect(rung.number == static_cast<int>(i), *line,
                     fmt::format("rung {} of {} follows rung {}", rung.number, name, static_cast<int>(i) - 1),
                     "number the rungs 0, 1, 2, ...");
        judge.expect(i == 0 ? rung.after_minutes == 0 : rung.after_minutes > rungs[i - 1].first.after_minutes,
                     *line,
                     fmt::format("rung {} of {} does not come after the one before", rung.number, name),
                     "let after_minutes begin with 0 and grow");
        judge.expect(i == 0 || rung.never.empty(), *line, "'never' stands above the first rung",
                     "write it on rung 0: it holds for the whole ladder");
    }
    const auto& [last, line] = rungs.back();
    judge.expect(last.roles == std::vector<std::string>{"OPS"}, *line,
                 fmt::format("ladder {} does not end at the operations desk", name),
                 "let its last rung name OPS alone");
}

}  // namespace

std::vector<storage::Rung> read_ladders(std::string_view text, std::string_view file, const Rules& stored,
                                        Problems& problems) {
    Judge judge{file, problems};
    const auto lines_read = read_csv(text, file, columns, problems);
    std::map<std::string, Placed> ladders;
    for (const auto& line : lines_read) {
        const auto number = whole_number(line.cell("rung"), 0, 99);
        const auto after = whole_number(line.cell("after_minutes"), 0, year_minutes);
        const storage::Rung rung{line.cell("ladder"), number.value_or(0), after.value_or(0),
                                 line.list("roles"), line.list("never")};
        bool fine = judge.expect(!rung.ladder.empty(), line, "the ladder has no name", "write its name");
        fine &=
            judge.expect(number.has_value(), line, fmt::format("rung '{}' is no number", line.cell("rung")),
                         "write 0 for the first");
        fine &= judge.expect(after.has_value(), line,
                             fmt::format("after_minutes '{}' is no number", line.cell("after_minutes")),
                             "write minutes from the report, at most a year");
        fine &= judge.expect(!rung.roles.empty(), line, "the rung tells nobody", "name at least one role");
        for (const auto& role : rung.roles) {
            judge.expect(is_ladder_word(role) || stored.has_role(role), line,
                         fmt::format("'{}' is no role", role),
                         "name a role of roles.csv, or LEAD, COPY, DEPUTY, TIER0, TIER1, NEXT");
        }
        for (const auto& never : rung.never) {
            judge.expect(role_lines.value(never).has_value() || stored.has_role(never), line,
                         fmt::format("'{}' is neither a role nor a line", never),
                         "name a role key or a line");
        }
        if (fine) ladders[rung.ladder].emplace_back(rung, &line);
    }
    std::vector<storage::Rung> rungs;
    for (auto& [name, placed] : ladders) {
        std::ranges::stable_sort(placed, {}, [](const auto& one) { return one.first.number; });
        judge_ladder(judge, name, placed);
        for (auto& one : placed)
            rungs.push_back(one.first);
    }
    return rungs;
}

std::string write_ladders(const Rules& stored) {
    std::vector<std::vector<std::string>> rows{{columns.begin(), columns.end()}};
    for (const auto& rung : stored.rungs) {
        rows.push_back({rung.ladder, std::to_string(rung.number), std::to_string(rung.after_minutes),
                        joined(rung.roles), joined(rung.never)});
    }
    return write_csv(rows);
}

}  // namespace kengele::cli
