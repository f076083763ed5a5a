#pragma once

#include <boost/asio/basic_socket_acceptor.hpp>
#include <memory>

#include "gateway/host/http_connection.hpp"

namespace kengele::host {

// What one io_context does for a server: accepts, keeps the deadlines, knows its connections. Coroutines hold
// it alive.
class HttpLane : public std::enable_shared_from_this<HttpLane> {
public:
    HttpLane(boost::asio::io_context& context, std::shared_ptr<HttpShared> shared, int connections_max);
    ~HttpLane();

    HttpLane(const HttpLane&) = delete;
    HttpLane& operator=(const HttpLane&) = delete;

    // `share_port`: other lanes listen on the same address, and the kernel deals connections out.
    Result<void> listen(const boost::asio::ip::tcp::endpoint& address, bool share_port);
    std::uint16_t port() const;
    void start();

    // On this lane's thread only:
    void stop();
    void cut_all();
    bool is_stopping() const { return stopping_; }
    void move_to_back(HttpConnection& connection);
    // When a wait that begins now is over. The time is that of the last sweep, so no request reads a clock.
    world::Millis deadline_after(world::Millis limit) const;

    boost::asio::io_context& context() { return context_; }

private:
    using Acceptor =
        boost::asio::basic_socket_acceptor<boost::asio::ip::tcp, boost::asio::io_context::executor_type>;
    using Connections = boost::intrusive::list<HttpConnection, boost::intrusive::constant_time_size<false>>;

    // Each is given what keeps this alive for as long as it runs.
    Task<void> accept(std::shared_ptr<HttpLane> self);
    Task<void> serve(std::shared_ptr<HttpLane> self, TcpSocket socket);
    Task<void> sweep(std::shared_ptr<HttpLane> self);
    void take_in(TcpSocket socket);
    bool make_room();
    void turn_one_away();

    boost::asio::io_context& context_;
    std::shared_ptr<HttpShared> shared_;
    const int connections_max_;
    Acceptor acceptor_;
    Connections connections_;
    int open_ = 0;
    bool stopping_ = false;
    world::Millis swept_at_{0};
    int reserve_;  // a descriptor to give up when there are no more, so that a client can be turned away
};

}  // namespace kengele::host
