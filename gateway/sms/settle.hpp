#pragma once

#include <string>

#include "gateway/sms/claim.hpp"
#include "gateway/world/http.hpp"

namespace kengele::sms {

// What came of one send.
enum class Fate {
    accepted,   // the provider has it
    try_again,  // surely not sent
    in_doubt,   // may have been sent
    refused,    // will never be sent
};

struct Sent {
    storage::OutboundSms row;  // as claimed
    Fate fate = Fate::in_doubt;
    std::string provider_id;  // when accepted
    std::string failure;      // why not
    bool needs_operator = false;
};

// What the network and the provider said of a claimed row.
Sent judge(const Claim& claim, const aggregators::Aggregator& aggregator,
           const Result<world::HttpResponse>& answer);

// Writes it down, if the row is still under this attempt. Accepted: the provider's id is kept, and a delivery
// report that came earlier is applied. Surely not sent: queued again, for as long as it takes. In doubt:
// queued again as a possible duplicate, at most `attempts_max` times in all. Refused, or no try left: failed
// for good, and if it was an alarm, the case moves in this same unit.
void settle(storage::Transaction& tx, const OutboxRules& rules, const Sent& sent);

// Until the next try: 2, 5, 15, 60, then 300 s, 20 % more or less; never over 15 s while life is in danger.
storage::Millis back_off(int attempts, int priority, world::Random& random);

}  // namespace kengele::sms
