#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "gateway/world/clock.hpp"

namespace kengele::simulator {

using storage::Millis;

// The time of a simulated world, and what is to happen in it. It stands still while anything is ready to run
// and jumps when nothing is. The machine's clocks are read off it: they may be set or start anew, the world's
// own time only grows.
class VirtualClock final : public world::Clock {
public:
    explicit VirtualClock(storage::WallTime start) : wall_at_start_(start) {}

    storage::ClockReading read() const override;
    Task<void> sleep(Millis wait) override;

    Millis now() const { return now_; }  // since the world began

    // At the same moment, what was asked for first happens first.
    void after(Millis wait, std::function<void()> event);

    // Goes to the next event's moment and runs it. False when nothing is to come.
    bool jump();
    std::optional<Millis> next() const;

    // The moment moves on inside an event: a disk or a processor takes its time.
    void let_pass(Millis time) { now_ += time; }

    void set_wall(Millis by) { wall_at_start_ += by; }  // forward or back, as an operator or NTP does
    void reboot();

private:
    storage::WallTime wall_at_start_;
    Millis now_{0};
    Millis booted_at_{0};
    int boots_ = 1;
    std::uint64_t events_so_far_ = 0;
    std::map<std::pair<Millis, std::uint64_t>, std::function<void()>> to_come_;
};

}  // namespace kengele::simulator
