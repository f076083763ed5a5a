// The yardstick: a bare Beast server in callback style on a concrete executor, one thread, that answers every
// request with the same screen. It prints its port and runs until it is killed.
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <cstdio>
#include <memory>
#include <optional>

namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<asio::ip::tcp, Executor>;
using Acceptor = asio::basic_socket_acceptor<asio::ip::tcp, Executor>;

// As long as a usual screen of the product.
constexpr auto screen =
    "CON Kengele. What do you report?\n1 Fire\n2 Crime, violence\n3 Medical\n4 Water, road, light\n5 "
    "Alcohol, "
    "drugs\n6 Missing child\n98 More";

class Session : public std::enable_shared_from_this<Session> {
public:
    explicit Session(Socket socket) : socket_(std::move(socket)) {}

    void read() {
        request_ = {};
        http::async_read(socket_, buffer_, request_,
                         [self = shared_from_this()](boost::system::error_code error, std::size_t) {
                             if (!error) self->answer();
                         });
    }

private:
    void answer() {
        response_.emplace(http::status::ok, request_.version());
        response_->set(http::field::content_type, "text/plain");
        response_->keep_alive(request_.keep_alive());
        response_->body() = screen;
        response_->prepare_payload();
        http::async_write(socket_, *response_,
                          [self = shared_from_this()](boost::system::error_code error, std::size_t) {
                              if (!error && self->response_->keep_alive()) self->read();
                          });
    }

    Socket socket_;
    boost::beast::flat_buffer buffer_;
    http::request<http::string_body> request_;
    std::optional<http::response<http::string_body>> response_;
};

void accept(Acceptor& acceptor) {
    acceptor.async_accept([&acceptor](boost::system::error_code error, Socket socket) {
        if (!error) {
            socket.set_option(asio::ip::tcp::no_delay(true));
            std::make_shared<Session>(std::move(socket))->read();
        }
        accept(acceptor);
    });
}

}  // namespace

int main() {
    asio::io_context context(1);
    Acceptor acceptor(context, {asio::ip::make_address("127.0.0.1"), 0});
    std::printf("%d\n", acceptor.local_endpoint().port());
    std::fflush(stdout);
    accept(acceptor);
    context.run();
}
