#pragma once

#include "gateway/aggregators/aggregator.hpp"
#include "gateway/cases/rules.hpp"
#include "gateway/ussd/exchange.hpp"
#include "storage/store.hpp"

namespace kengele::gateway {

// One text from a phone, in one unit: a caller's in the menu over SMS, or a responder's answer to an alert.
// Who is both is heard by the alerts first, where the text can be meant for them; a word that begins the menu
// and stands alone always begins it. From anybody else, who begins nothing and is in the middle of nothing,
// it is told to nobody and not kept. The same text twice changes nothing.
Result<void> take_text(storage::Transaction& tx, const ussd::Exchange& exchange, const cases::Rules& rules,
                       const aggregators::InboundSms& sms);

}  // namespace kengele::gateway
