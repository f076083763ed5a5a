#include "gateway/incoming_text.hpp"

#include "gateway/sms/inbox.hpp"
#include "gateway/ussd/conversation.hpp"

namespace kengele::gateway {
namespace {

bool is_for_alerts(storage::Transaction& tx, const storage::Responder& responder,
                   const ussd::Conversation& conversation, const aggregators::InboundSms& sms) {
    const auto begins = conversation.begins();
    if (begins && begins->is_alone) return false;
    return sms::is_answer_to_alerts(
        tx, responder, sms,
        conversation.is_open() ? std::optional{conversation.last_screen()} : std::nullopt);
}

}  // namespace

Result<void> take_text(storage::Transaction& tx, const ussd::Exchange& exchange, const cases::Rules& rules,
                       const aggregators::InboundSms& sms) {
    const sms::InboxContext inbox{exchange.channel, exchange.ring, rules};
    ussd::Conversation conversation{tx, exchange, sms};
    if (!conversation.is_meant()) return sms::take_sms(tx, inbox, sms);
    const auto responder = tx.responder_of_phone(exchange.ring.number_tag(sms.sender));
    if (responder && is_for_alerts(tx, *responder, conversation, sms)) return sms::take_sms(tx, inbox, sms);
    // A responder's repeat without an id must be known as one by both, whoever took it first.
    const bool is_new = responder ? sms::is_new(tx, inbox, sms) : conversation.is_new();
    if (is_new) conversation.take();
    return {};
}

}  // namespace kengele::gateway
