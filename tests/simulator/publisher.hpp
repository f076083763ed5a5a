#pragma once

#include "tests/simulator/journal.hpp"
#include "tests/simulator/machine.hpp"
#include "tests/simulator/model.hpp"
#include "tests/simulator/seeded_random.hpp"
#include "tests/simulator/town.hpp"
#include "tests/simulator/virtual_clock.hpp"

namespace kengele::simulator {

// An operator who cannot leave the menu alone: publishes one of its versions, or goes back to another, again
// and again while people call.
class Publisher {
public:
    // All outlive this.
    Publisher(const Town& town, VirtualClock& clock, SeededRandom& random, Journal& journal, Machine& machine,
              Model& model);

    void start();
    void rest() { resting_ = true; }

private:
    void publish_later();
    void publish();

    const Town& town_;
    VirtualClock& clock_;
    SeededRandom& random_;
    Journal& journal_;
    Machine& machine_;
    Model& model_;
    Millis longest_pause_;
    bool resting_ = false;
};

}  // namespace kengele::simulator
