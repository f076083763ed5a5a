#include "menus/exchange/translations.hpp"

#include "menus/parse.hpp"
#include "tests/fuzz/ground.hpp"

using namespace kengele;

// A table of texts: it is refused, or the file it is written into is a menu with those texts.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto csv = fuzz::text_of(data, size);
    const auto& toml = fuzz::small_menu_text();
    const auto read = exchange::read_translations(toml, "small.toml", csv, "fuzzed.csv", fuzz::measure());
    fuzz::expect(read.problems.empty() && read.toml.has_value() == read.refusals.empty());
    if (!read.toml) return 0;
    fuzz::expect((*read.toml == toml) == (read.changed == 0));
    const auto again =
        exchange::read_translations(*read.toml, "small.toml", csv, "fuzzed.csv", fuzz::measure());
    fuzz::expect(again.toml == read.toml);
    return 0;
}
