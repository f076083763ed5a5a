#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "menus/exchange/measure.hpp"
#include "menus/exchange/remark.hpp"
#include "menus/problem.hpp"

namespace kengele::exchange {

struct TranslationsOut {
    std::optional<std::string> csv;
    menus::Problems problems;  // why there is none: the file is no menu
};

// The texts of a menu file for translators, as CSV: screen, part, a column for each language, limit, used.
// `used` is the largest page of the largest screen on which a text stands, in septets, in whichever language
// needs most; `limit` what a screen may take.
TranslationsOut write_translations(std::string_view toml, std::string_view file, const Measure& measure);

struct TranslationsIn {
    std::optional<std::string> toml;
    int changed = 0;           // how many texts are other or new
    Remarks refusals;          // why there is none: cells of the table
    menus::Problems problems;  // or the file is no menu
};

// The menu file with the texts of such a table in place of its own; everything else of it stays as it is
// written. A column for a language that the file does not have adds it: then every text must be there. All or
// nothing. Refused are rows whose first language is no longer what the file says; screens and parts that are
// not there, or twice; cells that are empty, too long for their screen, that have letters no plain phone
// shows or other fillings than the first language has.
TranslationsIn read_translations(std::string_view toml, std::string_view file, std::string_view csv,
                                 std::string_view csv_file, const Measure& measure);

}  // namespace kengele::exchange
