#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "menus/exchange/remark.hpp"

namespace kengele::exchange {

// A CSV file whose first record names its columns.
class Table {
public:
    struct Row {
        int number = 0;                  // as a spreadsheet counts
        std::vector<std::string> cells;  // some tools leave empty ones at the end out
    };

    // A table exactly when nothing is added to `refusals`: at most 256 KiB, 200 columns and 20,000
    // rows, UTF-8, no control characters, each
    // column named once. Blanks around cells and names of columns are left out, and so are rows and unnamed
    // columns of nothing but empty cells, as spreadsheets leave them at the ends.
    static std::optional<Table> read(std::string_view text, std::string_view file, Remarks& refusals);

    const std::string& file() const { return file_; }
    const std::vector<std::string>& columns() const { return columns_; }
    const std::vector<Row>& rows() const { return rows_; }
    std::optional<std::size_t> column(std::string_view name) const;
    // Empty when there is no such column.
    const std::string& cell(const Row& row, std::string_view column) const;

private:
    std::string file_;
    std::vector<std::string> columns_;
    std::vector<Row> rows_;
};

// Without the blanks at its ends.
std::string_view trimmed(std::string_view text);

// As a table gives the cell: trimmed, with the line ends of Unix, and tabs read as blanks.
std::string tidied(std::string_view cell);

}  // namespace kengele::exchange
