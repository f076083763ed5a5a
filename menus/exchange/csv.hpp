#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kengele::exchange {

// One record of a CSV file (RFC 4180).
struct Record {
    int line = 1;  // where it begins, as an editor counts
    int row = 1;   // as a spreadsheet counts: a cell of several lines is in one row; empty ones count
    std::vector<std::string> cells;
};

struct Records {
    std::vector<Record> list;  // without empty lines
    // Where reading ended too early, for a quotation mark out of place.
    std::optional<int> broken_line;
    int broken_row = 0;
};

// A mark of the byte order at the beginning is left out. Any bytes have a reading.
Records read_records(std::string_view text);

// Whether a cell is UTF-8 without control characters other than line feeds: fit to become a screen, a text or
// a line of a terminal.
bool is_plain_text(std::string_view cell);

std::string write_records(const std::vector<std::vector<std::string>>& rows);

}  // namespace kengele::exchange
