#pragma once

#include <boost/assert/source_location.hpp>
#include <stdexcept>

namespace kengele {

// A broken promise of our own code, never of the outside world.
class BrokenPromise : public std::logic_error {
    using std::logic_error::logic_error;
};

// States what must be true and stays on in release builds: a broken one throws BrokenPromise, which rolls
// back its unit of work and is logged, and always fails a simulation.
void ensure(bool condition, boost::source_location where = BOOST_CURRENT_LOCATION);

}  // namespace kengele
