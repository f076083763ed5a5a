#pragma once

#include <chrono>

#include "storage/service_clock.hpp"
#include "storage/task.hpp"

namespace kengele::world {

using storage::ClockReading;
using storage::Millis;
using storage::WallTime;

// The machine's clocks and the art of waiting. Real ones live in host/, virtual ones in the simulator.
class Clock {
public:
    virtual ~Clock() = default;

    virtual ClockReading read() const = 0;  // from any thread

    // Resumes on the caller's executor after `wait`, or at once when the coroutine is cancelled.
    virtual Task<void> sleep(Millis wait) = 0;
};

// The day it is where callers are. Kenya keeps UTC+3 all year, so no zone table is needed.
inline std::chrono::sys_days callers_day(WallTime wall) {
    return std::chrono::floor<std::chrono::days>(wall + std::chrono::hours{3});
}

}  // namespace kengele::world
