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

}  // namespace

ServiceClock::ServiceClock(const ClockReading& now) : base_{}, base_elapsed_(now.elapsed) {}

ServiceClock::ServiceClock(const ClockMark& stored, const ClockReading& now) : base_elapsed_(now.elapsed) {
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
    return base_ + std::max(Millis{0}, now.elapsed - base_elapsed_);
}

}  // namespace kengele::storage
