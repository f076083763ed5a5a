#include "gateway/ussd/directory.hpp"

#include <fmt/format.h>

#include <charconv>
#include <utility>

#include "gateway/ussd/nearness.hpp"
#include "menus/effect.hpp"
#include "menus/gsm7.hpp"

namespace kengele::ussd {
namespace {

using storage::DirectoryEntry;
using storage::PlaceNumber;
using storage::Transaction;

// No tree of places is deeper.
constexpr std::size_t levels_max = 16;

PlaceNumber place_in(std::string_view digits) {
    PlaceNumber place;
    std::from_chars(digits.data(), digits.data() + digits.size(), place.value);
    return place;
}

Way way_of(Transaction& tx, PlaceNumber number) {
    Way way;
    while (number && way.size() < levels_max) {
        const auto place = tx.place(number);
        if (!place || place->level == storage::PlaceLevel::country) break;
        way.push_back(number);
        number = place->parent;
    }
    return way;
}

std::string name_of(Transaction& tx, PlaceNumber number) {
    const auto place = number ? tx.place(number) : std::nullopt;
    return place ? place->name : std::string{};
}

menus::Text in_all(const Exchange& exchange, const std::string& words) {
    return {std::vector<std::string>(exchange.menu->languages.size(), words)};
}

menus::Text hours_of(const Exchange& exchange, const DirectoryEntry& entry) {
    menus::Text hours;
    for (const auto& language : exchange.menu->languages)
        hours.by_language.push_back(language == "sw" ? entry.hours_sw : entry.hours_en);
    return hours;
}

bool is_of_directory(const menus::Node& node) {
    return node.kind == menus::NodeKind::lookup && node.from != menus::alerts_list;
}

}  // namespace

std::string row_label(const DirectoryEntry& entry, std::string_view place) {
    auto label = fmt::format("{}, {}, {}", entry.name, place, entry.phone);
    const bool fits = menus::cost(menus::fold_to_gsm7(label)).units <= menus::row_label_septets_max;
    return fits && !place.empty() ? label : fmt::format("{}, {}", entry.name, entry.phone);
}

std::vector<menus::Row> directory_rows(Transaction& tx, const Exchange& exchange,
                                       const menus::RowsWanted& wanted) {
    std::vector<Located> entries;
    for (auto& entry : tx.directory(wanted.list)) {
        auto way = way_of(tx, entry.place);
        entries.push_back({std::move(entry), std::move(way)});
    }
    std::vector<menus::Row> rows;
    for (const auto& near : nearest_first(std::move(entries), way_of(tx, place_in(wanted.near)))) {
        if (rows.size() == menus::rows_max) break;
        const auto label = row_label(near.entry, name_of(tx, near.entry.place));
        rows.push_back({near.entry.code, in_all(exchange, label), {}});
    }
    return rows;
}

void add_chosen_entries(Transaction& tx, const Exchange& exchange, const menus::Session& session,
                        menus::Facts& facts) {
    if (session.fields.empty()) return;
    for (const auto& node : exchange.menu->nodes) {
        if (!is_of_directory(node)) continue;
        const auto chosen = session.fields.find(node.store);
        const auto entry = chosen == session.fields.end() ? std::nullopt : tx.directory_entry(chosen->second);
        if (!entry) continue;
        facts[node.store + "_name"] = in_all(exchange, entry->name);
        facts[node.store + "_place"] = in_all(exchange, name_of(tx, entry->place));
        facts[node.store + "_phone"] = in_all(exchange, entry->phone);
        facts[node.store + "_hours"] = hours_of(exchange, *entry);
    }
}

}  // namespace kengele::ussd
