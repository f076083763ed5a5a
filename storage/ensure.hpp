#pragma once

#include <source_location>
#include <stdexcept>

namespace kengele {

// A broken promise of our own code, never of the outside world.
class BrokenPromise : public std::logic_error {
    using std::logic_error::logic_error;
};

// States what must be true and stays on in release builds: a broken one throws BrokenPromise, which rolls
// back its unit of work and is logged, and always fails a simulation.
void ensure(bool condition, std::source_location where = std::source_location::current());

}  // namespace kengele
