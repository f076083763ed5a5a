#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "menus/menu.hpp"
#include "menus/problem.hpp"

namespace kengele::menus {

// A part of a menu that is used from several places, as it is written. Its screens name each other shortly;
// "@return" leads to what whoever called it says by `then`.
struct Submenu {
    std::string name;
    std::string start;
    std::vector<Node> nodes;
    int line = 0;  // in the file, for messages
};

inline constexpr std::size_t screens_and_options_max = 5000;

// Puts a copy of each sub-menu into the menu for every place it returns to and every class of callers, so
// that nobody after this knows that there are sub-menus: "where.place>review" is screen "place" of sub-menu
// "where" that returns to "review". Copies have the class of the screen that calls where they state none.
// With any problem the menu is left as it was, or half done: it must not be used.
Problems put_in(Menu& menu, const std::vector<Submenu>& submenus, std::string_view file_name);

// Speaks of copies by the name of what was written, and tells what is wrong with several of them once.
Problems told_once(const Menu& menu, Problems problems);

}  // namespace kengele::menus
