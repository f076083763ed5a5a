#pragma once

#include <string_view>

namespace kengele::exchange {

// Names of screens and fields in the menu language.
bool is_menu_name(std::string_view text);
inline constexpr const char* name_rule =
    "a name has small letters, digits and _, begins with a letter and is at most 40 long";

bool is_language_code(std::string_view word);  // "en", "luo"

}  // namespace kengele::exchange
