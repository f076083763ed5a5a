#include "storage/service_clock.hpp"

#include <algorithm>

namespace kengele::storage {
namespace {

constexpr Millis longest_absence = std::chrono::hours{24};

// A boot id that could not be read says nothing about whether the machine was restarted.
bool is_same_boot(const ClockReading& before, const ClockReading& now) {
    return !now.boot_id.empty() && before.boot_id == now.boot_id;
}

Millis wall_absence(const ClockReading& before, const ClockReading& now) {
    return now.wall - before.wall;
}

// The clock that service time runs with while the process lives.
Millis running_clock(const ClockReading& now) {
#ifdef KENGELE_CANARY_WALL_CLOCK_DEADLINE
    // A bug on purpose (scripts/prove_simulator): deadlines follow a clock that people set.
    return now.wall.time_since_epoch();
#else
    return now.elapsed;
#endif
}

}  // namespace

ServiceClock::ServiceClock(const ClockReading& now) : base_{}, base_elapsed_(running_clock(now)) {}

ServiceClock::ServiceClock(const ClockMark& stored, const ClockReading& now)
    : base_elapsed_(running_clock(now)) {
    if (is_same_boot(stored.reading, now)) {
        base_ = stored.service + std::max(Millis{0}, now.elapsed - stored.reading.elapsed);
        return;
    }
    const auto absence = wall_absence(stored.reading, now);
    const auto counted = std::clamp(absence, Millis{0}, longest_absence);
    base_ = stored.service + counted;
    doubtful_ = counted != absence;
}

ServiceTime ServiceClock::at(const ClockReading& now) const {
    return base_ + std::max(Millis{0}, running_clock(now) - base_elapsed_);
}

}  // namespace kengele::storage
