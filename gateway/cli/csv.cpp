#include "gateway/cli/csv.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "menus/exchange/csv.hpp"

namespace kengele::cli {
namespace {

constexpr std::size_t problems_max = 200;

using exchange::Record;

std::vector<Record> split(std::string_view text, std::string_view file, Problems& problems) {
    auto records = exchange::read_records(text);
    if (records.broken_line) {
        problems.push_back({std::string{file}, *records.broken_line, 0, "a quotation mark is out of place",
                            "write \"\" for one inside a quoted cell, and close every quoted cell"});
    }
    return std::move(records.list);
}

bool refuse_strange_bytes(const std::vector<Record>& raw, std::string_view file, Problems& problems) {
    const auto before = problems.size();
    for (const auto& line : raw) {
        if (std::ranges::all_of(line.cells, exchange::is_plain_text)) continue;
        problems.push_back({std::string{file}, line.line, 0,
                            "a letter is not in UTF-8, or a control character stands here",
                            "save the table as \"CSV UTF-8\" and look at this line"});
        if (problems.size() >= problems_max) break;
    }
    return problems.size() == before;
}

}  // namespace

std::vector<std::string> CsvLine::list(std::string_view column) const {
    std::vector<std::string> parts;
    std::string_view rest = cell(column);
    while (!rest.empty()) {
        const auto part = rest.substr(0, rest.find('|'));
        if (!part.empty()) parts.emplace_back(part);
        rest.remove_prefix(std::min(part.size() + 1, rest.size()));
    }
    return parts;
}

std::vector<CsvLine> read_csv(std::string_view text, std::string_view file,
                              const std::vector<std::string_view>& columns, Problems& problems) {
    const auto raw = split(text, file, problems);
    if (raw.empty()) {
        problems.push_back({std::string{file}, 0, 0, "the file is empty",
                            fmt::format("begin it with the line {}", fmt::join(columns, ","))});
        return {};
    }
    if (!refuse_strange_bytes(raw, file, problems)) return {};
    const auto& heading = raw.front();
    for (const auto& column : columns) {
        if (std::ranges::count(heading.cells, column) == 1) continue;
        problems.push_back({std::string{file}, heading.line, 0,
                            fmt::format("column '{}' is not named once", column),
                            fmt::format("begin the file with {}", fmt::join(columns, ","))});
    }
    for (const auto& named : heading.cells) {
        if (std::ranges::find(columns, named) != columns.end()) continue;
        problems.push_back({std::string{file}, heading.line, 0, fmt::format("there is no column '{}'", named),
                            fmt::format("the columns are {}", fmt::join(columns, ","))});
    }
    if (!problems.empty()) return {};

    std::vector<CsvLine> lines;
    for (std::size_t i = 1; i < raw.size() && problems.size() < problems_max; ++i) {
        if (raw[i].cells.size() != heading.cells.size()) {
            problems.push_back(
                {std::string{file}, raw[i].line, 0,
                 fmt::format("{} cells where {} are expected", raw[i].cells.size(), heading.cells.size()),
                 "quote a cell that holds a comma"});
            continue;
        }
        CsvLine line{raw[i].line, {}};
        for (std::size_t c = 0; c < heading.cells.size(); ++c)
            line.cells[heading.cells[c]] = raw[i].cells[c];
        lines.push_back(std::move(line));
    }
    return lines;
}

std::string write_csv(const std::vector<std::vector<std::string>>& rows) {
    return exchange::write_records(rows);
}

std::string joined(const std::vector<std::string>& parts) {
    return fmt::format("{}", fmt::join(parts, "|"));
}

bool Judge::expect(bool fine, const CsvLine& line, std::string what, std::string mend) {
    if (!fine && problems_.size() < problems_max) {
        problems_.push_back({file_, line.number, 0, std::move(what), std::move(mend)});
    }
    return fine;
}

}  // namespace kengele::cli
