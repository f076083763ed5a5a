#pragma once

#include <chrono>
#include <compare>
#include <cstdint>

namespace kengele::storage {

using Millis = std::chrono::milliseconds;

// Milliseconds that only grow, over restarts and reboots too (storage/service_clock.hpp). All deadlines are
// in it.
struct ServiceTime {
    std::int64_t ms = 0;

    auto operator<=>(const ServiceTime&) const = default;
    ServiceTime operator+(Millis wait) const { return {ms + wait.count()}; }
    ServiceTime operator-(Millis wait) const { return {ms - wait.count()}; }
    Millis operator-(ServiceTime earlier) const { return Millis{ms - earlier.ms}; }
};

// UTC, as shown to people and stored beside facts; may jump, so nothing is decided by it.
using WallTime = std::chrono::sys_time<Millis>;

// Days since 1970-01-01 in UTC: which day key a caller's rows belong to, and which roster is in force.
using Day = std::int32_t;

inline Day day_of(WallTime wall) {
    return static_cast<Day>(std::chrono::floor<std::chrono::days>(wall).time_since_epoch().count());
}

}  // namespace kengele::storage
