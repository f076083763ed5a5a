#include "gateway/ussd/pin.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>

#include "gateway/codes.hpp"

namespace kengele::ussd {
namespace {

using namespace std::chrono_literals;
using storage::Credential;
using storage::Key128;
using storage::Millis;
using storage::ResponderId;
using storage::Transaction;

constexpr std::size_t digits_min = 4;
constexpr std::size_t digits_max = 6;
constexpr Millis invitation_life = 24h * 7;
constexpr int wrong_tries_max = 3;
constexpr std::chrono::minutes locked_for = 30min;
constexpr Millis warned_every = 1h;

std::string digits_in(std::string_view typed);
bool is_run(std::string_view digits);
bool repeats_a_part(std::string_view digits);
std::string hex(const Key128& key);
std::optional<Key128> key_in(std::string_view hex);
std::string_view take_part(std::string_view& rest);

Credential credential_of(Transaction& tx, ResponderId responder) {
    Credential none;
    none.responder = responder;
    return tx.credential(responder).value_or(none);
}

void audit(Transaction& tx, std::string actor, std::string action, ResponderId responder) {
    tx.audit({std::move(actor), std::move(action), fmt::format("responder:{}", responder.value), tx.wall()});
}

// Goes to the true phone, whoever dialled under its number.
void warn(Transaction& tx, const storage::Responder& responder) {
    storage::OutboundSms sms;
    sms.organisation = responder.organisation;
    sms.responder = responder.id;
    sms.what = storage::SmsTemplate::wrong_pins;
    sms.language = responder.language;
    sms.about = std::to_string(locked_for.count());
    sms.priority = 3;
    sms.created = tx.now();
    sms.not_before = tx.now();
    tx.enqueue(sms);
}

void count_wrong(Transaction& tx, const storage::Responder& responder, Credential& credential) {
    if (++credential.wrong_tries < wrong_tries_max) return;
    credential.wrong_tries = 0;
    credential.locked_until = tx.now() + locked_for;
    audit(tx, "service", "close menu after wrong PINs", responder.id);
    if (credential.warned && tx.now() - *credential.warned < warned_every) return;
    credential.warned = tx.now();
    warn(tx, responder);
}

bool is_invited(Transaction& tx, const Credential& credential) {
    return credential.invitation && tx.now() < credential.invitation_until;
}

}  // namespace

bool may_be_pin(std::string_view typed) {
    const bool are_digits = std::ranges::all_of(typed, [](char c) { return c >= '0' && c <= '9'; });
    return are_digits && typed.size() >= digits_min && typed.size() <= digits_max && !is_run(typed) &&
           !repeats_a_part(typed);
}

std::string invite(Transaction& tx, const reporters::KeyRing& ring, world::Random& random,
                   ResponderId responder) {
    std::string code = gateway::draw_invitation_code(random);
    Credential credential = credential_of(tx, responder);
    credential.invitation = ring.invitation_hash(responder, code);
    credential.invitation_until = tx.now() + invitation_life;
    tx.put_credential(credential);
    audit(tx, "operator at the machine", "invite responder", responder);
    return code;
}

Proof prove(Transaction& tx, const reporters::KeyRing& ring, const storage::Responder& responder,
            std::string_view typed) {
    Credential credential = credential_of(tx, responder.id);
    if (tx.now() < credential.locked_until) return Proof::wrong;
    const std::string digits = digits_in(typed);
    Proof proof = Proof::wrong;
    if (credential.pin == ring.pin_hash(responder.id, digits)) proof = Proof::pin;
    if (is_invited(tx, credential) && credential.invitation == ring.invitation_hash(responder.id, digits))
        proof = Proof::invitation;
    if (proof == Proof::wrong) {
        count_wrong(tx, responder, credential);
    } else {
        credential.wrong_tries = 0;
    }
    tx.put_credential(credential);
    return proof;
}

std::string token_of(const PinChoice& choice) {
    return fmt::format("{}:{}:{}", choice.responder.value, hex(choice.invitation),
                       choice.pin ? hex(*choice.pin) : std::string{});
}

std::optional<PinChoice> choice_of(std::string_view token) {
    const auto id = take_part(token);
    const auto invitation = key_in(take_part(token));
    PinChoice choice;
    std::from_chars(id.data(), id.data() + id.size(), choice.responder.value);
    if (!choice.responder || !invitation) return std::nullopt;
    choice.invitation = *invitation;
    choice.pin = key_in(token);
    return choice;
}

PinChoice begin_choice(Transaction& tx, ResponderId responder) {
    return {responder, credential_of(tx, responder).invitation.value_or(Key128{}), {}};
}

bool is_open(Transaction& tx, const PinChoice& choice) {
    const Credential credential = credential_of(tx, choice.responder);
    return is_invited(tx, credential) && *credential.invitation == choice.invitation;
}

void choose_pin(Transaction& tx, const PinChoice& choice) {
    if (!choice.pin || !is_open(tx, choice)) return;
    Credential credential = credential_of(tx, choice.responder);
    credential.pin = choice.pin;
    credential.invitation.reset();
    tx.put_credential(credential);
    audit(tx, fmt::format("responder:{}", choice.responder.value), "choose PIN", choice.responder);
}

namespace {

// A code may be typed in groups, as it was written down.
std::string digits_in(std::string_view typed) {
    std::string digits{typed};
    std::erase(digits, ' ');
    return digits;
}

// Each digit as far from the one before as the last: 1111, 1234, 8642.
bool is_run(std::string_view digits) {
    const int stride = digits[1] - digits[0];
    for (std::size_t i = 1; i < digits.size(); ++i) {
        if (digits[i] - digits[i - 1] != stride) return false;
    }
    return true;
}

bool repeats_a_part(std::string_view digits) {
    for (std::size_t part = 1; part <= digits.size() / 2; ++part) {
        if (digits.size() % part != 0) continue;
        if (digits.substr(part) == digits.substr(0, digits.size() - part)) return true;
    }
    return false;
}

std::string hex(const Key128& key) {
    std::string digits;
    for (const auto byte : key)
        digits += fmt::format("{:02x}", byte);
    return digits;
}

std::optional<Key128> key_in(std::string_view digits) {
    Key128 key{};
    if (digits.size() != 2 * key.size()) return std::nullopt;
    for (std::size_t i = 0; i < key.size(); ++i) {
        const char* begin = digits.data() + 2 * i;
        if (std::from_chars(begin, begin + 2, key[i], 16).ptr != begin + 2) return std::nullopt;
    }
    return key;
}

// Up to the next colon, which goes with it.
std::string_view take_part(std::string_view& rest) {
    const auto part = rest.substr(0, rest.find(':'));
    rest.remove_prefix(std::min(part.size() + 1, rest.size()));
    return part;
}

}  // namespace
}  // namespace kengele::ussd
