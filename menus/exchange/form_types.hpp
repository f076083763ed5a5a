#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "menus/exchange/form.hpp"

namespace kengele::exchange {

// What stands in the `type` column of an XLSForm: "select_one places or_other".
struct QuestionType {
    std::string word;  // "select_one", also where the form spells it in an older way
    std::string list;  // of choices
    bool has_other = false;
};
QuestionType type_of(std::string_view cell);

// What a question of such a type becomes on a plain phone.
struct Asked {
    Question::Kind kind = Question::Kind::note;
    std::string_view lost;  // what of it is, or empty
};

// Nothing: it cannot be asked there.
std::optional<Asked> asked_as(std::string_view word);

// A smartphone fills it in by itself.
bool is_of_phone(std::string_view word);

}  // namespace kengele::exchange
