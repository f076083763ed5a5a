#include "gateway/host/system_random.hpp"

#include <sodium.h>

#include "storage/ensure.hpp"

namespace kengele::host {

SystemRandom::SystemRandom() {
    ensure(sodium_init() >= 0);
}

void SystemRandom::fill(std::span<std::uint8_t> bytes) {
    randombytes_buf(bytes.data(), bytes.size());
}

}  // namespace kengele::host
