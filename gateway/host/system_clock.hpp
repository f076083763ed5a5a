#pragma once

#include "gateway/world/clock.hpp"

namespace kengele::host {

// The machine's own clocks: CLOCK_BOOTTIME, UTC, and the kernel's boot id.
class SystemClock final : public world::Clock {
public:
    SystemClock();

    world::ClockReading read() const override;
    Task<void> sleep(world::Millis wait) override;

private:
    const std::string boot_id_;
};

}  // namespace kengele::host
