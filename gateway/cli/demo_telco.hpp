#pragma once

#include <boost/asio/io_context.hpp>
#include <memory>
#include <string>

#include "gateway/cli/folder.hpp"
#include "gateway/host/http_client.hpp"
#include "gateway/host/http_server.hpp"
#include "gateway/host/io_threads.hpp"
#include "gateway/host/system_clock.hpp"
#include "gateway/host/system_random.hpp"
#include "gateway/telco/telco.hpp"

namespace kengele::cli {

// The pretended network beside the service: its own thread and listener, real loopback HTTP both ways.
class DemoTelco {
public:
    // Listens on the wished port of this machine, or on a free one where that is taken or 0. Throws Refused.
    DemoTelco(telco::Settings settings, std::uint16_t port, world::Log& log);
    ~DemoTelco();

    std::string url() const { return server_->url(); }
    void start(telco::CallbackUrls urls);

private:
    world::Log& log_;
    host::SystemClock clock_;
    host::SystemRandom random_;
    boost::asio::io_context context_;
    host::HttpClient http_;
    telco::Telco telco_;
    std::unique_ptr<host::HttpServer> server_;
    std::unique_ptr<host::IoThreads> threads_;
};

}  // namespace kengele::cli
