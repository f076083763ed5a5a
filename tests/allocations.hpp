#pragma once

#include <cstddef>

namespace kengele::tests {

// What operator new gave since start_counting(), in a program that links allocations.cpp, for its one thread.
struct Allocations {
    std::size_t count = 0;
    std::size_t bytes = 0;  // in all
    std::size_t peak = 0;   // most held at once above what was held at the start
};

void start_counting();
Allocations counted();

}  // namespace kengele::tests
