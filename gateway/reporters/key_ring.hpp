#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "gateway/world/random.hpp"
#include "storage/model/bytes.hpp"
#include "storage/model/ids.hpp"
#include "storage/model/incident.hpp"
#include "storage/model/phone_number.hpp"
#include "storage/model/private_text.hpp"
#include "storage/result.hpp"

namespace kengele::reporters {

// All uses of the root key, each by a key of its own purpose (libsodium crypto_kdf). Thread-safe after
// construction. Only the derived keys are kept, in locked memory; the root given remains the caller's to
// wipe.
class KeyRing {
public:
    static constexpr std::size_t root_bytes = 32;

    explicit KeyRing(storage::BytesView root);  // throws on a wrong size
    ~KeyRing();
    KeyRing(KeyRing&&) noexcept;

    // A fingerprint of the root; stored as the fact "key check", so that a wrong key is a refused start.
    storage::Key128 check_value() const;

    // Responders' numbers: sealed for storage, found again by a keyed tag.
    storage::Bytes seal_number(const storage::PhoneNumber& number, world::Random& random) const;
    std::optional<storage::PhoneNumber> open_number(storage::BytesView sealed) const;
    storage::Key128 number_tag(const storage::PhoneNumber& number) const;

    // Names a responder's message whose provider gave it no id; `when` tells equal texts of other minutes
    // apart.
    storage::Key128 message_tag(const storage::PhoneNumber& sender, const storage::PrivateText& text,
                                std::string_view when) const;

    // Follow-up codes are stored only as this.
    storage::Key128 follow_up_hash(std::string_view nine_digits) const;

    // Responders' PINs and the one-time codes of their invitations are stored only as these; bound to the
    // responder, so that equal ones look different.
    storage::Key128 pin_hash(storage::ResponderId responder, std::string_view pin) const;
    storage::Key128 invitation_hash(storage::ResponderId responder, std::string_view code) const;

    // A report's text under a fresh data key, that key wrapped by ours; bound to the incident.
    storage::SealedText seal_text(storage::IncidentId incident, const storage::PrivateText& text,
                                  world::Random& random) const;
    std::optional<storage::PrivateText> open_text(storage::IncidentId incident,
                                                  const storage::SealedText& sealed) const;

    // Day keys at rest in keys/.
    storage::Bytes seal_day_key(storage::BytesView day_key, world::Random& random) const;
    std::optional<storage::Bytes> open_day_key(storage::BytesView sealed) const;

private:
    struct Keys;
    std::unique_ptr<Keys> keys_;
};

}  // namespace kengele::reporters
