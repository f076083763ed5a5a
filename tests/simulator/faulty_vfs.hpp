#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "tests/simulator/faulty_disk.hpp"

namespace kengele::simulator {

// What goes wrong with the disk from now on. All off by default.
struct DiskFaults {
    double write_error = 0;                      // chance that a write answers EIO
    double sync_error = 0;                       // chance that a sync does
    std::optional<std::uint64_t> failing_write;  // EIO for the one write after this many more
    std::optional<std::uint64_t> failing_sync;
    std::optional<std::uint64_t> power_cut;  // the power fails at the write or sync after this many more
    bool is_full = false;                    // no file can grow
};

// A VFS of SQLite over a FaultyDisk: files and shared memory in memory, so that WAL works, and a crash costs
// microseconds. After the power failed every handle is dead: each of its calls fails, except closing it.
// For one thread.
class FaultyVfs {
public:
    // Registered with SQLite under `name` for as long as this lives, which is longer than any handle.
    FaultyVfs(std::string name, SeededRandom& random);
    ~FaultyVfs();
    FaultyVfs(const FaultyVfs&) = delete;
    FaultyVfs& operator=(const FaultyVfs&) = delete;

    const std::string& name() const;
    FaultyDisk& disk();

    DiskFaults faults;
    std::function<void()> on_sync;  // a disk takes its time: a simulation moves its clock here

    // A `power_cut` of the faults has happened, and nobody has called crash() since.
    bool has_lost_power() const;

    // The power fails now, if it has not already, and comes back: open handles stay dead, the disk holds what
    // was synced and a random part of the rest, and the faults are off.
    void crash();

    // The process dies and the machine goes on: handles are dead, and the disk keeps all that was written.
    void kill_handles();

    std::uint64_t faults_so_far() const;  // errors answered and power cuts

    struct State;  // shared with the handles

private:
    std::unique_ptr<State> state_;
};

}  // namespace kengele::simulator
