#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kengele::exchange {

struct Objection {
    std::string what;
    std::string mend;
};

// Why no screen can show these words: letters outside the GSM alphabet, more than a text may have, a brace
// that is no filling. Nothing when one can.
std::optional<Objection> why_not_shown(std::string_view words);

// Whether a translation fills in something else than its source does, {case} for {code}.
std::optional<Objection> other_fillings(std::string_view source, std::string_view words);

}  // namespace kengele::exchange
