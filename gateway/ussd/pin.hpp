#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "gateway/reporters/key_ring.hpp"
#include "gateway/world/random.hpp"
#include "storage/store.hpp"

namespace kengele::ussd {

// How whoever dials from a responder's number proves to be that responder. A PIN is chosen once, by the code
// of an invitation; both are stored as keyed hashes only.

// Four to six digits that are not among the first to be guessed: no digit throughout (0000), no run (1234,
// 654321), no part repeated (1212, 123123).
bool may_be_pin(std::string_view typed);

// A one-time code of eight digits for this responder, good for seven days, in place of an earlier one. The
// PIN chosen before stays good until another is.
std::string invite(storage::Transaction& tx, const reporters::KeyRing& ring, world::Random& random,
                   storage::ResponderId responder);

// What was typed where the PIN is asked for.
enum class Proof { wrong, pin, invitation };

// Counts what is wrong: the third in a row closes this way in for half an hour, whatever is typed, and the
// responder's phone is told of it, at most once an hour. Closed, wrong and without a PIN are the same answer.
Proof prove(storage::Transaction& tx, const reporters::KeyRing& ring, const storage::Responder& responder,
            std::string_view typed);

// The way from a right invitation to a PIN typed twice, as the menu's session carries it from screen to
// screen: a token that means nothing to the menu. It holds no code and no PIN, only their hashes.
struct PinChoice {
    storage::ResponderId responder;
    storage::Key128 invitation{};
    std::optional<storage::Key128> pin;  // as typed the first time
};
std::string token_of(const PinChoice& choice);
std::optional<PinChoice> choice_of(std::string_view token);

// The choice that a right invitation begins.
PinChoice begin_choice(storage::Transaction& tx, storage::ResponderId responder);
// Whether its invitation is still good.
bool is_open(storage::Transaction& tx, const PinChoice& choice);
// From now on this is the PIN, and the invitation is used up. Does nothing when that is not good any more.
void choose_pin(storage::Transaction& tx, const PinChoice& choice);

}  // namespace kengele::ussd
