#pragma once

#include <cstdint>
#include <deque>
#include <stdexcept>
#include <string>

#include "tests/simulator/virtual_clock.hpp"

namespace kengele::simulator {

// An invariant does not hold; what() says which, in a sentence.
class BrokenInvariant : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

// What happened in a simulated world, in order. Two runs of one seed have the same fingerprint.
class Journal {
public:
    explicit Journal(const VirtualClock& clock) : clock_(clock) {}

    bool is_verbose = false;  // print each event as it happens

    void note(std::string event);
    void fault(std::string event);  // something went wrong on purpose

    // For where nothing may be thrown: the first one is thrown by the next throw_if_broken().
    void break_invariant(std::string sentence);
    void throw_if_broken() const;

    std::uint64_t events() const { return events_; }
    std::uint64_t faults() const { return faults_; }
    std::uint64_t fingerprint() const { return fingerprint_; }
    const std::deque<std::string>& last() const { return last_; }

private:
    const VirtualClock& clock_;
    std::uint64_t events_ = 0;
    std::uint64_t faults_ = 0;
    std::uint64_t fingerprint_ = 0xcbf29ce484222325;
    std::deque<std::string> last_;
    std::string broken_;
};

}  // namespace kengele::simulator
