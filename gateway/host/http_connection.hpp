#pragma once

#include <atomic>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/intrusive/list.hpp>
#include <string>

#include "gateway/host/http_gate.hpp"
#include "gateway/host/http_server.hpp"

namespace kengele::host {

using TcpSocket =
    boost::asio::basic_stream_socket<boost::asio::ip::tcp, boost::asio::io_context::executor_type>;

// What all connections of one server share; every io thread touches the counters.
struct HttpShared {
    HttpShared(const HttpServer::Options& chosen, world::HttpHandler& answers, world::Clock& time,
               world::Log& journal);

    const HttpServer::Options options;
    const GateLimits gate;
    world::HttpHandler& handler;
    world::Clock& clock;
    world::Log& log;

    std::atomic<std::uint64_t> accepted = 0;
    std::atomic<std::uint64_t> refused_full = 0;
    std::atomic<std::uint64_t> evicted = 0;
    std::atomic<std::uint64_t> cut_at_limit = 0;
    std::atomic<std::uint64_t> refused_requests = 0;
    std::atomic<std::uint64_t> answered = 0;
    std::atomic<int> open = 0;
};

// One client's connection: read a request, judge it, have it answered, and again. It stays on one io_context
// and in the list of its lane, where those waiting longest for a request come first.
class HttpConnection
    : public boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
public:
    HttpConnection(TcpSocket socket, HttpShared& shared, HttpLane& lane);

    Task<void> run();

    // Has given us nothing whole to work on, so it may be closed to make room.
    bool is_waiting() const { return phase_ == Phase::idle || phase_ == Phase::header; }
    bool is_idle() const { return phase_ == Phase::idle; }
    world::Millis deadline() const { return deadline_; }
    void cut();  // whatever it waits for ends with an error

private:
    enum class Phase { idle, header, body, handler, answer, leaving };

    Task<std::size_t> read_header();  // bytes to judge; 0 when the client left or was cut
    Task<bool> read_body(std::size_t request_bytes);
    Task<bool> read_some();
    Task<bool> answer(std::size_t request_bytes, const Passed& passed);  // false: was the last one
    Task<world::HttpResponse> ask_handler(world::HttpRequest request);
    Task<void> refuse(const Refusal& refusal);
    Task<bool> write_outgoing();
    Task<void> leave();
    void enter(Phase phase, world::Millis limit);

    TcpSocket socket_;
    HttpShared& shared_;
    HttpLane& lane_;
    Phase phase_ = Phase::idle;
    world::Millis deadline_ = world::Millis::max();
    std::string incoming_;    // its size is the room there is
    std::size_t filled_ = 0;  // bytes received and not yet answered
    std::string outgoing_;
};

}  // namespace kengele::host
