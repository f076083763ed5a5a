#include "gateway/host/client_connection.hpp"

#include <sys/socket.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/ip/basic_resolver.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/write.hpp>

namespace kengele::host {
namespace asio = boost::asio;
namespace {

using tcp = asio::ip::tcp;
using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<tcp, Executor>;
using Resolver = asio::ip::basic_resolver<tcp, Executor>;
using Timer = asio::basic_waitable_timer<std::chrono::steady_clock,
                                         asio::wait_traits<std::chrono::steady_clock>, Executor>;

constexpr auto as_result = asio::as_tuple(use_task);

bool is_quiet_socket(Socket& socket) {
    char byte = 0;
    const auto got = ::recv(socket.native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    return got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
}

class PlainConnection final : public ClientConnection {
public:
    explicit PlainConnection(Socket socket) : socket_(std::move(socket)) {}

    Task<Moved> write(std::string_view bytes) override {
        const auto [error, moved] = co_await asio::async_write(socket_, asio::buffer(bytes), as_result);
        co_return Moved{error, moved};
    }

    Task<Moved> read(std::span<char> room) override {
        const auto [error, moved] =
            co_await socket_.async_read_some(asio::buffer(room.data(), room.size()), as_result);
        co_return Moved{error, moved};
    }

    bool is_quiet() override { return is_quiet_socket(socket_); }

private:
    Socket socket_;
};

class TlsConnection final : public ClientConnection {
public:
    TlsConnection(Socket socket, asio::ssl::context& tls) : stream_(std::move(socket), tls) {}

    Task<boost::system::error_code> shake_hands(const std::string& host) {
        stream_.set_verify_mode(asio::ssl::verify_peer);
        stream_.set_verify_callback(asio::ssl::host_name_verification(host));
        // Servers of many names choose their certificate by this one; an address is no name.
        boost::system::error_code is_no_address;
        asio::ip::make_address(host, is_no_address);
        if (is_no_address) SSL_set_tlsext_host_name(stream_.native_handle(), host.c_str());
        const auto [error] = co_await stream_.async_handshake(asio::ssl::stream_base::client, as_result);
        co_return error;
    }

    Task<Moved> write(std::string_view bytes) override {
        const auto [error, moved] = co_await asio::async_write(stream_, asio::buffer(bytes), as_result);
        co_return Moved{error, moved};
    }

    Task<Moved> read(std::span<char> room) override {
        const auto [error, moved] =
            co_await stream_.async_read_some(asio::buffer(room.data(), room.size()), as_result);
        co_return Moved{error, moved};
    }

    // Session tickets may wait in the socket; they only cost this connection its second use.
    bool is_quiet() override { return is_quiet_socket(stream_.next_layer()); }

private:
    asio::ssl::stream<Socket> stream_;
};

// A look-up cannot be cancelled while the system's resolver has it, and may take longer than our limit. So it
// fills a place of its own, which whoever waits may leave behind.
struct LookUp {
    explicit LookUp(const Executor& executor) : resolver(executor), bell(executor) {
        bell.expires_at(std::chrono::steady_clock::time_point::max());
    }

    Resolver resolver;
    Timer bell;
    boost::system::error_code error = asio::error::operation_aborted;
    tcp::resolver::results_type found;
};

Task<Result<tcp::resolver::results_type>> look_up(const world::WebAddress& address, Executor executor) {
    const auto port = std::to_string(address.port);
    boost::system::error_code is_name;
    const auto number = asio::ip::make_address(address.host, is_name);
    if (!is_name)
        co_return tcp::resolver::results_type::create(tcp::endpoint{number, address.port}, address.host,
                                                      port);

    const auto place = std::make_shared<LookUp>(executor);
    place->resolver.async_resolve(address.host, port, [place](auto error, auto found) {
        place->error = error;
        place->found = std::move(found);
        place->bell.cancel();
    });
    co_await place->bell.async_wait(as_result);
    if (place->error) co_return place->error;
    co_return place->found;
}

}  // namespace

Task<Result<std::unique_ptr<ClientConnection>>> open_connection(const world::WebAddress& address,
                                                                asio::ssl::context& tls) {
    const Executor executor = co_await asio::this_coro::executor;
    const auto found = co_await look_up(address, executor);
    if (!found) co_return found.error();

    Socket socket(executor);
    const auto [error, endpoint] = co_await asio::async_connect(socket, *found, as_result);
    if (error) co_return error;
    boost::system::error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    if (!address.tls) co_return std::make_unique<PlainConnection>(std::move(socket));

    auto secured = std::make_unique<TlsConnection>(std::move(socket), tls);
    if (const auto refused = co_await secured->shake_hands(address.host)) co_return refused;
    co_return secured;
}

}  // namespace kengele::host
