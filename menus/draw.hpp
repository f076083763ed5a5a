#pragma once

#include <vector>

#include "menus/input.hpp"
#include "menus/pages.hpp"
#include "menus/step.hpp"

namespace kengele::menus {

// The pages of the screen at which a session stands, shared by step() (which key means what) and show().
struct Drawing {
    std::vector<Page> pages;
    std::vector<const PlaceEntry*> places;  // what the lines of an area's results or list mean
    std::vector<const Option*> options;     // what the lines of a menu or list mean
    AreaStep::Mode mode = AreaStep::Mode::ask;

    // The page that is shown: the session's, or the last when there are fewer.
    const Page& page_of(const Session& session) const;
};

// The session must belong to the stage's menu.
Drawing draw(const Stage& stage, const Session& session, const Facts& facts);

// Whether the option's condition is true of the session.
bool is_shown(const Stage& stage, const Session& session, const Option& option);

// Whether the PIN at the menu's start was given.
bool is_behind_pin(const Menu& menu, const Session& session);

// Whether the session was made by this menu and names nothing that it does not have.
bool belongs_to(const Menu& menu, const Session& session);

// Most places a search offers: two pages, then a longer word finds sooner.
inline constexpr std::size_t results_max = 16;

}  // namespace kengele::menus
