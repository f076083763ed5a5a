#include "gateway/cases/texts.hpp"

#include <algorithm>

#include "storage/ensure.hpp"

namespace kengele::cases {

using storage::OutboundSms;
using storage::SmsState;
using storage::SmsTemplate;

namespace {

// A phone that answers by itself ("OK, I am driving") would else talk with us for ever.
constexpr int answers_max = 5;
constexpr storage::Millis an_hour = std::chrono::hours{1};

// Texts that answer what the responder sent, and may be sent as often as that.
bool is_answer(SmsTemplate what) {
    return what == SmsTemplate::confirmation || what == SmsTemplate::recorded ||
           what == SmsTemplate::not_open;
}

bool is_alarm(SmsTemplate what) {
    return what == SmsTemplate::alert || what == SmsTemplate::alert_private ||
           what == SmsTemplate::escalation || what == SmsTemplate::desk;
}

// Kept with the row: a retry of an alarm says the same though the report was finished meanwhile.
bool says_incomplete(storage::Transaction& tx, const storage::Alert& alert, SmsTemplate what) {
    if (!is_alarm(what)) return false;
    const auto incident = tx.incident(alert.incident);
    return incident && incident->is_incomplete;
}

bool was_said_often(storage::Transaction& tx, storage::AlertId alert, SmsTemplate what) {
    const auto texts = tx.sms_of_alert(alert);
    const auto since = tx.now() - an_hour;
    return std::ranges::count_if(texts, [&](const OutboundSms& sms) {
               return sms.what == what && sms.created >= since;
           }) >= answers_max;
}

}  // namespace

void text(storage::Transaction& tx, const storage::Alert& alert, storage::Severity severity,
          storage::SmsTemplate what, std::string about) {
    if (is_answer(what) && was_said_often(tx, alert.id, what)) return;
    const auto responder = tx.responder(alert.responder);
    ensure(responder.has_value());
    OutboundSms sms;
    sms.organisation = responder->organisation;
    sms.responder = alert.responder;
    sms.incident = alert.incident;
    sms.alert = alert.id;
    sms.what = what;
    sms.language = responder->language;
    sms.about = says_incomplete(tx, alert, what) ? "incomplete" : std::move(about);
    sms.priority = static_cast<int>(severity);
    sms.created = tx.now();
    sms.not_before = tx.now();
    tx.enqueue(sms);
}

bool take_back(storage::Transaction& tx, storage::AlertId alert) {
    bool has_left = false;
    for (OutboundSms& sms : tx.sms_of_alert(alert)) {
        // To the desk, about this alert: what the desk was to be warned of stays true.
        if (sms.what == storage::SmsTemplate::undone) continue;
        if (sms.state == SmsState::queued) {
            sms.state = SmsState::cancelled;
            tx.change_sms(sms, SmsState::queued, sms.attempt);
            // A row waiting for its second try may have reached the phone at its first.
            has_left = has_left || sms.possible_duplicate;
        } else if (sms.state != SmsState::cancelled && sms.state != SmsState::failed) {
            has_left = true;
        }
    }
    return has_left;
}

}  // namespace kengele::cases
