#pragma once

#include <optional>
#include <string_view>

#include "gateway/aggregators/aggregator.hpp"
#include "gateway/cases/rules.hpp"
#include "gateway/reporters/key_ring.hpp"
#include "gateway/sms/claim.hpp"
#include "storage/store.hpp"

namespace kengele::sms {

// What arrives from phones and providers, each inside one unit. Both may be delivered again and out of order;
// a repeat changes nothing.

struct InboxContext {
    std::string_view channel;
    const reporters::KeyRing& ring;
    const cases::Rules& rules;
};

// A responder's answer: found by the number, meant by its reply code, and handed to the case. Without a code
// it counts only when one alert can be meant that is not P1 and was made before the text was sent. Answers
// are rows of the outbox. Who is no responder is told nothing, and nothing of the text is kept.
Result<void> take_sms(storage::Transaction& tx, const InboxContext& context,
                      const aggregators::InboundSms& sms);

// Whether a text of an enrolled responder who is also in the middle of the menu over SMS is an answer to an
// alert: it has a reply code and says what to do, or it can be read as an answer at all and the newest text
// from us is no screen. `screen_sent`: when the newest one was sent; nothing where no conversation is open.
bool is_answer_to_alerts(storage::Transaction& tx, const storage::Responder& responder,
                         const aggregators::InboundSms& sms, std::optional<storage::ServiceTime> screen_sent);

// False when a responder's text was brought before. Counts it as come.
bool is_new(storage::Transaction& tx, const InboxContext& context, const aggregators::InboundSms& sms);

// What became of a text, kept also when the text's id is not known yet: it may come before the answer to the
// send. An alarm that failed moves its case at once.
Result<void> take_report(storage::Transaction& tx, std::string_view channel,
                         const aggregators::DeliveryNews& news, const OnFinalFailure& on_final_failure);

}  // namespace kengele::sms
