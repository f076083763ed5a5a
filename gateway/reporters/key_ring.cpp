#include "gateway/reporters/key_ring.hpp"

#include <algorithm>
#include <stdexcept>

#include "gateway/reporters/secret_key.hpp"

namespace kengele::reporters {
namespace {

constexpr KdfContext context{'k', 'e', 'n', 'g', 'e', 'l', 'e', '1'};

// Numbers of purposes: a number once used never gets another meaning.
enum Purpose : std::uint64_t {
    check = 1,
    number_sealing,
    number_tagging,
    follow_up_hashing,
    text_wrapping,
    day_key_sealing,
    message_tagging,
    pin_hashing,
    invitation_hashing,
};

using IncidentBytes = std::array<std::uint8_t, 8>;
IncidentBytes bytes_of_id(storage::IncidentId incident);

}  // namespace

struct KeyRing::Keys : Locked {
    storage::Key128 check_value{};
    Key256 number_sealing{};
    Key256 number_tagging{};
    Key256 follow_up_hashing{};
    Key256 text_wrapping{};
    Key256 day_key_sealing{};
    Key256 message_tagging{};
    Key256 pin_hashing{};
    Key256 invitation_hashing{};
    Key256 scratch{};  // the root while deriving, wiped after
};

KeyRing::KeyRing(storage::BytesView root) {
    if (root.size() != root_bytes) throw std::invalid_argument("the root key is not 32 bytes");
    if (sodium_init() < 0) throw std::runtime_error("libsodium does not start");
    keys_ = std::make_unique<Keys>();
    Key256& master = keys_->scratch;
    std::ranges::copy(root, master.begin());
    derive(keys_->check_value, Purpose::check, context, master);
    derive(keys_->number_sealing, Purpose::number_sealing, context, master);
    derive(keys_->number_tagging, Purpose::number_tagging, context, master);
    derive(keys_->follow_up_hashing, Purpose::follow_up_hashing, context, master);
    derive(keys_->text_wrapping, Purpose::text_wrapping, context, master);
    derive(keys_->day_key_sealing, Purpose::day_key_sealing, context, master);
    derive(keys_->message_tagging, Purpose::message_tagging, context, master);
    derive(keys_->pin_hashing, Purpose::pin_hashing, context, master);
    derive(keys_->invitation_hashing, Purpose::invitation_hashing, context, master);
    sodium_memzero(master.data(), master.size());
}

KeyRing::~KeyRing() = default;
KeyRing::KeyRing(KeyRing&&) noexcept = default;

storage::Key128 KeyRing::check_value() const {
    return keys_->check_value;
}

storage::Bytes KeyRing::seal_number(const storage::PhoneNumber& number, world::Random& random) const {
    return seal_bytes(keys_->number_sealing, bytes_of(number.reveal()), {}, random);
}

std::optional<storage::PhoneNumber> KeyRing::open_number(storage::BytesView sealed) const {
    const auto plain = open_bytes(keys_->number_sealing, sealed, {});
    if (!plain) return std::nullopt;
    return storage::PhoneNumber::parse({reinterpret_cast<const char*>(plain->data()), plain->size()});
}

storage::Key128 KeyRing::number_tag(const storage::PhoneNumber& number) const {
    return KeyedName(keys_->number_tagging).with(number.reveal()).name();
}

storage::Key128 KeyRing::message_tag(const storage::PhoneNumber& sender, const storage::PrivateText& text,
                                     std::string_view when) const {
    return KeyedName(keys_->message_tagging).with(sender.reveal()).with(text.reveal()).with(when).name();
}

storage::Key128 KeyRing::follow_up_hash(std::string_view nine_digits) const {
    return KeyedName(keys_->follow_up_hashing).with(nine_digits).name();
}

storage::Key128 KeyRing::pin_hash(storage::ResponderId responder, std::string_view pin) const {
    return KeyedName(keys_->pin_hashing).with(std::to_string(responder.value)).with(pin).name();
}

storage::Key128 KeyRing::invitation_hash(storage::ResponderId responder, std::string_view code) const {
    return KeyedName(keys_->invitation_hashing).with(std::to_string(responder.value)).with(code).name();
}

storage::SealedText KeyRing::seal_text(storage::IncidentId incident, const storage::PrivateText& text,
                                       world::Random& random) const {
    const IncidentBytes bound_to = bytes_of_id(incident);
    Key256 data_key{};
    random.fill(data_key);
    storage::SealedText sealed;
    sealed.wrapped_key = seal_bytes(keys_->text_wrapping, data_key, bound_to, random);
    sealed.sealed = seal_bytes(data_key, bytes_of(text.reveal()), bound_to, random);
    sodium_memzero(data_key.data(), data_key.size());
    return sealed;
}

std::optional<storage::PrivateText> KeyRing::open_text(storage::IncidentId incident,
                                                       const storage::SealedText& sealed) const {
    const IncidentBytes bound_to = bytes_of_id(incident);
    auto unwrapped = open_bytes(keys_->text_wrapping, sealed.wrapped_key, bound_to);
    if (!unwrapped || unwrapped->size() != Key256{}.size()) return std::nullopt;
    Key256 data_key{};
    std::ranges::copy(*unwrapped, data_key.begin());
    const auto plain = open_bytes(data_key, sealed.sealed, bound_to);
    sodium_memzero(data_key.data(), data_key.size());
    sodium_memzero(unwrapped->data(), unwrapped->size());
    if (!plain) return std::nullopt;
    return storage::PrivateText(std::string(plain->begin(), plain->end()));
}

storage::Bytes KeyRing::seal_day_key(storage::BytesView day_key, world::Random& random) const {
    return seal_bytes(keys_->day_key_sealing, day_key, {}, random);
}

std::optional<storage::Bytes> KeyRing::open_day_key(storage::BytesView sealed) const {
    return open_bytes(keys_->day_key_sealing, sealed, {});
}

namespace {

IncidentBytes bytes_of_id(storage::IncidentId incident) {
    IncidentBytes bytes{};
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        bytes[i] = static_cast<std::uint8_t>(static_cast<std::uint64_t>(incident.value) >> (8 * i));
    }
    return bytes;
}

}  // namespace
}  // namespace kengele::reporters
