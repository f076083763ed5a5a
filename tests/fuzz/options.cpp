#include "menus/exchange/options.hpp"

#include "menus/parse.hpp"
#include "tests/fuzz/ground.hpp"

using namespace kengele;

// A table with a row for each option: it is refused, or makes a menu.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto drafted =
        exchange::read_options(fuzz::text_of(data, size), "fuzzed.csv", fuzz::small_menu(), fuzz::measure());
    fuzz::expect(drafted.toml.empty() != drafted.refusals.empty());
    if (!drafted.toml.empty()) fuzz::expect(menus::parse(drafted.toml, "fuzzed.toml").menu.has_value());
    return 0;
}
