#include "tests/fuzz/ground.hpp"

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "menus/parse.hpp"
#include "menus/places.hpp"

namespace kengele::fuzz {

using menus::Level;

const std::string& small_menu_text() {
    static const std::string text = [] {
        std::ifstream file(KENGELE_SOURCE_DIR "/tests/menus/small.toml");
        std::stringstream content;
        content << file.rdbuf();
        return content.str();
    }();
    return text;
}

const menus::Menu& small_menu() {
    static const auto menu = menus::parse(small_menu_text(), "small.toml").menu.value();
    return menu;
}

const exchange::Measure& measure() {
    static const menus::Places places({
        {1, 0, Level::country, "Kenya", "", {}},
        {47, 1, Level::county, "Nairobi City", "", {}},
        {274, 47, Level::constituency, "Westlands", "", {}},
        {1366, 274, Level::ward, "Kitisuru", "1366", {"Loresho"}},
        {1368, 274, Level::ward, "Mountain View", "1368", {}},
    });
    static const exchange::Measure measure{places, {{"ussd", 160}}};
    return measure;
}

void expect(bool holds) {
    if (!holds) std::abort();
}

}  // namespace kengele::fuzz
