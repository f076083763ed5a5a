#pragma once

#include <string>

#include "storage/model/time.hpp"

namespace kengele::storage {

// What the machine's clocks say at one moment.
struct ClockReading {
    Millis elapsed{0};  // boot-time clock: runs during suspend, never set
    WallTime wall{};
    std::string boot_id;  // changes with every boot
};

// What each commit stores, so that service time can go on after a restart.
struct ClockMark {
    ServiceTime service;
    ClockReading reading;
};

// Service time: grows with the boot-time clock while running. After a restart under the same boot it grows by
// the boot-time difference, after a reboot by the wall difference, never below zero and at most 24 h.
class ServiceClock {
public:
    // A fresh data folder: service time starts at zero.
    explicit ServiceClock(const ClockReading& now);
    ServiceClock(const ClockMark& stored, const ClockReading& now);

    ServiceTime at(const ClockReading& now) const;

    // The reboot's wall difference was negative or over 24 h, so deadlines may be late or early by the
    // difference.
    bool was_doubtful() const { return doubtful_; }

private:
    ServiceTime base_;
    Millis base_elapsed_;
    bool doubtful_ = false;
};

}  // namespace kengele::storage
