#pragma once

#include <string_view>

#include "menus/menu.hpp"
#include "menus/problem.hpp"

namespace kengele::menus {

// What a draft does to people who know the published menu, as problems of the draft's file: warnings, but for
// what must never change.

// Keys of screens in both that now lead, store or set something else, or work only sometimes. Callers press
// what they learned without reading.
Problems changed_keys(const Menu& published, const Menu& draft, std::string_view file_name);

// Shortcuts that the draft has not, or not in the same sense, as errors: they stand on posters and in other
// people's phones, and whoever dials one sees nothing before it acts.
Problems broken_shortcuts(const Menu& published, const Menu& draft, std::string_view file_name);

// Texts whose first language was rewritten while another language stayed: probably not yet translated.
Problems stale_texts(const Menu& published, const Menu& draft, std::string_view file_name);

}  // namespace kengele::menus
