#include <string>

#include "menus/canonical.hpp"
#include "menus/check.hpp"
#include "menus/exchange/translations.hpp"
#include "menus/parse.hpp"
#include "menus/step.hpp"
#include "tests/fuzz/ground.hpp"

using namespace kengele;

// A menu file: whatever is taken can be checked, named, walked, and given to translators and back unchanged.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto toml = fuzz::text_of(data, size);
    const auto parsed = menus::parse(toml, "fuzzed.toml");
    fuzz::expect(parsed.menu.has_value() == parsed.problems.empty());
    if (!parsed.menu) return 0;
    const auto& menu = *parsed.menu;
    const auto& measure = fuzz::measure();
    menus::check(menu, measure.places, measure.budgets, "fuzzed.toml");
    fuzz::expect(menus::content_hash(menu) == menu.hash);
    const menus::Stage stage{menu, measure.places, 160};
    auto session = menus::begin(menu, 0);
    for (const auto* typed : {"1", "2", "9", "98", "1366", "1", "0", "word", "00", "7", "1"}) {
        session = menus::step(stage, session, {typed, {}, {}}).session;
        menus::show(stage, session, {});
    }
    const auto texts = exchange::write_translations(toml, "fuzzed.toml", measure);
    fuzz::expect(texts.csv.has_value());
    const auto back = exchange::read_translations(toml, "fuzzed.toml", *texts.csv, "fuzzed.csv", measure);
    fuzz::expect(!back.toml || *back.toml == toml);
    return 0;
}
