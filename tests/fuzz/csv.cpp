#include "menus/exchange/csv.hpp"

#include "menus/exchange/table.hpp"
#include "tests/fuzz/ground.hpp"

using namespace kengele;

// A table: what was read can be written, and reads the same again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = fuzz::text_of(data, size);
    exchange::Remarks refusals;
    const auto table = exchange::Table::read(text, "fuzzed.csv", refusals);
    fuzz::expect(table.has_value() == refusals.empty());
    if (!table) return 0;
    std::vector<std::vector<std::string>> rows;
    for (const auto& record : exchange::read_records(text).list)
        rows.push_back(record.cells);
    const auto again = exchange::read_records(exchange::write_records(rows));
    fuzz::expect(!again.broken_line && again.list.size() == rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i)
        fuzz::expect(again.list[i].cells == rows[i]);
    return 0;
}
