#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "menus/parse.hpp"

namespace kengele::cli {

using Problems = std::vector<menus::Problem>;

// One line of a table file, with its cells by the heading's words.
struct CsvLine {
    int number = 0;  // in the file, from 1
    std::map<std::string, std::string, std::less<>> cells;

    const std::string& cell(std::string_view column) const { return cells.find(column)->second; }
    // A cell of several things, separated by '|'; empty ones are left out.
    std::vector<std::string> list(std::string_view column) const;
};

// Reads a table whose first line names its columns, in any order. All of `columns` must be there and no
// others. What is wrong goes into `problems`, each with its line; lines of the wrong width are left out.
std::vector<CsvLine> read_csv(std::string_view text, std::string_view file,
                              const std::vector<std::string_view>& columns, Problems& problems);

std::string write_csv(const std::vector<std::vector<std::string>>& rows);
std::string joined(const std::vector<std::string>& parts);  // with '|'

// Collects what is wrong with one file.
class Judge {
public:
    Judge(std::string_view file, Problems& problems) : file_(file), problems_(problems) {}

    // False, and the problem noted, when `fine` is false.
    bool expect(bool fine, const CsvLine& line, std::string what, std::string mend);

private:
    std::string file_;
    Problems& problems_;
};

}  // namespace kengele::cli
