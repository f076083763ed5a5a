#pragma once

#include <string_view>

#include "menus/exchange/measure.hpp"
#include "menus/exchange/skeleton.hpp"

namespace kengele::exchange {

// A sheet of a form as CSV.
struct Sheet {
    std::string_view csv;
    std::string_view file;
};

// A menu from an XLSForm in its CSV form: its questions one after the other, from a first screen to sending
// the report. What forms have and menus have not, and what is left to do by hand, is told in `losses`; a menu
// is made nevertheless. Refused are sheets that are no tables, and surveys without a question.
Drafted read_xlsform(const Sheet& survey, const Sheet& choices, const Sheet& settings,
                     const menus::Menu& like, const Measure& measure);

}  // namespace kengele::exchange
