#pragma once

#include <cstdint>
#include <span>

namespace kengele::world {

// Unpredictable bytes; from any thread. The simulator's come from its seed.
class Random {
public:
    virtual ~Random() = default;
    virtual void fill(std::span<std::uint8_t> bytes) = 0;
};

}  // namespace kengele::world
