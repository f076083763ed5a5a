#pragma once

#include <string>
#include <vector>

namespace kengele::exchange {

// Something to say about one cell of a table that somebody sent: why it is refused, or what of it is lost.
struct Remark {
    std::string file;
    int row = 0;         // as a spreadsheet counts, the heading is 1; 0: the table as a whole
    std::string column;  // by its heading; empty: the row as a whole
    std::string what;
    std::string mend;  // what to do about it
};

using Remarks = std::vector<Remark>;

// Most that are gathered of one table.
inline constexpr std::size_t remarks_max = 200;

// One line: "texts.csv, row 4, column "so": the cell is empty; write the translation".
std::string to_string(const Remark& remark);

// In the order of the rows, and in one row as they were found.
void sort(Remarks& remarks);

}  // namespace kengele::exchange
