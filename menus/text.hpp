#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "menus/input.hpp"
#include "menus/menu.hpp"
#include "menus/places.hpp"
#include "menus/session.hpp"

namespace kengele::menus {

// One piece of a text: words, or the name of a filling between braces.
struct TextPiece {
    std::string text;
    bool is_filling = false;
};

// "Case {case} is sent" in three pieces. Nothing when a brace is never closed, or a name between braces is
// not made of small letters, digits and underscores.
std::optional<std::vector<TextPiece>> pieces(std::string_view text);

// The names of all fillings of a text.
std::vector<std::string> fillings(std::string_view text);

// At least one line, which is empty when the text is.
std::vector<std::string> lines_of(std::string_view text);

// A text with its fillings: a fact of the gateway; else what was stored, as the option that
// stored it is called, or as the place's full name; else the stored words themselves; else nothing. What is
// filled in is made GSM-7. A line of nothing but empty fillings is left out.
std::string fill(const Menu& menu, const Places& places, const Session& session, const Facts& facts,
                 const Text& text);

// A text of the gateway's may come in fewer languages than the menu has; its first one is better than
// nothing.
std::string in_language(const Text& text, Language language);

// What was answered, and what stands for what was not; after filing nothing does.
FieldMap told_fields(const Menu& menu, const Session& session);

// Whether an area node stores its place under this name.
bool is_place_field(const Menu& menu, std::string_view field);

}  // namespace kengele::menus
