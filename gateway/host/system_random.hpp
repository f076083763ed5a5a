#pragma once

#include "gateway/world/random.hpp"

namespace kengele::host {

// The kernel's random bytes, through libsodium.
class SystemRandom final : public world::Random {
public:
    SystemRandom();
    void fill(std::span<std::uint8_t> bytes) override;
};

}  // namespace kengele::host
