#pragma once

#include <string>
#include <string_view>

#include "menus/exchange/draft.hpp"
#include "menus/exchange/measure.hpp"
#include "menus/exchange/remark.hpp"
#include "menus/menu.hpp"

namespace kengele::exchange {

// What an import makes: a menu file, when there is one, and what of the tables is not in it or left to do.
struct Drafted {
    std::string toml;
    Remarks refusals;  // why there is none
    Remarks losses;
};

// What a table of screens does not say, from another menu: the engine's words, the samples, the screen after
// a report is filed, and danger now. Says in `losses` what was added, and what is in the wrong language.
void complete(Draft& draft, const menus::Menu& like, const std::string& file, Remarks& losses);

// Writes the draft, reads it as any menu is read, and has it checked. What is left to do goes into `losses`,
// each with the row it comes from; where the file cannot be read at all it goes into `refusals`, unless
// `keep_all`.
Drafted finished(const Draft& draft, const std::string& note, const std::string& file, Remarks losses,
                 const Measure& measure, bool keep_all);

// The words of the import itself, in the languages of a draft; English for languages it does not know.
Words own_words(const Draft& draft, std::string_view which);

}  // namespace kengele::exchange
