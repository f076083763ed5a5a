#include "menus/exchange/csv.hpp"

#include <csv.h>

#include <algorithm>
#include <new>

#include "menus/utf8.hpp"

namespace kengele::exchange {

namespace {

// What libcsv calls back into.
struct Reader {
    std::vector<Record> records;
    Record current;
    int next_line = 1;
    int next_row = 1;

    void cell(std::string_view text) {
        current.cells.emplace_back(text);
        next_line += static_cast<int>(std::ranges::count(text, '\n'));
    }
    void end_of_record(int terminator) {
        // A carriage return before its line feed is told too, and is no line of its own.
        if (!current.cells.empty()) records.push_back(std::move(current));
        if (terminator == '\n') {
            ++next_line;
            ++next_row;
        }
        current = {next_line, next_row, {}};
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

constexpr std::string_view mark = "\xEF\xBB\xBF";  // of the byte order

// Blanks at the ends are taken off unquoted cells by whoever reads them, and a mark at the beginning.
bool is_bare(std::string_view cell) {
    constexpr std::string_view blanks = " \t";
    return cell.find_first_of(",\"\r\n") == std::string_view::npos && !cell.starts_with(mark) &&
           (cell.empty() || (blanks.find(cell.front()) == std::string_view::npos &&
                             blanks.find(cell.back()) == std::string_view::npos));
}

}  // namespace

Records read_records(std::string_view text) {
    if (text.starts_with(mark)) text.remove_prefix(mark.size());  // as spreadsheets write it
    Parser parser;
    Reader reader;
    const auto on_cell = [](void* data, std::size_t size, void* context) {
        static_cast<Reader*>(context)->cell({static_cast<const char*>(data), size});
    };
    const auto on_record = [](int terminator, void* context) {
        static_cast<Reader*>(context)->end_of_record(terminator);
    };
    const bool is_read =
        csv_parse(&parser, text.data(), text.size(), on_cell, on_record, &reader) == text.size() &&
        csv_fini(&parser, on_cell, on_record, &reader) == 0;
    Records records{std::move(reader.records), std::nullopt, reader.next_row};
    if (!is_read) records.broken_line = reader.next_line;
    return records;
}

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

std::string write_records(const std::vector<std::vector<std::string>>& rows) {
    std::string out;
    for (const auto& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (i > 0) out += ',';
            if (is_bare(row[i]) && !(row[i].empty() && row.size() == 1)) {
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

}  // namespace kengele::exchange
