#include "tests/simulator/seeded_random.hpp"

namespace kengele::simulator {
namespace {

std::mt19937_64 engine_of(std::uint64_t seed, SeededRandom::Part part) {
    std::seed_seq sequence{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32),
                           static_cast<std::uint32_t>(part)};
    return std::mt19937_64(sequence);
}

}  // namespace

SeededRandom::SeededRandom(std::uint64_t seed, Part part) : engine_(engine_of(seed, part)) {}

void SeededRandom::fill(std::span<std::uint8_t> bytes) {
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (i % 8 == 0) word = engine_();
        bytes[i] = static_cast<std::uint8_t>(word >> (8 * (i % 8)));
    }
}

// The standard's distributions are left to each library; a seed must mean the same everywhere. The bias of
// the remainder is far below anything that matters here.
std::uint64_t SeededRandom::below(std::uint64_t bound) {
    return engine_() % bound;
}

std::int64_t SeededRandom::between(std::int64_t lowest, std::int64_t highest) {
    return lowest + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(highest - lowest + 1)));
}

bool SeededRandom::chance(double probability) {
    return static_cast<double>(engine_() >> 11) * 0x1.0p-53 < probability;
}

}  // namespace kengele::simulator
