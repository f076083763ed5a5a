#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "menus/menu.hpp"
#include "menus/places.hpp"
#include "menus/problem.hpp"

namespace kengele::menus {

// What texts mean to a menu that runs over SMS.

// One segment: what a screen may take there.
inline constexpr int text_septets = 160;

enum class Beginning { start, danger };

// A word that begins a conversation stands first in the text.
struct BeginWord {
    Beginning begins = Beginning::start;
    bool is_alone = false;                            // nothing else was written
    std::optional<Language> language = std::nullopt;  // it is in; nothing: the one its writer used last
};
std::optional<BeginWord> begin_word(const Menu& menu, std::string_view text);

// STOP or ACHA and nothing else: whoever writes it wants no further text.
bool is_stop(std::string_view text);
bool is_stop_word(std::string_view capitals);

// The first word in capitals, of letters alone; empty when the text begins with none.
std::string first_word(std::string_view text);

// The option of the first screen that leads to where who is in danger begins; empty when there is none.
std::string danger_key(const Menu& menu);

// The text in place of a protected screen, where it takes more than one segment.
Problems oversized_texting(const Menu& menu, const Places& places, std::string_view file_name);

}  // namespace kengele::menus
