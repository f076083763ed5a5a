#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "gateway/host/error.hpp"
#include "gateway/world/clock.hpp"
#include "gateway/world/http.hpp"
#include "gateway/world/log.hpp"
#include "storage/result.hpp"

namespace kengele::host {

class HttpLane;
struct HttpShared;

// Listens on one address and answers its requests: one acceptor on each io_context given, which share nothing
// but the handler. Every request passes the gate (http_gate.hpp) first. All limits are absolute times, kept
// by one coarse sweep, so a connection is cut at its limit or up to two sweeps later, never before.
class HttpServer {
public:
    struct Options {
        boost::asio::ip::tcp::endpoint address;  // port 0: any free one
        std::size_t body_bytes_max = 16 * 1024;
        int connections_max = 4096;  // over all io_contexts; then the longest idle one makes room
        world::Millis header_limit{
            5'000};                       // from the first byte (or the connection's begin) to the blank line
        world::Millis body_limit{5'000};  // from there to the last byte
        world::Millis idle_limit{15'000};  // between two requests, and for taking our answer
        world::Millis sweep_interval{500};
    };

    // Since the start, for the metrics.
    struct Counts {
        std::uint64_t accepted = 0;
        std::uint64_t refused_full = 0;  // no place, and nobody idle to make room
        std::uint64_t evicted = 0;       // idle ones that made room
        std::uint64_t cut_at_limit = 0;
        std::uint64_t refused_requests = 0;  // by the gate
        std::uint64_t answered = 0;
        int open = 0;  // connections now
    };

    // The handler, clock and log live until every io_context has been stopped or has run out of work. Several
    // io_contexts each need a thread of their own; the address is then shared by the kernel between them.
    HttpServer(const std::vector<boost::asio::io_context*>& contexts, const Options& options,
               world::HttpHandler& handler, world::Clock& clock, world::Log& log);
    ~HttpServer();

    // Call before the io_contexts run. Errors: address_taken, address_not_here, address_forbidden.
    Result<void> listen();
    std::uint16_t port() const { return port_; }  // the true one, once listening
    std::string url() const;                      // "http://127.0.0.1:8080"

    // Accepts no more and closes idle connections; those at work finish their request. From any thread.
    void stop();
    // After stop(): until the last connection is closed, at most `limit`; the rest is then cut. On any
    // context.
    Task<void> drained(world::Millis limit);

    Counts counts() const;

private:
    std::shared_ptr<HttpShared> shared_;
    std::vector<std::shared_ptr<HttpLane>> lanes_;
    std::uint16_t port_ = 0;
};

// One line why, and how to mend it; `option` is what chooses the address, e.g. "--callbacks ADDR:PORT".
std::string why_not_listening(const boost::asio::ip::tcp::endpoint& address, boost::system::error_code error,
                              std::string_view option);

}  // namespace kengele::host
