#pragma once

#include <sodium.h>

#include <array>
#include <cstdint>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <string_view>

#include "gateway/world/random.hpp"
#include "storage/model/bytes.hpp"

namespace kengele::reporters {

// The few shapes in which this folder uses libsodium: locked memory, derived keys, sealed bytes, keyed names.

using Key256 = std::array<std::uint8_t, 32>;
using KdfContext = std::array<char, crypto_kdf_CONTEXTBYTES>;

// Base of a struct of keys: lies on locked pages of its own, never in a core file, and is wiped when freed.
// sodium_init() comes first.
struct Locked {
    static void* operator new(std::size_t size) {
        void* memory = sodium_malloc(size);
        if (memory == nullptr) throw std::bad_alloc();
        return memory;
    }
    static void operator delete(void* memory) { sodium_free(memory); }
};

// The key of one purpose: `purpose` is its number for ever.
template <std::size_t size>
void derive(std::array<std::uint8_t, size>& key, std::uint64_t purpose, const KdfContext& context,
            const Key256& master) {
    static_assert(size >= crypto_kdf_BYTES_MIN && size <= crypto_kdf_BYTES_MAX);
    crypto_kdf_derive_from_key(key.data(), key.size(), purpose, context.data(), master.data());
}

// XChaCha20-Poly1305: a random nonce, then the ciphertext and its tag; `bound_to` must be the same at
// opening.
storage::Bytes seal_bytes(const Key256& key, storage::BytesView plain, storage::BytesView bound_to,
                          world::Random& random);
// Nothing when the key, the binding or any bit differs.
std::optional<storage::Bytes> open_bytes(const Key256& key, storage::BytesView sealed,
                                         storage::BytesView bound_to);
// As open_bytes, for what was text.
std::optional<std::string> open_text(const Key256& key, storage::BytesView sealed,
                                     storage::BytesView bound_to);

// A keyed 128-bit name of several parts. Each part carries its length, so that no two lists of parts look the
// same.
class KeyedName {
public:
    explicit KeyedName(const Key256& key);
    KeyedName& with(std::string_view part);
    storage::Key128 name();

private:
    crypto_generichash_state state_;
};

storage::BytesView bytes_of(std::string_view text);

}  // namespace kengele::reporters
