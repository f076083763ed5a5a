#include "gateway/cli/csv.hpp"

#include <csv.h>
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "menus/utf8.hpp"

namespace kengele::cli {
namespace {

constexpr std::size_t problems_max = 200;

struct RawLine {
    int number = 0;
    std::vector<std::string> cells;
};

// What libcsv calls back into.
struct Reader {
    std::vector<RawLine> lines;
    RawLine current{1, {}};
    int next_number = 1;

    void cell(std::string_view text) {
        current.cells.emplace_back(text);
        next_number += static_cast<int>(std::ranges::count(text, '\n'));
    }
    void end_of_line(int terminator) {
        // A carriage return before its line feed is told too, and is no line of its own.
        if (!current.cells.empty()) lines.push_back(std::move(current));
        if (terminator == '\n') ++next_number;
        current = {next_number, {}};
    }
};

struct Parser : csv_parser {
    Parser() {
        if (csv_init(this, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL | CSV_REPALL_NL) != 0) {
            throw std::bad_alloc();
        }
    }
    ~Parser() { csv_free(this); }
    Parser(const Parser&) = delete;
};

std::vector<RawLine> split(std::string_view text, std::string_view file, Problems& problems) {
    Parser parser;
    Reader reader;
    const auto on_cell = [](void* data, std::size_t size, void* context) {
        static_cast<Reader*>(context)->cell({static_cast<const char*>(data), size});
    };
    const auto on_line = [](int terminator, void* context) {
        static_cast<Reader*>(context)->end_of_line(terminator);
    };
    const bool is_read =
        csv_parse(&parser, text.data(), text.size(), on_cell, on_line, &reader) == text.size() &&
        csv_fini(&parser, on_cell, on_line, &reader) == 0;
    if (!is_read) {
        problems.push_back({std::string{file}, reader.next_number, 0, "a quotation mark is out of place",
                            "write \"\" for one inside a quoted cell, and close every quoted cell"});
    }
    return std::move(reader.lines);
}

// Cells become screens, texts and lines of a terminal: none of them may break there.
bool is_plain_text(std::string_view cell) {
    for (std::size_t at = 0; at < cell.size();) {
        const auto character = menus::code_point_at(cell, at);
        const bool is_control = (character.value < 0x20 && character.value != '\n') ||
                                (character.value >= 0x7f && character.value < 0xa0);
        if (is_control || character.value == 0xfffd) return false;
        at += character.bytes;
    }
    return true;
}

bool refuse_strange_bytes(const std::vector<RawLine>& raw, std::string_view file, Problems& problems) {
    const auto before = problems.size();
    for (const auto& line : raw) {
        if (std::ranges::all_of(line.cells, is_plain_text)) continue;
        problems.push_back({std::string{file}, line.number, 0,
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
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);  // as spreadsheets write it
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
        problems.push_back({std::string{file}, heading.number, 0,
                            fmt::format("column '{}' is not named once", column),
                            fmt::format("begin the file with {}", fmt::join(columns, ","))});
    }
    for (const auto& named : heading.cells) {
        if (std::ranges::find(columns, named) != columns.end()) continue;
        problems.push_back({std::string{file}, heading.number, 0,
                            fmt::format("there is no column '{}'", named),
                            fmt::format("the columns are {}", fmt::join(columns, ","))});
    }
    if (!problems.empty()) return {};

    std::vector<CsvLine> lines;
    for (std::size_t i = 1; i < raw.size() && problems.size() < problems_max; ++i) {
        if (raw[i].cells.size() != heading.cells.size()) {
            problems.push_back(
                {std::string{file}, raw[i].number, 0,
                 fmt::format("{} cells where {} are expected", raw[i].cells.size(), heading.cells.size()),
                 "quote a cell that holds a comma"});
            continue;
        }
        CsvLine line{raw[i].number, {}};
        for (std::size_t c = 0; c < heading.cells.size(); ++c)
            line.cells[heading.cells[c]] = raw[i].cells[c];
        lines.push_back(std::move(line));
    }
    return lines;
}

std::string write_csv(const std::vector<std::vector<std::string>>& rows) {
    std::string out;
    for (const auto& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (i > 0) out += ',';
            if (row[i].find_first_of(",\"\r\n") == std::string::npos) {
                out += row[i];
                continue;
            }
            // Twice its size and two quotation marks is what libcsv asks for.
            std::string quoted(2 * row[i].size() + 2, '\0');
            quoted.resize(csv_write(quoted.data(), quoted.size(), row[i].data(), row[i].size()));
            out += quoted;
        }
        out += '\n';
    }
    return out;
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
