#include "tests/menus/kenya.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

#include "menus/parse.hpp"

namespace kengele::tests {

using menus::Level;

menus::Places small_places() {
    return menus::Places({
        {1, 0, Level::country, "Kenya", "", {}},
        {15, 1, Level::county, "Kitui", "", {}},
        {47, 1, Level::county, "Nairobi City", "", {}},
        {72, 15, Level::constituency, "Kitui Central", "", {}},
        {274, 47, Level::constituency, "Westlands", "", {}},
        {715, 72, Level::ward, "Township", "0715", {}},
        {716, 72, Level::ward, "Ng'anda", "0716", {}},
        {1366, 274, Level::ward, "Kitisuru", "1366", {"Loresho"}},
        {1368, 274, Level::ward, "Mountain View", "1368", {}},
        {1369, 274, Level::ward, "Nairobi Hill", "1369", {}},
    });
}

std::string small_menu_text() {
    std::ifstream file(KENGELE_SOURCE_DIR "/tests/menus/small.toml");
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

menus::Menu small_menu() {
    auto result = menus::parse(small_menu_text(), "small.toml");
    for (const auto& problem : result.problems) {
        MESSAGE(to_string(problem));
    }
    return result.menu.value();
}

}  // namespace kengele::tests
