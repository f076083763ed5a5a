#pragma once

#include <functional>

#include "tests/simulator/chronicle.hpp"
#include "tests/simulator/journal.hpp"
#include "tests/simulator/machine.hpp"
#include "tests/simulator/model.hpp"
#include "tests/simulator/seeded_random.hpp"
#include "tests/simulator/telco.hpp"
#include "tests/simulator/virtual_network.hpp"

namespace kengele::simulator {

// What goes wrong in one seed's world, how often, and when: drawn once, then sent one disaster at a time.
class Weather {
public:
    struct World {
        VirtualClock& clock;
        VirtualNetwork& network;
        Telco& telco;
        Machine& machine;
        Journal& journal;
        Model& model;
        Chronicle& chronicle;
    };
    // The process ends at once and is to come back after `downtime`.
    using Fell = std::function<void(Machine::End how, Millis downtime)>;

    Weather(World world, SeededRandom& random, Fell fell);

    void begin();
    void clear();  // no fault from now on

private:
    void next_disaster();
    void strike();
    void expect_trouble(Millis lasts);
    void fill_the_disk();
    void slow_the_disk();
    void fail_the_disk();
    void cut_the_power_soon();
    void fall(Machine::End how);
    void restart_gracefully();
    void set_the_clock();
    void lose_the_provider();

    World world_;
    SeededRandom& random_;
    Fell fell_;
    bool is_clear_ = false;
    Millis mean_pause_{0};
    NetworkFaults usual_;
    std::optional<Millis> clock_set_;
};

}  // namespace kengele::simulator
