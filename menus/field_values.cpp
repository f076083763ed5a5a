#include "menus/field_values.hpp"

#include <algorithm>

#include "menus/ways.hpp"

namespace kengele::menus {

namespace {

bool is_whole_number(const std::string& text) {
    return !text.empty() && text.size() <= 9 &&
           std::ranges::all_of(text, [](char digit) { return digit >= '0' && digit <= '9'; });
}

void add_typed(const Node& node, FieldValues& values) {
    if (node.kind != NodeKind::number) {
        values.is_typed = true;
        return;
    }
    values.min = values.is_number ? std::min(values.min, node.min) : node.min;
    values.max = values.is_number ? std::max(values.max, node.max) : node.max;
    values.is_number = true;
}

}  // namespace

bool FieldValues::can_be(const std::string& value) const {
    if (is_typed || chosen.contains(value)) return true;
    if (!is_number || !is_whole_number(value)) return false;
    const int number = std::stoi(value);
    return number >= min && number <= max;
}

bool FieldValues::has_numbers() const {
    return is_typed || is_number || std::ranges::any_of(chosen, is_whole_number);
}

std::map<std::string, FieldValues, std::less<>> field_values(const Menu& menu) {
    std::map<std::string, FieldValues, std::less<>> fields;
    for (const auto& shortcut : menu.shortcuts)
        for (const auto& [field, value] : shortcut.set)
            fields[field].chosen.insert(value);
    for (const auto& node : menu.nodes) {
        if (!node.store.empty() && !has_options(node)) add_typed(node, fields[node.store]);
        for (const auto& [field, value] : node.set)
            fields[field].chosen.insert(value);
        for (const auto& field : node.sets)
            fields[field].is_typed = true;
        for (const auto& option : node.options) {
            if (!node.store.empty() && !option.value.empty()) fields[node.store].chosen.insert(option.value);
            for (const auto& [field, value] : option.set)
                fields[field].chosen.insert(value);
        }
    }
    return fields;
}

}  // namespace kengele::menus
