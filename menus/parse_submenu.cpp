#include "menus/parse_submenu.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "menus/parse_screen.hpp"

namespace kengele::menus {

namespace {

void read_submenu(TomlReader& reader, const toml::node& at, Submenu& submenu, Menu& menu) {
    const TomlReader::Within within(reader, fmt::format("sub-menu \"{}\": ", submenu.name));
    const auto* table = at.as_table();
    if (table == nullptr) {
        return reader.add(at, "this is no sub-menu", "write [submenu.NAME] on a line of its own");
    }
    reader.check_name(at, submenu.name);
    reader.check_keys(*table, {"start", "screen"});
    submenu.start = reader.name(*table, "start", true);
    const auto* screens = reader.table_of(
        *table, "screen", fmt::format("write a [submenu.{}.screen.NAME] for each", submenu.name));
    if (screens != nullptr) submenu.nodes = read_screen_tables(reader, *screens, submenu.name, menu);
}

}  // namespace

std::vector<Submenu> read_submenus(TomlReader& reader, const toml::table& root, Menu& menu) {
    std::vector<Submenu> submenus;
    if (root.get("submenu") == nullptr) return submenus;
    const auto* tables = reader.table_of(root, "submenu", "write [submenu.NAME] on a line of its own");
    if (tables == nullptr) return submenus;
    std::vector<std::pair<std::string, const toml::node*>> in_order;
    for (const auto& [key, node] : *tables)
        in_order.emplace_back(key.str(), &node);
    std::ranges::stable_sort(in_order, {}, [](const auto& one) { return line_of(*one.second); });
    for (const auto& [name, node] : in_order) {
        Submenu submenu;
        submenu.name = name;
        submenu.line = line_of(*node);
        read_submenu(reader, *node, submenu, menu);
        submenus.push_back(std::move(submenu));
    }
    return submenus;
}

}  // namespace kengele::menus
