#pragma once

#include <boost/asio/io_context.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "gateway/service.hpp"
#include "tests/simulator/faulty_vfs.hpp"
#include "tests/simulator/journal.hpp"
#include "tests/simulator/memory_key_files.hpp"
#include "tests/simulator/town.hpp"
#include "tests/simulator/virtual_clock.hpp"
#include "tests/simulator/virtual_network.hpp"

namespace kengele::simulator {

// The service's own log, of which only what may not happen counts.
class WatchfulLog final : public world::Log {
public:
    explicit WatchfulLog(Journal& journal) : journal_(journal) {}
    void write(world::Level level, std::string_view event,
               std::initializer_list<world::Field> fields) override;

private:
    Journal& journal_;
};

// The beginning of one stretch of the service's life.
struct Life {
    Millis began{0};
    storage::ServiceTime service_at_beginning;
    storage::ClockReading reading_at_beginning;
};

// The machine the service runs on: starts it, kills it, and keeps its disk and keys between lives.
class Machine {
public:
    // All outlive this.
    Machine(const Town& town, VirtualClock& clock, VirtualNetwork& network, SeededRandom& service_random,
            SeededRandom& disk_random, Journal& journal, const std::string& name);
    ~Machine();

    FaultyVfs& disk() { return vfs_; }
    bool is_up() const { return life_ != nullptr; }

    // False when the disk does not let it.
    bool start();

    // Publishes one of the town's versions, or goes back to it, as an operator would. `done` hears when it is
    // kept for ever and calls begin with it; it never does when the process dies first, or the disk refuses.
    void publish(std::size_t version, std::function<void()> done);

    // What calls began with when the service came up last.
    std::size_t version_at_start() const { return version_at_start_; }

    // Runs what is ready; true when nothing more is. False when the process has to die: its disk lost power,
    // or it found its database broken.
    bool run_ready();

    // How a process ends: the machine goes off, disk included; it is killed at once; or it comes to its own
    // end and closes its files.
    enum class End { power_cut, killed, finished };
    void end(End how);

    // SIGTERM: the process finishes its loops, and is_stopped() some time later.
    void ask_to_stop();
    bool is_asked_to_stop() const;
    bool is_stopped() const;

    const std::vector<Life>& lives() const { return lives_; }

private:
    struct Process;

    storage::ServiceTime expected_service_time(const std::optional<storage::ClockMark>& mark) const;

    const Town& town_;
    VirtualClock& clock_;
    VirtualNetwork& network_;
    SeededRandom& service_random_;
    Journal& journal_;
    FaultyVfs vfs_;
    MemoryKeyFiles keys_;
    WatchfulLog log_;
    std::unique_ptr<Process> life_;
    std::vector<Life> lives_;
    std::size_t version_at_start_ = 0;
};

}  // namespace kengele::simulator
