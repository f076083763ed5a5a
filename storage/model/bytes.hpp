#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace kengele::storage {

using Bytes = std::vector<std::uint8_t>;
using BytesView = std::span<const std::uint8_t>;

// 128-bit names that say nothing without their key: pseudonyms, session keys, attempt ids, keyed hashes.
using Key128 = std::array<std::uint8_t, 16>;

}  // namespace kengele::storage
