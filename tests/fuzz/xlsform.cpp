#include "menus/exchange/xlsform.hpp"

#include <algorithm>

#include "menus/parse.hpp"
#include "tests/fuzz/ground.hpp"

using namespace kengele;

namespace {

// The sheets of one input are parted by lines of "=".
std::string_view next_sheet(std::string_view& rest) {
    const auto end = std::min(rest.find("\n=\n"), rest.size());
    const auto sheet = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 3, rest.size()));
    return sheet;
}

}  // namespace

// A form: it is refused, or makes a file; where that is no menu yet, something is told.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    auto rest = fuzz::text_of(data, size);
    const exchange::Sheet survey{next_sheet(rest), "survey.csv"};
    const exchange::Sheet choices{next_sheet(rest), "choices.csv"};
    const exchange::Sheet settings{next_sheet(rest), "settings.csv"};
    const auto drafted =
        exchange::read_xlsform(survey, choices, settings, fuzz::small_menu(), fuzz::measure());
    fuzz::expect(drafted.toml.empty() != drafted.refusals.empty());
    if (drafted.toml.empty()) return 0;
    fuzz::expect(menus::parse(drafted.toml, "fuzzed.toml").menu.has_value() || !drafted.losses.empty());
    return 0;
}
