#pragma once

#include <string>
#include <vector>

#include "gateway/world/clock.hpp"

namespace kengele::console {

// What decides whether this service can take a report and have somebody answer it.
struct Signs {
    bool store_is_broken = false;
    bool has_menu = false;
    bool has_places = false;
    bool has_kinds = false;
    bool has_desk = false;  // somebody on duty in an office of the operations desk
    bool clock_was_doubtful = false;
    world::Millis since_checkpoint{0};
};

// `reasons` name what must be mended before it is ready, `warnings` what should be looked at meanwhile.
struct Readiness {
    std::vector<std::string> reasons;
    std::vector<std::string> warnings;

    bool is_ready() const { return reasons.empty(); }
};

Readiness judge(const Signs& signs);

}  // namespace kengele::console
