#pragma once

#include <cstdint>
#include <random>
#include <span>
#include <vector>

#include "gateway/world/random.hpp"

namespace kengele::simulator {

// All chance of one part of a simulation: the same seed and part give the same draws for ever. Parts have
// streams of their own, so that one part drawing more does not change what another sees.
class SeededRandom final : public world::Random {
public:
    enum class Part : std::uint32_t { service, disk, network, callers, responders, life, menus };

    SeededRandom(std::uint64_t seed, Part part);

    void fill(std::span<std::uint8_t> bytes) override;

    std::uint64_t below(std::uint64_t bound);                         // 0 .. bound - 1; bound is not 0
    std::int64_t between(std::int64_t lowest, std::int64_t highest);  // both included
    bool chance(double probability);                                  // 0 never, 1 always

    template <class T>
    const T& pick(const std::vector<T>& from) {
        return from.at(below(from.size()));
    }

private:
    std::mt19937_64 engine_;
};

}  // namespace kengele::simulator
