#pragma once

#include <memory>
#include <string>
#include <vector>

#include "gateway/world/clock.hpp"

namespace kengele::console {

// How a turn of a call ended for its caller.
enum class TurnResult { answered, repeated, not_saved, in_doubt, bad_request };

// What is counted while serving, shown at /metrics. No label ever comes from outside. Thread-safe.
class Metrics {
public:
    Metrics();
    ~Metrics();

    void turn(TurnResult result, world::Millis took);
    void inbound_sms();
    void delivery_report();
    void unknown_callback();

    // What others count, read when the page is asked for. Rows of one name follow each other.
    struct Reading {
        std::string name;
        std::string help;
        double value = 0;
        bool is_counter = true;
        std::string label;  // a label of ours and its value; both empty for none
        std::string label_value;
    };

    // In Prometheus' text format.
    std::string text(const std::vector<Reading>& readings) const;

private:
    struct Counters;
    std::unique_ptr<Counters> counters_;
};

}  // namespace kengele::console
