#pragma once

#include "gateway/aggregators/aggregator.hpp"
#include "gateway/ussd/exchange.hpp"
#include "menus/screen.hpp"
#include "storage/store.hpp"

namespace kengele::ussd {

struct Answer {
    menus::Screen screen;
    std::string language;    // "en": for whoever must say afterwards that nothing was saved
    bool has_filed = false;  // a report of this call is stored: afterwards "NOT saved" would be a lie
    bool is_repeat = false;  // nothing was written
    bool has_texts = false;  // the outbox may have new rows
};

// One turn of a call, in one transaction. The transcript is everything typed so far: the new answer is what
// follows the stored one, whole, so that a typed '*' stays part of it. A repeated hop gets its stored answer
// and changes nothing; a shorter one gets the answer it had; one that diverges, or comes for a call we do not
// know, is replayed from the start. However often a last key arrives, a call files one incident.
Answer take_turn(storage::Transaction& tx, const Exchange& exchange, const aggregators::UssdTurn& turn);

// The provider's word that the call is over: what was kept for repeats is dropped, and a last screen that was
// reached counts as read, unless the call ended with another screen than that. A call that broke off is
// salvaged sooner. Never undoes anything; may come early, late, twice or never.
void end_call(storage::Transaction& tx, const Exchange& exchange, const aggregators::UssdEnd& end);

}  // namespace kengele::ussd
