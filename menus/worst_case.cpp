#include "menus/worst_case.hpp"

#include <algorithm>

#include "menus/gsm7.hpp"

namespace kengele::menus {

namespace {

void keep_longest(Text& text, const Text& other) {
    text.by_language.resize(std::max(text.by_language.size(), other.by_language.size()));
    for (std::size_t at = 0; at < other.by_language.size(); ++at) {
        auto& longest = text.by_language[at];
        if (cost(other.by_language[at]).units > cost(longest).units) longest = other.by_language[at];
    }
}

Text longest_number(const Menu& menu, const Node& node) {
    Text text;
    for (const Language language : menu.each_language()) {
        const auto number = std::to_string(node.max);
        text.by_language.push_back(node.unit.empty() ? number : number + ' ' + node.unit.in(language));
    }
    return text;
}

void find_longest(const Places& places, int parent, const PlaceEntry*& longest) {
    for (const auto* place : places.children(parent)) {
        const auto units = [&places](const PlaceEntry* entry) {
            return cost(fold_to_gsm7(places.full_name(entry->number))).units;
        };
        if (longest == nullptr || units(place) > units(longest)) longest = place;
        find_longest(places, place->number, longest);
    }
}

}  // namespace

const PlaceEntry* longest_named(const Places& places) {
    const PlaceEntry* longest = nullptr;
    find_longest(places, 0, longest);
    return longest;
}

Facts longest_fillings(const Menu& menu, const Places& places) {
    const auto* longest_place = longest_named(places);
    Facts facts;
    for (const auto& [name, text] : menu.samples) {
        facts[name] = text;
    }
    const auto keep = [&facts, &menu](const std::string& field, const std::string& value) {
        keep_longest(facts[field], Text{std::vector<std::string>(menu.languages.size(), value)});
    };
    for (const auto& [stored, text] : menu.labels) {
        keep_longest(facts[stored.first], text);
    }
    const auto keep_assigned = [&](const std::string& field, const std::string& value) {
        if (menu.labels.count({field, value}) == 0) keep(field, value);
    };
    for (const auto& [field, value] : menu.defaults)
        keep_assigned(field, value);
    for (const auto& shortcut : menu.shortcuts)
        for (const auto& [field, value] : shortcut.set)
            keep_assigned(field, value);
    for (const auto& node : menu.nodes) {
        for (const auto& [field, value] : node.set)
            keep_assigned(field, value);
        if (node.kind == NodeKind::text)
            keep(node.store, std::string(static_cast<std::size_t>(node.max), 'm'));
        if (node.kind == NodeKind::area && longest_place != nullptr) {
            keep(node.store, places.full_name(longest_place->number));
        }
        if (node.kind == NodeKind::lookup) keep_longest(facts[node.store], menu.samples.at(node.from));
        if (node.kind == NodeKind::date) keep(node.store, "28.12.2026");
        if (node.kind == NodeKind::number) keep_longest(facts[node.store], longest_number(menu, node));
        for (const auto& option : node.options) {
            for (const auto& [field, value] : option.set) {
                keep_assigned(field, value);
            }
        }
    }
    return facts;
}

}  // namespace kengele::menus
