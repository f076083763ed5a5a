#pragma once

#include <vector>

#include "gateway/ussd/call.hpp"
#include "gateway/ussd/exchange.hpp"
#include "menus/effect.hpp"
#include "storage/model/phone_number.hpp"
#include "storage/store.hpp"

namespace kengele::ussd {

// Whose turn asks for the effects.
struct Filer {
    storage::Transaction& tx;
    const Exchange& exchange;
    const storage::PhoneNumber& caller;
    const reporters::DayKeys::SessionName& session;
    bool is_newest =
        true;  // false while older answers are replayed: confirmations and disputes are then not repeated
};

// Turns what the menu asks for into records, in this transaction, and puts into the call what the next screen
// needs (the case, its follow-up code). True when texts may wait in the outbox.
bool apply_effects(const Filer& filer, const std::vector<menus::Effect>& effects, Call& call);

// A code for the case that nobody has: stored as its hash, returned to be shown.
std::string give_follow_up_code(storage::Transaction& tx, const Exchange& exchange,
                                storage::IncidentId incident);

}  // namespace kengele::ussd
