#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "gateway/world/clock.hpp"
#include "gateway/world/http.hpp"
#include "storage/model/phone_number.hpp"

namespace kengele::telco {

// Where a provider reaches the gateway.
struct CallbackUrls {
    std::string ussd;
    std::string ussd_end;
    std::string sms;
    std::string dlr;
};

// One call as Africa's Talking tells of it.
struct Call {
    std::string session_id;
    storage::PhoneNumber caller;
    std::string service_code;
    std::string transcript;   // everything typed so far, joined by '*'
    std::string last_answer;  // the gateway's last body, with its CON or END
    int hops = 0;
    world::Millis began{0};  // on the boot-time clock

    // What the provider does with each further answer of the caller.
    void type(std::string_view typed);
};

// What the provider makes of a code that is dialled: "31" of *384*911*31#, when *384*911# leads to the
// gateway; empty for that itself, nothing for another code.
std::optional<std::string> dialled_behind(std::string_view service_code, std::string_view dialled);

// How a call ended: an END was shown, the caller or the network left, or the gateway's answer was no answer.
enum class Ending { success, incomplete, failed };

// What the gateway's answer to a call shows on the handset.
struct Shown {
    bool is_answer = false;  // begins with CON or END and came with 200; otherwise the network says sorry
    bool waits = false;
    std::string text;
};
Shown read_answer(const world::HttpResponse& response);

// The four callbacks of Africa's Talking, byte for byte as its own platform posts them.
world::HttpRequest ussd_callback(const std::string& url, const Call& call);
world::HttpRequest ussd_end_callback(const std::string& url, const Call& call, Ending ending,
                                     world::Millis lasted, world::WallTime now);
world::HttpRequest sms_callback(const std::string& url, std::string_view id, const storage::PhoneNumber& from,
                                std::string_view to, std::string_view text, world::WallTime now);
world::HttpRequest report_callback(const std::string& url, std::string_view id, std::string_view status,
                                   const storage::PhoneNumber& number, std::string_view failure_reason);

}  // namespace kengele::telco
