#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "gateway/aggregators/aggregator.hpp"
#include "gateway/config.hpp"
#include "gateway/world/random.hpp"
#include "storage/store.hpp"

namespace kengele::sms {

// Makes a row's text and finds its number; nothing when the row can never be sent.
using TextSource = std::function<std::optional<aggregators::OutgoingText>(storage::Transaction&,
                                                                          const storage::OutboundSms&)>;

// An alert's text will surely never arrive: the case moves at once.
using OnFinalFailure = std::function<void(storage::Transaction&, storage::AlertId)>;

// What the units of the outbox are given.
struct OutboxRules {
    const gateway::SenderConfig& config;
    world::Random& random;
    const TextSource& text_of;
    const OnFinalFailure& on_final_failure;
    std::vector<std::string> channels;  // names, the first one preferred
};

// One row that is now ours to send, once, under the attempt id in it.
struct Claim {
    storage::OutboundSms row;
    aggregators::OutgoingText text;
};

// Claims at most `limit` rows that are due, the most urgent first: the attempt is counted and named and the
// lease is set before anything leaves. Claims whose lease lapsed (a crash in flight) are queued again first,
// as possible duplicates. An alarm whose alert is no longer open, or has a newer alarm waiting, is cancelled
// instead of sent, and so is a screen that waited longer than its conversation lasts; a row without a number
// fails for good. While life is in danger every second failure moves to the next channel; a screen leaves by
// its own.
std::vector<Claim> claim_due(storage::Transaction& tx, const OutboxRules& rules, int limit);

// True for texts that ask somebody to go: alert, alert_private, escalation, desk.
bool is_alarm(storage::SmsTemplate what);

}  // namespace kengele::sms
