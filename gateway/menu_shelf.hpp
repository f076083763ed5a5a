#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "menus/menu.hpp"
#include "menus/places.hpp"
#include "storage/store.hpp"

namespace kengele::gateway {

// Under these names menus are published: the one of whoever dials, and the one behind a responder's PIN.
inline constexpr std::string_view residents_menu = "residents";
inline constexpr std::string_view responders_menu = "responders";

std::string_view published_as(menus::Audience audience);

using MenuList = std::vector<std::shared_ptr<const menus::Menu>>;

// The newest first. Only the residents' menu must be there.
struct MenuLists {
    MenuList residents;
    MenuList responders;
};

// The versions that calls may be in at this moment: the published ones, and those they replaced while a
// stored call may still stand in them. Empty where none was published yet. Errors: those of the store;
// not_found when the published version cannot be read by this program, which is older than the one that
// published it.
Result<MenuLists> menus_in_use(storage::Reader& reader, storage::ServiceTime now);

// The places that callers choose from: the electoral tree, counties first; a ward's number on posters ends
// its path code.
menus::Places places_to_choose(const std::vector<storage::Place>& places);

}  // namespace kengele::gateway
