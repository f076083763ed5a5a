#include "menus/parse_shortcut.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace kengele::menus {

namespace {

constexpr std::size_t shortcuts_max = 100;
constexpr std::size_t digits_max = 4;

// 0, 00 and 98 are the engine's keys: typed again by a network that tells only what was typed, they go back
// or turn the page.
bool is_number(std::string_view text) {
    const bool is_digits = std::ranges::all_of(text, [](char digit) { return digit >= '0' && digit <= '9'; });
    return is_digits && !text.empty() && text.size() <= digits_max && text.front() != '0' && text != "98";
}

void read_shortcut(TomlReader& reader, const toml::table& table, const std::string& number, Menu& menu) {
    const auto& node = *table.get(number);
    if (!is_number(number)) {
        return reader.add(
            node, fmt::format("\"{}\" is no number to dial", number),
            fmt::format("write one to {} digits, the first not 0, and not 98: 31 = \"help\"", digits_max));
    }
    Shortcut shortcut{number, {}, {}, line_of(node)};
    const TomlReader::Within within(reader, number + ": ");
    if (const auto* more = node.as_table()) {
        reader.check_keys(*more, {"to", "set"});
        shortcut.to = reader.required(*more, "to");
        shortcut.set = reader.assignments(*more, "set");
    } else if (node.is_string()) {
        shortcut.to = reader.word(table, number);
    } else {
        reader.add(node, "it names no screen", fmt::format("write {} = \"...\"", number));
    }
    menu.shortcuts.push_back(std::move(shortcut));
}

bool is_before(const Shortcut& one, const Shortcut& other) {
    return std::tuple(one.number.size(), one.number) < std::tuple(other.number.size(), other.number);
}

}  // namespace

void read_shortcuts(TomlReader& reader, const toml::table& root, Menu& menu) {
    const auto* node = root.get("shortcut");
    if (node == nullptr) return;
    const TomlReader::Within within(reader, "shortcut ");
    const auto* table = node->as_table();
    if (table == nullptr) {
        return reader.add(*node, "is no table", "write [shortcut] and under it 9 = \"danger\"");
    }
    if (menu.audience != Audience::residents) {
        return reader.add(*node, "leads past the PIN", "leave it out: only the residents' menu is dialled");
    }
    if (table->size() > shortcuts_max) {
        return reader.add(*node, fmt::format("has {} numbers", table->size()),
                          fmt::format("at most {} are allowed", shortcuts_max));
    }
    for (const auto& [key, value] : *table)
        read_shortcut(reader, *table, std::string(key.str()), menu);
    std::ranges::sort(menu.shortcuts, is_before);
}

}  // namespace kengele::menus
