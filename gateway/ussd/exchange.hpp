#pragma once

#include <memory>
#include <string>

#include "gateway/config.hpp"
#include "gateway/reporters/day_keys.hpp"
#include "gateway/reporters/key_ring.hpp"
#include "gateway/ussd/menu_versions.hpp"
#include "gateway/world/random.hpp"
#include "menus/places.hpp"

namespace kengele::ussd {

// Everything a call is answered with, besides its transaction. The references outlive every unit of work;
// menu and places are shared, so that a turn under way keeps those it began with.
struct Exchange {
    std::shared_ptr<const MenuVersions> menus;
    std::shared_ptr<const menus::Menu> menu;  // the version of this call: the newest until a call is found
    std::shared_ptr<const menus::Places> places;
    const reporters::KeyRing& ring;
    const reporters::DayKeys& days;
    world::Random& random;
    const gateway::CaseConfig& cases;
    const gateway::ServiceConfig& service;
    std::string channel;
    int screen_septets = 156;
    bool is_texting = false;                  // a conversation by SMS: what is said stays on the phone
    menus::Circumstances circumstances = {};  // of this call, for the menu's conditions
};

}  // namespace kengele::ussd
