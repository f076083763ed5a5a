#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "gateway/aggregators/error.hpp"
#include "gateway/world/http.hpp"
#include "menus/screen.hpp"
#include "storage/model/outbound_sms.hpp"
#include "storage/model/phone_number.hpp"
#include "storage/model/private_text.hpp"
#include "storage/model/time.hpp"
#include "storage/result.hpp"

namespace kengele::aggregators {

// One exchange of a call. `transcript` is everything typed since the call began, joined by the provider with
// '*'.
struct UssdTurn {
    std::string session_id;
    storage::PhoneNumber caller;
    std::string service_code;
    std::string network;  // "63902"; may be empty or unknown
    storage::PrivateText transcript;
};

// The provider's word that a call is over.
struct UssdEnd {
    std::string session_id;
    storage::PhoneNumber caller;
    bool reached_the_end = false;  // status Success: the last screen was shown
    // Whether the last screen the provider had from us waited for an answer; nothing when it does not say.
    std::optional<bool> last_screen_waited;
};

struct InboundSms {
    std::string id;  // the provider's message id; empty when it gave none
    storage::PhoneNumber sender;
    storage::PrivateText text;
    std::string network;
    // When it was sent, by the provider's clock; nothing when that was not told or cannot be read.
    std::optional<storage::WallTime> sent{};
};

struct DeliveryNews {
    std::string id;  // the provider's message id
    storage::DeliveryReport::State state = storage::DeliveryReport::State::underway;
    std::string reason;  // the provider's word, for the alert's history
};

using Inbound = std::variant<UssdTurn, UssdEnd, InboundSms, DeliveryNews>;

// Which callback address a request came to: .../ussd, .../ussd-end, .../sms, .../dlr
enum class Callback { ussd, ussd_end, sms, dlr };

struct OutgoingText {
    storage::PhoneNumber to;
    storage::PrivateText text;
};

// What the provider said of one send.
struct SendReceipt {
    std::string provider_id;
};

// Translates between one provider's wire and our words. Opens no socket, keeps no state.
class Aggregator {
public:
    virtual ~Aggregator() = default;

    // Errors: bad_request (missing field, wrong content type), not_a_subscriber (short code or name: say
    // nothing back).
    virtual Result<Inbound> read(Callback callback, const world::HttpRequest& request) const = 0;

    virtual world::HttpResponse reply(const menus::Screen& screen) const = 0;
    // What this provider takes for "got it, do not repeat"; also for what we do not understand.
    virtual world::HttpResponse received() const = 0;

    virtual world::HttpRequest sms_request(const OutgoingText& sms) const = 0;
    // Errors: refused (final), try_again, try_once_more, no_credit (try again, tell the operator),
    // unknown_outcome.
    virtual Result<SendReceipt> sms_outcome(const OutgoingText& sms,
                                            const world::HttpResponse& response) const = 0;
};

}  // namespace kengele::aggregators
