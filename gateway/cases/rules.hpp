#pragma once

#include "gateway/config.hpp"
#include "gateway/world/random.hpp"

namespace kengele::cases {

// What every change of a case is given besides its transaction.
struct Rules {
    const gateway::CaseConfig& config;
    world::Random& random;
};

}  // namespace kengele::cases
