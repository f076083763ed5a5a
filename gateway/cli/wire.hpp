#pragma once

#include <boost/asio/io_context.hpp>

#include "gateway/host/http_client.hpp"
#include "gateway/host/journal_log.hpp"
#include "gateway/host/system_clock.hpp"

namespace kengele::cli {

// One request after the other, each waited for: all that a command with a person at it needs.
class Wire {
public:
    Result<world::HttpResponse> send(world::HttpRequest request, world::Millis limit);
    void wait(world::Millis time);

    const world::Clock& clock() const { return clock_; }

private:
    host::SystemClock clock_;
    host::JournalLog log_{world::Level::error};
    boost::asio::io_context context_;
    host::HttpClient http_{clock_, log_};
};

}  // namespace kengele::cli
