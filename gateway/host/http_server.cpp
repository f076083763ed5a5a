#include "gateway/host/http_server.hpp"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <sstream>

#include "gateway/host/http_lane.hpp"
#include "storage/ensure.hpp"

namespace kengele::host {
namespace asio = boost::asio;
namespace {

constexpr world::Millis drain_look{10};

std::string shown(const asio::ip::tcp::endpoint& address) {
    std::ostringstream text;
    text << address;
    return text.str();
}

}  // namespace

HttpServer::HttpServer(const std::vector<asio::io_context*>& contexts, const Options& options,
                       world::HttpHandler& handler, world::Clock& clock, world::Log& log)
    : shared_(std::make_shared<HttpShared>(options, handler, clock, log)) {
    ensure(!contexts.empty());
    const int each = std::max(1, options.connections_max / static_cast<int>(contexts.size()));
    for (auto* context : contexts)
        lanes_.push_back(std::make_shared<HttpLane>(*context, shared_, each));
}

HttpServer::~HttpServer() = default;

Result<void> HttpServer::listen() {
    auto address = shared_->options.address;
    const bool share_port = lanes_.size() > 1;
    if (share_port) {
        // A second instance that shares ports as well would be dealt half of our callers without anybody
        // noticing; a first bind without sharing refuses it.
        asio::io_context nothing;
        HttpLane probe(nothing, shared_, 1);
        if (const auto bound = probe.listen(address, false); !bound) return bound;
        address.port(probe.port());
    }
    for (auto& lane : lanes_) {
        if (const auto bound = lane->listen(address, share_port); !bound) return bound;
        address.port(lane->port());
    }
    port_ = address.port();
    for (auto& lane : lanes_)
        lane->start();
    return {};
}

std::string HttpServer::url() const {
    return "http://" + shown({shared_->options.address.address(), port()});
}

void HttpServer::stop() {
    for (auto& lane : lanes_)
        asio::post(lane->context(), [lane] { lane->stop(); });
}

Task<void> HttpServer::drained(world::Millis limit) {
    for (world::Millis waited{0}; waited < limit && shared_->open > 0; waited += drain_look)
        co_await shared_->clock.sleep(drain_look);
    for (auto& lane : lanes_)
        asio::post(lane->context(), [lane] { lane->cut_all(); });
}

HttpServer::Counts HttpServer::counts() const {
    return {.accepted = shared_->accepted,
            .refused_full = shared_->refused_full,
            .evicted = shared_->evicted,
            .cut_at_limit = shared_->cut_at_limit,
            .refused_requests = shared_->refused_requests,
            .answered = shared_->answered,
            .open = shared_->open};
}

std::string why_not_listening(const asio::ip::tcp::endpoint& address, boost::system::error_code error,
                              std::string_view option) {
    const std::string where = shown(address);
    const std::string choose = "; choose another with " + std::string{option};
    if (error == Error::address_taken) return where + " is taken by another program" + choose;
    if (error == Error::address_not_here) return where + " is not an address of this machine" + choose;
    if (error == Error::address_forbidden)
        return where + " may not be listened on (ports below 1024 need a right of their own)" + choose;
    return where + " cannot be listened on: " + error.message() + choose;
}

}  // namespace kengele::host
