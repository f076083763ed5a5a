#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "storage/model/bytes.hpp"
#include "storage/model/ids.hpp"
#include "storage/model/time.hpp"

namespace kengele::storage {

// queued -> claimed -> accepted -> delivered; claimed -> queued again (after a failure worth a retry, or an
// unknown outcome, which marks it possible_duplicate); any of them -> failed; queued -> cancelled.
enum class SmsState { queued, claimed, accepted, delivered, failed, cancelled };

// Which text to make (gateway/sms/texts.hpp).
enum class SmsTemplate {
    alert,
    alert_private,
    escalation,
    desk,          // to the operations desk
    confirmation,  // "you have case ..., NO undoes"
    taken,         // "taken by {about}"
    also_going,    // "{about} is also going"
    undone,        // to the desk: an acceptance was undone
    not_open,      // the code's alert is over; `about` says how
    ask_which,     // a bare answer that may mean several alerts, or a P1
    not_understood,
    recorded,      // on the way, arrived, resolved, cannot: `about` says which
    disputed,      // to the former holder's next rung: the reporter says nobody came
    accept_again,  // an acceptance that did not count: `about` is the fresh code to repeat it with
    added,         // the reporter went on with a report that had broken off: `about` is the urgency told now
    wrong_pins,    // somebody tried to dial in as this responder: `about` is for how many minutes nobody can
    screen,        // to a caller who texts: the whole text lies sealed beside the row (caller_text.hpp)
};

// `about` of a screen that says that a report was filed.
inline constexpr std::string_view filed_screen = "filed";

// One text to one responder, or to a caller who texts. It holds what the text is made of, never the text:
// that is made when the row is claimed and is the same at every retry.
struct OutboundSms {
    SmsId id;
    OrganisationId organisation = the_deployment;
    ResponderId responder;  // zero for a caller
    IncidentId incident;    // zero where no case is meant
    AlertId alert;          // zero where no alert is meant
    SmsTemplate what = SmsTemplate::alert;
    std::string language;
    std::string about;  // a role key or word that the template fills in; never anything of a reporter
    int priority = 3;   // 1 life in danger ... 4; lower goes first
    ServiceTime created;
    ServiceTime not_before;
    SmsState state = SmsState::queued;
    int attempts = 0;
    Key128 attempt{};  // of the last claim
    ServiceTime lease_until;
    bool possible_duplicate = false;
    std::string channel;      // that carried it
    std::string provider_id;  // the aggregator's message id
    std::string failure;      // the provider's reason word for a final refusal
};

// A delivery report as a provider told it, in our words; `is_final` states are never replaced by others.
struct DeliveryReport {
    std::string channel;
    std::string provider_id;
    enum class State { underway, delivered, failed } state = State::underway;
    std::string reason;
    ServiceTime at;
};

}  // namespace kengele::storage
