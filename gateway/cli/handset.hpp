#pragma once

#include <boost/asio/io_context.hpp>
#include <string>
#include <string_view>

#include "gateway/host/http_client.hpp"
#include "gateway/host/journal_log.hpp"
#include "gateway/host/system_clock.hpp"
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

    telco::Shown dial();
    telco::Shown answer(std::string_view typed);
    // Tells the gateway how the call ended.
    void end(telco::Ending ending);

    world::Millis lasted() const { return clock_.read().elapsed - call_.began; }

private:
    telco::Shown exchange();
    Result<world::HttpResponse> send(world::HttpRequest request);

    Line line_;
    host::SystemClock clock_;
    host::JournalLog log_{world::Level::error};
    boost::asio::io_context context_;
    host::HttpClient http_{clock_, log_};
    telco::Call call_;
};

// The screen in a frame, with what it costs on the air and how long the call has lasted.
std::string framed(std::string_view text, world::Millis lasted);

}  // namespace kengele::cli
