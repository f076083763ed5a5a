#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "menus/menu.hpp"
#include "menus/places.hpp"
#include "storage/store.hpp"

namespace kengele::gateway {

// Under this name the residents' menu is published.
inline constexpr std::string_view residents_menu = "residents";

using MenuList = std::vector<std::shared_ptr<const menus::Menu>>;

// The versions that calls may be in at this moment, the newest first: the published one, and those it
// replaced while a stored call may still stand in them. Empty when none was published yet. Errors: those of
// the store; not_found when the published version cannot be read by this program, which is older than the one
// that published it.
Result<MenuList> menus_in_use(storage::Reader& reader, storage::ServiceTime now);

// The places that callers choose from: the electoral tree, counties first; a ward's number on posters ends
// its path code.
menus::Places places_to_choose(const std::vector<storage::Place>& places);

}  // namespace kengele::gateway
