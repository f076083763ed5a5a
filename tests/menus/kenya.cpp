#include "tests/menus/kenya.hpp"

#include <doctest/doctest.h>

#include <csv.h>

#include <fstream>
#include <map>
#include <sstream>

#include "menus/parse.hpp"

namespace kengele::tests {

using menus::Level;

namespace {

using Rows = std::vector<std::vector<std::string>>;

std::string text_of(const std::string& path) {
    std::ifstream file(KENGELE_SOURCE_DIR + path);
    REQUIRE(file.good());
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

menus::Menu sound_menu(const std::string& text, const std::string& name) {
    auto result = menus::parse(text, name);
    for (const auto& problem : result.problems) {
        FAIL_CHECK(to_string(problem));
    }
    return result.menu.value();
}

// Numbered as they come, from 1; the four last digits of a ward's code are on the posters.
std::vector<menus::PlaceEntry> place_entries(const Rows& rows) {
    std::map<std::string, int> numbers;
    std::vector<menus::PlaceEntry> entries;
    for (const auto& row : rows) {
        menus::PlaceEntry entry;
        entry.number = static_cast<int>(entries.size()) + 1;
        numbers[row.at(0)] = entry.number;
        entry.parent = row.at(3).empty() ? 0 : numbers.at(row.at(3));
        entry.level = row.at(2) == "country"        ? Level::country
                      : row.at(2) == "county"       ? Level::county
                      : row.at(2) == "constituency" ? Level::constituency
                                                    : Level::ward;
        entry.name = row.at(1);
        if (entry.level == Level::ward) entry.area_code = row.at(0).substr(8);
        entry.aliases = parted(row.at(4));
        entries.push_back(std::move(entry));
    }
    return entries;
}

}  // namespace

std::string menu_text(const std::string& name) {
    return text_of("/tests/menus/" + name);
}

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
    return text_of("/tests/menus/small.toml");
}

menus::Menu small_menu() {
    return sound_menu(small_menu_text(), "small.toml");
}

std::string kinds_menu_text() {
    return text_of("/tests/menus/kinds.toml");
}

menus::Menu kinds_menu() {
    return sound_menu(kinds_menu_text(), "kinds.toml");
}

std::string kenya_menu_text() {
    return text_of("/menus/definitions/kenya/incident.toml");
}

menus::Menu kenya_menu() {
    return sound_menu(kenya_menu_text(), "incident.toml");
}

std::string kenya_responders_text() {
    return text_of("/menus/definitions/kenya/responders.toml");
}

menus::Menu kenya_responders() {
    return sound_menu(kenya_responders_text(), "responders.toml");
}

const menus::Places& kenya_places() {
    static const menus::Places places(place_entries(kenya_csv("places.csv")));
    return places;
}

std::vector<std::vector<std::string>> kenya_csv(const std::string& name) {
    const auto text = text_of("/menus/definitions/kenya/" + name);
    Rows rows;
    rows.emplace_back();
    csv_parser parser{};
    REQUIRE(csv_init(&parser, CSV_STRICT) == 0);
    csv_parse(
        &parser, text.data(), text.size(),
        [](void* field, std::size_t size, void* into) {
            static_cast<Rows*>(into)->back().emplace_back(static_cast<const char*>(field), size);
        },
        [](int, void* into) { static_cast<Rows*>(into)->emplace_back(); }, &rows);
    csv_free(&parser);
    rows.pop_back();
    rows.erase(rows.begin());
    return rows;
}

std::vector<std::string> parted(const std::string& cell) {
    std::vector<std::string> parts;
    std::stringstream stream(cell);
    for (std::string part; std::getline(stream, part, '|');) {
        parts.push_back(part);
    }
    return parts;
}

}  // namespace kengele::tests
