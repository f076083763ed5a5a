#include "menus/exchange/table.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "menus/exchange/csv.hpp"

namespace kengele::exchange {

namespace {

constexpr std::size_t table_bytes_max = 262'144;
constexpr std::size_t columns_max = 200;
constexpr std::size_t rows_max = 20'000;

bool is_blank(const std::vector<std::string>& cells, std::size_t from);

}  // namespace

std::optional<Table> Table::read(std::string_view text, std::string_view file, Remarks& refusals) {
    const auto before = refusals.size();
    const auto refuse = [&](int row, const std::string& column, std::string what, std::string mend) {
        if (refusals.size() < remarks_max)
            refusals.push_back({std::string(file), row, column, std::move(what), std::move(mend)});
    };
    if (text.size() > table_bytes_max) {
        refuse(0, {}, fmt::format("the table has {} bytes", text.size()),
               fmt::format("at most {} are read; divide it", table_bytes_max));
        return std::nullopt;
    }
    const auto records = read_records(text);
    if (records.broken_line) {
        refuse(records.broken_row, {}, "a quotation mark is out of place",
               "write \"\" for one inside a quoted cell, and close every quoted cell");
    }
    Table table;
    table.file_ = file;
    for (const auto& record : records.list) {
        Row row{record.row, {}};
        for (const auto& cell : record.cells)
            row.cells.push_back(tidied(cell));
        if (is_blank(row.cells, 0)) continue;
        if (!std::ranges::all_of(row.cells, is_plain_text)) {
            refuse(record.row, {}, "a letter is not in UTF-8, or a control character stands here",
                   "save the table as \"CSV UTF-8\" and look at this row");
            continue;
        }
        table.rows_.push_back(std::move(row));
    }
    if (refusals.size() > before) return std::nullopt;
    if (table.rows_.empty()) {
        refuse(0, {}, "the table is empty", "begin it with the names of its columns");
        return std::nullopt;
    }
    const auto heading = table.rows_.front().number;
    table.columns_ = std::move(table.rows_.front().cells);
    table.rows_.erase(table.rows_.begin());
    if (table.columns_.size() == 1 && table.columns_[0].find(';') != std::string::npos) {
        refuse(heading, {}, "the cells are parted by semicolons", "save the table with commas between cells");
        return std::nullopt;
    }
    const auto width = table.columns_.size();
    if (width > columns_max || table.rows_.size() > rows_max) {
        refuse(0, {}, fmt::format("the table has {} columns and {} rows", width, table.rows_.size()),
               fmt::format("at most {} and {} are read", columns_max, rows_max));
        return std::nullopt;
    }
    for (std::size_t i = 0; i < width; ++i) {
        const auto& name = table.columns_[i];
        const auto same = std::ranges::find(table.columns_, name);
        if (name.empty() || same == table.columns_.begin() + static_cast<std::ptrdiff_t>(i)) continue;
        refuse(heading, name, "the column is named twice", "leave one out");
    }
    for (const auto& row : table.rows_) {
        if (row.cells.size() > width && !is_blank(row.cells, width)) {
            refuse(row.number, {}, fmt::format("{} cells where {} are expected", row.cells.size(), width),
                   "quote a cell that holds a comma");
        }
        for (std::size_t i = 0; i < std::min(width, row.cells.size()); ++i) {
            if (table.columns_[i].empty() && !row.cells[i].empty())
                refuse(row.number, {}, fmt::format("\"{}\" stands in a column without a name", row.cells[i]),
                       "name the column in the first row, or empty the cell");
        }
    }
    if (refusals.size() > before) return std::nullopt;
    return table;
}

std::optional<std::size_t> Table::column(std::string_view name) const {
    const auto found = std::ranges::find(columns_, name);
    if (found == columns_.end()) return std::nullopt;
    return static_cast<std::size_t>(found - columns_.begin());
}

const std::string& Table::cell(const Row& row, std::string_view name) const {
    static const std::string none;
    const auto at = column(name);
    return at && *at < row.cells.size() ? row.cells[*at] : none;
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const auto first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::string tidied(std::string_view cell) {
    std::string result;
    for (std::size_t i = 0; i < cell.size(); ++i) {
        if (cell[i] == '\r' && cell.substr(i + 1).starts_with('\n')) continue;
        result += cell[i] == '\t' ? ' ' : cell[i];
    }
    return std::string(trimmed(result));
}

namespace {

bool is_blank(const std::vector<std::string>& cells, std::size_t from) {
    return std::all_of(cells.begin() + static_cast<std::ptrdiff_t>(from), cells.end(),
                       [](const std::string& cell) { return cell.empty(); });
}

}  // namespace

}  // namespace kengele::exchange
