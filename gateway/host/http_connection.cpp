#include "gateway/host/http_connection.hpp"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/write.hpp>
#include <exception>
#include <typeinfo>

#include "gateway/host/http_lane.hpp"
#include "gateway/host/http_parser.hpp"
#include "gateway/host/http_writer.hpp"
#include "storage/ensure.hpp"

namespace kengele::host {
namespace {

// Fits a usual request whole; grows for the few that are longer.
constexpr std::size_t first_room = 1024;
// More than this is given back between requests, or thousands of idle connections would hold it.
constexpr std::size_t kept_room = 4 * 1024;

// How much of what a refused client still sends is read away, so that it gets to see our answer.
constexpr std::size_t discarded_max = 1024 * 1024;
constexpr world::Millis leaving_limit{1'000};

constexpr auto as_result = boost::asio::as_tuple(use_task);

}  // namespace

HttpShared::HttpShared(const HttpServer::Options& chosen, world::HttpHandler& answers, world::Clock& time,
                       world::Log& journal)
    : options(chosen),
      gate{.body_bytes_max = chosen.body_bytes_max},
      handler(answers),
      clock(time),
      log(journal) {}

HttpConnection::HttpConnection(TcpSocket socket, HttpShared& shared, HttpLane& lane)
    : socket_(std::move(socket)), shared_(shared), lane_(lane), incoming_(first_room, '\0') {}

Task<void> HttpConnection::run() {
    // A client that connects and says nothing gets no longer than one that begins slowly.
    enter(Phase::header, shared_.options.header_limit);
    for (;;) {
        const auto header_bytes = co_await read_header();
        if (header_bytes == 0) co_return;
        const auto verdict = judge(std::string_view{incoming_}.substr(0, header_bytes), shared_.gate);
        if (const auto* refusal = std::get_if<Refusal>(&verdict)) {
            co_await refuse(*refusal);
            co_return;
        }
        const auto& passed = std::get<Passed>(verdict);
        const auto request_bytes = header_bytes + passed.body_bytes;
        if (filled_ < request_bytes) {
            enter(Phase::body, shared_.options.body_limit);
            if (!co_await read_body(request_bytes)) co_return;
        }
        if (!co_await answer(request_bytes, passed)) co_return;
        if (incoming_.size() > kept_room) std::string(first_room, '\0').swap(incoming_);
        enter(Phase::idle, shared_.options.idle_limit);
    }
}

void HttpConnection::cut() {
    boost::system::error_code ignored;
    socket_.close(ignored);
}

Task<std::size_t> HttpConnection::read_header() {
    std::size_t searched = 0;
    for (;;) {
        const std::string_view received{incoming_.data(), filled_};
        if (const auto end = header_end(received, searched)) co_return end;
        // Too long already: the gate will say so.
        if (filled_ > shared_.gate.header_bytes_max) co_return filled_;
        searched = filled_;
        if (!co_await read_some()) co_return 0;
        if (phase_ == Phase::idle) enter(Phase::header, shared_.options.header_limit);
    }
}

Task<bool> HttpConnection::read_body(std::size_t request_bytes) {
    if (incoming_.size() < request_bytes) incoming_.resize(request_bytes);
    bool goes_on = true;
    while (goes_on && filled_ < request_bytes)
        goes_on = co_await read_some();
    co_return goes_on;
}

Task<bool> HttpConnection::read_some() {
    if (filled_ == incoming_.size()) incoming_.resize(incoming_.size() * 2);
    const auto room = boost::asio::buffer(incoming_.data() + filled_, incoming_.size() - filled_);
    const auto [error, bytes] = co_await socket_.async_read_some(room, as_result);
    filled_ += bytes;
    co_return !error;
}

Task<bool> HttpConnection::answer(std::size_t request_bytes, const Passed& passed) {
    auto request =
        parse_request(std::string_view{incoming_}.substr(0, request_bytes), shared_.options.body_bytes_max);
    if (!request) {
        co_await refuse({400, "the request is malformed"});
        co_return false;
    }
    // A page is asked for its head as for itself; only the body stays here.
    if (passed.is_head) request->method = "GET";
    enter(Phase::handler, world::Millis::max());
    const auto response = co_await ask_handler(std::move(*request));

    // Bytes after the request are either a pipelined one, which no client of ours sends, or an attempt to
    // hide one.
    const bool has_more = filled_ > request_bytes;
    const bool is_last = !passed.keep_alive || has_more || lane_.is_stopping();
    filled_ -= request_bytes;
    outgoing_.clear();
    write_response(response, {.is_last = is_last, .is_old = passed.is_old, .is_head = passed.is_head},
                   outgoing_);
    ++shared_.answered;
    if (!co_await write_outgoing()) co_return false;
    if (has_more) co_await leave();
    co_return !is_last;
}

Task<world::HttpResponse> HttpConnection::ask_handler(world::HttpRequest request) {
    try {
        auto response = co_await shared_.handler.handle(std::move(request));
        ensure(is_writable(response));
        co_return response;
    } catch (const std::exception& bug) {
        // Its text could hold what a caller said; its type cannot.
        shared_.log.error("a request failed", {{"exception", typeid(bug).name()}});
    } catch (...) {
        shared_.log.error("a request failed");
    }
    co_return world::HttpResponse::text(500, "Internal error\n");
}

Task<void> HttpConnection::refuse(const Refusal& refusal) {
    ++shared_.refused_requests;
    outgoing_.clear();
    auto response = world::HttpResponse::text(refusal.status, std::string{refusal.reason} + "\n");
    if (refusal.status == 405) response.headers.push_back({"Allow", "GET, HEAD, POST"});
    write_response(response, {.is_last = true}, outgoing_);
    if (co_await write_outgoing()) co_await leave();
}

Task<bool> HttpConnection::write_outgoing() {
    enter(Phase::answer, shared_.options.idle_limit);
    // Nearly always the kernel takes it all at once; then there is nothing to wait for.
    boost::system::error_code error;
    const auto written = socket_.write_some(boost::asio::buffer(outgoing_), error);
    if (!error && written == outgoing_.size()) co_return true;
    if (error && error != boost::asio::error::would_block) co_return false;
    const auto rest = boost::asio::buffer(outgoing_) + written;
    const auto [late_error, bytes] = co_await boost::asio::async_write(socket_, rest, as_result);
    co_return !late_error;
}

// Closing with unread bytes would reset the connection and could take our answer away from the client, so
// what it still sends is read away for a moment.
Task<void> HttpConnection::leave() {
    boost::system::error_code ignored;
    socket_.shutdown(boost::asio::socket_base::shutdown_send, ignored);
    enter(Phase::leaving, leaving_limit);
    filled_ = 0;
    for (std::size_t discarded = 0; discarded < discarded_max; discarded += filled_) {
        filled_ = 0;
        if (!co_await read_some()) break;
    }
}

void HttpConnection::enter(Phase phase, world::Millis limit) {
    phase_ = phase;
    deadline_ = lane_.deadline_after(limit);
    if (phase == Phase::idle) lane_.move_to_back(*this);
}

}  // namespace kengele::host
