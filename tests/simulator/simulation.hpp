#pragma once

#include <cstdint>
#include <deque>
#include <string>

#include "tests/simulator/town.hpp"

namespace kengele::simulator {

// What became of one seed.
struct Outcome {
    std::uint64_t seed = 0;
    std::string broken;  // the invariant, in a sentence; empty when all held
    std::deque<std::string> last_events;
    std::uint64_t events = 0;
    std::uint64_t faults = 0;
    std::uint64_t fingerprint = 0;  // of all events in order
    std::uint64_t reports = 0;
    std::uint64_t texts = 0;
};

// Lives through one seed: minutes of calls, answers and disasters, then ten minutes without any, in which all
// that was begun must be finished. `lane` tells apart simulations that run at the same time.
Outcome simulate(const Town& town, std::uint64_t seed, bool is_verbose, const std::string& lane);

}  // namespace kengele::simulator
