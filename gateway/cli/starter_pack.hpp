#pragma once

#include <string_view>

namespace kengele::cli {

// Kenya's starter pack, as in menus/definitions/kenya, embedded when building: what a fresh demo is filled
// with.
extern const std::string_view starter_menu;
extern const std::string_view starter_responders_menu;
extern const std::string_view starter_places;
extern const std::string_view starter_roles;
extern const std::string_view starter_ladders;
extern const std::string_view starter_taxonomy;
extern const std::string_view starter_responders;
extern const std::string_view starter_directory;

}  // namespace kengele::cli
