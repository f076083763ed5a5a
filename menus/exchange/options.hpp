#pragma once

#include <string_view>

#include "menus/exchange/measure.hpp"
#include "menus/exchange/skeleton.hpp"

namespace kengele::exchange {

// A menu from a table with a row for each option: screen, text_en, text_sw, key, goes_to, stores, and more
// where it is needed (menus/definitions/README.md). The first row of a screen is its own text, those below
// are its options; the first screen is where calls begin. The words nobody types, samples and danger now come
// from the menu `like`.
Drafted read_options(std::string_view csv, std::string_view file, const menus::Menu& like,
                     const Measure& measure);

}  // namespace kengele::exchange
