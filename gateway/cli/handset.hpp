#pragma once

#include <string>
#include <string_view>

#include "gateway/cli/wire.hpp"
#include "gateway/telco/callbacks.hpp"

namespace kengele::cli {

// One call to a running gateway, made exactly as the aggregator makes it, one answer at a time.
class Handset {
public:
    struct Line {
        std::string ussd_url;
        std::string ussd_end_url;
        std::string service_code;
    };

    Handset(Line line, storage::PhoneNumber number);

    // The plain code, or with digits behind it: "31" for *384*911*31#.
    telco::Shown dial(const std::string& behind = {});
    telco::Shown answer(std::string_view typed);
    // Tells the gateway how the call ended.
    void end(telco::Ending ending);

    world::Millis lasted() const { return wire_.clock().read().elapsed - call_.began; }

private:
    telco::Shown exchange();

    Line line_;
    Wire wire_;
    telco::Call call_;
};

// The screen in a frame, with what it costs on the air and how long the call has lasted.
std::string framed(std::string_view text, world::Millis lasted);
// With these words below it.
std::string framed_over(std::string_view text, const std::string& words);

}  // namespace kengele::cli
