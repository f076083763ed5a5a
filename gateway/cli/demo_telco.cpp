#include "gateway/cli/demo_telco.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

namespace kengele::cli {

DemoTelco::DemoTelco(telco::Settings settings, std::uint16_t port, world::Log& log)
    : log_(log), http_(clock_, log), telco_(std::move(settings), http_, clock_, random_) {
    for (const std::uint16_t wished : {port, std::uint16_t{0}}) {
        host::HttpServer::Options options;
        options.address = {boost::asio::ip::address_v4::loopback(), wished};
        options.connections_max = 64;
        server_ = std::make_unique<host::HttpServer>(std::vector{&context_}, options, telco_, clock_, log_);
        const auto heard = server_->listen();
        if (heard) return;
        if (wished == 0)
            throw Refused(host::why_not_listening(options.address, heard.error(), "the demo's network"));
    }
}

DemoTelco::~DemoTelco() = default;

void DemoTelco::start(telco::CallbackUrls urls) {
    telco_.connect(std::move(urls));
    boost::asio::co_spawn(context_, telco_.run(), boost::asio::detached);
    threads_ = std::make_unique<host::IoThreads>(log_);
    threads_->start("telco", context_);
}

}  // namespace kengele::cli
