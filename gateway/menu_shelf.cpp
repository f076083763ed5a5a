#include "gateway/menu_shelf.hpp"

#include <algorithm>
#include <chrono>

#include "menus/parse.hpp"

namespace kengele::gateway {
namespace {

using storage::Viewer;

// As long as a call is kept after its last turn.
constexpr storage::Millis calls_kept = std::chrono::hours{24};

menus::Level level_of(storage::PlaceLevel level) {
    switch (level) {
        case storage::PlaceLevel::country:
            return menus::Level::country;
        case storage::PlaceLevel::county:
            return menus::Level::county;
        case storage::PlaceLevel::constituency:
            return menus::Level::constituency;
        case storage::PlaceLevel::ward:
            return menus::Level::ward;
        default:
            return menus::Level::other;
    }
}

// Null when this program cannot read it.
std::shared_ptr<const menus::Menu> read_version(const storage::MenuVersion& version) {
    auto parsed = menus::parse(version.source, version.name);
    if (!parsed.menu || parsed.menu->hash != version.hash) return nullptr;
    return std::make_shared<const menus::Menu>(std::move(*parsed.menu));
}

Result<MenuList> versions_in_use(storage::Reader& reader, std::string_view name, storage::ServiceTime now) {
    const auto machine = Viewer::at_the_machine();
    const auto publications = reader.publications(machine, name);
    if (!publications) return publications.error();
    MenuList list;
    auto replaced = now;
    for (const auto& publication : *publications) {
        if (!list.empty() && replaced < now - calls_kept) break;
        replaced = publication.at;
        const auto is_same = [&](const auto& menu) { return menu->hash == publication.hash; };
        if (std::ranges::any_of(list, is_same)) continue;
        const auto version = reader.menu_version(machine, name, publication.hash);
        if (!version) return version.error();
        auto menu = *version ? read_version(**version) : nullptr;
        if (!menu && list.empty()) return make_error_code(storage::Error::not_found);
        if (menu) list.push_back(std::move(menu));
    }
    return list;
}

}  // namespace

std::string_view published_as(menus::Audience audience) {
    return audience == menus::Audience::responders ? responders_menu : residents_menu;
}

Result<MenuLists> menus_in_use(storage::Reader& reader, storage::ServiceTime now) {
    auto residents = versions_in_use(reader, residents_menu, now);
    if (!residents) return residents.error();
    auto responders = versions_in_use(reader, responders_menu, now);
    if (!responders) return responders.error();
    return MenuLists{std::move(*residents), std::move(*responders)};
}

menus::Places places_to_choose(const std::vector<storage::Place>& places) {
    std::vector<menus::PlaceEntry> entries;
    for (const auto& place : places) {
        const auto level = level_of(place.level);
        if (level == menus::Level::country || level == menus::Level::other) continue;
        menus::PlaceEntry entry;
        entry.number = static_cast<int>(place.number.value);
        entry.parent = level == menus::Level::county ? 0 : static_cast<int>(place.parent.value);
        entry.level = level;
        entry.name = place.name;
        if (level == menus::Level::ward) entry.area_code = place.code.substr(place.code.rfind('-') + 1);
        entry.aliases = place.aliases;
        entries.push_back(std::move(entry));
    }
    return menus::Places{std::move(entries)};
}

}  // namespace kengele::gateway
