#include "gateway/host/http_lane.hpp"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <typeinfo>

namespace kengele::host {
namespace asio = boost::asio;
namespace {

using ReusePort = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;

constexpr int backlog = 4096;
constexpr world::Millis first_pause{100};
constexpr world::Millis longest_pause{500};

int open_reserve() {
    return ::open("/dev/null", O_RDONLY | O_CLOEXEC);
}

bool is_shortage(boost::system::error_code error) {
    return error.value() == EMFILE || error.value() == ENFILE || error.value() == ENOMEM ||
           error.value() == ENOBUFS;
}

boost::system::error_code named(boost::system::error_code error) {
    if (error.value() == EADDRINUSE) return Error::address_taken;
    if (error.value() == EADDRNOTAVAIL) return Error::address_not_here;
    if (error.value() == EACCES) return Error::address_forbidden;
    return error;
}

}  // namespace

HttpLane::HttpLane(asio::io_context& context, std::shared_ptr<HttpShared> shared, int connections_max)
    : context_(context),
      shared_(std::move(shared)),
      connections_max_(connections_max),
      acceptor_(context),
      reserve_(open_reserve()) {}

HttpLane::~HttpLane() {
    if (reserve_ >= 0) ::close(reserve_);
}

Result<void> HttpLane::listen(const asio::ip::tcp::endpoint& address, bool share_port) {
    boost::system::error_code error;
    if (!error) acceptor_.open(address.protocol(), error);
    if (!error) acceptor_.set_option(asio::socket_base::reuse_address(true), error);
    if (!error && share_port) acceptor_.set_option(ReusePort(true), error);
    if (!error) acceptor_.bind(address, error);
    if (!error) acceptor_.listen(backlog, error);
    if (error) return named(error);
    return {};
}

std::uint16_t HttpLane::port() const {
    boost::system::error_code error;
    return acceptor_.local_endpoint(error).port();
}

void HttpLane::start() {
    swept_at_ = shared_->clock.read().elapsed;
    const auto end_deliberately = [this](std::exception_ptr bug) {
        // Without its accept loop or its sweep a lane is deaf or defenceless; a restart is better.
        if (bug) {
            shared_->log.error("a listener failed");
            std::rethrow_exception(bug);
        }
    };
    asio::co_spawn(context_, accept(shared_from_this()), end_deliberately);
    asio::co_spawn(context_, sweep(shared_from_this()), end_deliberately);
}

void HttpLane::stop() {
    stopping_ = true;
    boost::system::error_code ignored;
    acceptor_.close(ignored);
    for (auto& connection : connections_)
        if (connection.is_idle()) connection.cut();
}

void HttpLane::cut_all() {
    for (auto& connection : connections_)
        connection.cut();
}

void HttpLane::move_to_back(HttpConnection& connection) {
    if (!connection.is_linked()) return;  // it has just made room for another
    connections_.splice(connections_.end(), connections_, connections_.iterator_to(connection));
}

world::Millis HttpLane::deadline_after(world::Millis limit) const {
    if (limit == world::Millis::max()) return limit;
    return swept_at_ + shared_->options.sweep_interval + limit;
}

Task<void> HttpLane::accept(std::shared_ptr<HttpLane>) {
    auto pause = first_pause;
    while (!stopping_) {
        TcpSocket socket(context_);
        const auto [error] = co_await acceptor_.async_accept(socket, asio::as_tuple(use_task));
        if (!error) {
            pause = first_pause;
            take_in(std::move(socket));
        } else if (is_shortage(error)) {
            // Asking again at once would burn a processor: the client stays in the kernel's queue.
            shared_->log.warning("no descriptor or memory left for a connection");
            turn_one_away();
            co_await shared_->clock.sleep(pause);
            pause = std::min(pause * 2, longest_pause);
        } else if (!stopping_ && error != asio::error::connection_aborted) {
            shared_->log.warning("a connection could not be accepted", {{"error", error.message()}});
            co_await shared_->clock.sleep(first_pause);
        }
    }
}

void HttpLane::take_in(TcpSocket socket) {
    if (open_ >= connections_max_ && !make_room()) {
        ++shared_->refused_full;
        return;
    }
    boost::system::error_code ignored;
    socket.set_option(asio::ip::tcp::no_delay(true), ignored);
    socket.non_blocking(true, ignored);
    ++shared_->accepted;
    asio::co_spawn(context_, serve(shared_from_this(), std::move(socket)),
                   [self = shared_from_this()](std::exception_ptr bug) {
                       if (bug) self->shared_->log.error("a connection failed");
                   });
}

Task<void> HttpLane::serve(std::shared_ptr<HttpLane> self, TcpSocket socket) {
    // Counted for as long as the connection lives, however it ends.
    struct Place {
        HttpLane& lane;
        explicit Place(HttpLane& of) : lane(of) { ++lane.open_, ++lane.shared_->open; }
        ~Place() { --lane.open_, --lane.shared_->open; }
    } place(*self);
    HttpConnection connection(std::move(socket), *shared_, *this);
    connections_.push_back(connection);
    co_await connection.run();
}

// Slow clients must not keep the others out, so the one that has waited longest without a whole request goes.
bool HttpLane::make_room() {
    const auto eldest =
        std::ranges::find_if(connections_, [](const HttpConnection& c) { return c.is_waiting(); });
    if (eldest == connections_.end()) return false;
    ++shared_->evicted;
    eldest->cut();
    connections_.erase(eldest);
    return true;
}

// With no descriptor left the client would wait in the queue until it gives up. One kept in reserve lets us
// close its connection now, so that it may try elsewhere.
void HttpLane::turn_one_away() {
    if (reserve_ < 0) return;
    ::close(reserve_);
    const int client = ::accept4(acceptor_.native_handle(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (client >= 0) ::close(client);
    reserve_ = open_reserve();
}

Task<void> HttpLane::sweep(std::shared_ptr<HttpLane>) {
    while (!stopping_ || !connections_.empty()) {
        co_await shared_->clock.sleep(shared_->options.sweep_interval);
        swept_at_ = shared_->clock.read().elapsed;
        for (auto& connection : connections_) {
            if (connection.deadline() > swept_at_) continue;
            ++shared_->cut_at_limit;
            connection.cut();
        }
    }
}

}  // namespace kengele::host
