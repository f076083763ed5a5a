#include "gateway/reporters/secret_key.hpp"

namespace kengele::reporters {
namespace {

constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_size = crypto_aead_xchacha20poly1305_ietf_ABYTES;

template <class Plain>
std::optional<Plain> open_into(const Key256& key, storage::BytesView sealed, storage::BytesView bound_to) {
    if (sealed.size() < nonce_size + tag_size) return std::nullopt;
    Plain plain(sealed.size() - nonce_size - tag_size, 0);
    const int failed = crypto_aead_xchacha20poly1305_ietf_decrypt(
        reinterpret_cast<std::uint8_t*>(plain.data()), nullptr, nullptr, sealed.data() + nonce_size,
        sealed.size() - nonce_size, bound_to.data(), bound_to.size(), sealed.data(), key.data());
    if (failed != 0) return std::nullopt;
    return plain;
}

}  // namespace

storage::Bytes seal_bytes(const Key256& key, storage::BytesView plain, storage::BytesView bound_to,
                          world::Random& random) {
    storage::Bytes sealed(nonce_size + plain.size() + tag_size);
    random.fill(std::span(sealed).first(nonce_size));
    crypto_aead_xchacha20poly1305_ietf_encrypt(sealed.data() + nonce_size, nullptr, plain.data(),
                                               plain.size(), bound_to.data(), bound_to.size(), nullptr,
                                               sealed.data(), key.data());
    return sealed;
}

std::optional<storage::Bytes> open_bytes(const Key256& key, storage::BytesView sealed,
                                         storage::BytesView bound_to) {
    return open_into<storage::Bytes>(key, sealed, bound_to);
}

std::optional<std::string> open_text(const Key256& key, storage::BytesView sealed,
                                     storage::BytesView bound_to) {
    return open_into<std::string>(key, sealed, bound_to);
}

KeyedName::KeyedName(const Key256& key) {
    crypto_generichash_init(&state_, key.data(), key.size(), std::tuple_size_v<storage::Key128>);
}

KeyedName& KeyedName::with(std::string_view part) {
    std::array<std::uint8_t, 8> length{};
    for (std::size_t i = 0; i < length.size(); ++i) {
        length[i] = static_cast<std::uint8_t>(static_cast<std::uint64_t>(part.size()) >> (8 * i));
    }
    crypto_generichash_update(&state_, length.data(), length.size());
    crypto_generichash_update(&state_, bytes_of(part).data(), part.size());
    return *this;
}

storage::Key128 KeyedName::name() {
    storage::Key128 name{};
    crypto_generichash_final(&state_, name.data(), name.size());
    return name;
}

storage::BytesView bytes_of(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

}  // namespace kengele::reporters
