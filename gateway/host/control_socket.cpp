#include "gateway/host/control_socket.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>
#include <chrono>
#include <optional>
#include <typeinfo>

#include "gateway/host/descriptor.hpp"
#include "gateway/host/person.hpp"
#include "gateway/world/within.hpp"

namespace kengele::host {
namespace asio = boost::asio;
namespace fs = std::filesystem;
namespace {

using Local = asio::local::stream_protocol;
using Executor = asio::io_context::executor_type;
using LocalSocket = asio::basic_stream_socket<Local, Executor>;
using std::chrono::steady_clock;

// Room for an import of every place of a country.
constexpr std::size_t line_bytes_max = 16 * 1024 * 1024;
constexpr world::Millis ask_limit{10'000};

fs::path socket_file(const fs::path& folder) {
    return folder / "control.sock";
}

std::optional<ucred> peer_of(int socket) {
    ucred peer{};
    socklen_t size = sizeof peer;
    if (::getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0) return std::nullopt;
    return peer;
}

bool is_of_this_user(int socket) {
    const auto peer = peer_of(socket);
    return peer && peer->uid == ::geteuid();
}

// A socket's name has 107 bytes, a folder's path may have more; through an open folder any path is short.
class ShortPath {
public:
    explicit ShortPath(const fs::path& folder)
        : folder_(::open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC)) {}

    explicit operator bool() const { return static_cast<bool>(folder_); }
    std::string socket() const {
        return "/proc/self/fd/" + std::to_string(folder_.number()) + "/control.sock";
    }

private:
    Descriptor folder_;
};

}  // namespace

class ControlSocket::Server : public std::enable_shared_from_this<Server> {
public:
    Server(asio::io_context& context, Answer answer, world::Clock& clock, world::Log& log)
        : context_(context), acceptor_(context), answer_(std::move(answer)), clock_(clock), log_(log) {}

    Result<void> listen(const fs::path& folder) {
        const ShortPath path(folder);
        if (!path) return last_error();
        ::unlink(path.socket().c_str());
        boost::system::error_code error;
        acceptor_.open(Local{}, error);
        // The file gets the socket's own mode, so there is no moment when others could connect.
        if (!error && ::fchmod(acceptor_.native_handle(), 0600) != 0) error = last_error();
        if (!error) acceptor_.bind(Local::endpoint{path.socket()}, error);
        if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
        if (error) return error;
        file_ = socket_file(folder);
        asio::co_spawn(context_, accept(shared_from_this()), asio::detached);
        return {};
    }

    void stop() {
        boost::system::error_code ignored;
        acceptor_.close(ignored);
        if (!file_.empty()) ::unlink(file_.c_str());
        file_.clear();
    }

private:
    // Each coroutine is given what keeps this alive for as long as it runs.
    Task<void> accept(std::shared_ptr<Server>) {
        while (acceptor_.is_open()) {
            LocalSocket socket(context_);
            const auto [error] = co_await acceptor_.async_accept(socket, asio::as_tuple(use_task));
            if (!error)
                asio::co_spawn(context_, serve(shared_from_this(), std::move(socket)), asio::detached);
            else if (acceptor_.is_open())
                co_await clock_.sleep(world::Millis{100});
        }
    }

    Task<void> serve(std::shared_ptr<Server>, LocalSocket socket) {
        if (!is_of_this_user(socket.native_handle())) {
            log_.warning("another user knocked at the control socket");
            co_return;
        }
        const auto peer = peer_of(socket.native_handle());
        std::string person = peer ? person_behind(peer->pid, peer->uid) : std::string{};
        std::string line;
        const auto read = co_await world::within(clock_, ask_limit, read_line(socket, line));
        if (!read || *read) co_return;
        auto answer = co_await ask_handler(std::move(line), std::move(person));
        answer += '\n';
        co_await world::within(clock_, ask_limit, write(socket, answer));
    }

    Task<boost::system::error_code> read_line(LocalSocket& socket, std::string& line) {
        const auto [error, bytes] = co_await asio::async_read_until(
            socket, asio::dynamic_buffer(line, line_bytes_max), '\n', asio::as_tuple(use_task));
        if (!error) line.resize(bytes - 1);
        co_return error;
    }

    Task<boost::system::error_code> write(LocalSocket& socket, const std::string& answer) {
        const auto [error, bytes] =
            co_await asio::async_write(socket, asio::buffer(answer), asio::as_tuple(use_task));
        co_return error;
    }

    Task<std::string> ask_handler(std::string line, std::string person) {
        try {
            co_return co_await answer_(std::move(line), std::move(person));
        } catch (const std::exception& bug) {
            log_.error("a command failed", {{"exception", typeid(bug).name()}});
        }
        co_return R"({"error":"internal error"})";
    }

    asio::io_context& context_;
    asio::basic_socket_acceptor<Local, Executor> acceptor_;
    Answer answer_;
    world::Clock& clock_;
    world::Log& log_;
    fs::path file_;
};

ControlSocket::ControlSocket(asio::io_context& context, Answer answer, world::Clock& clock, world::Log& log)
    : server_(std::make_shared<Server>(context, std::move(answer), clock, log)) {}

ControlSocket::~ControlSocket() {
    server_->stop();
}

Result<void> ControlSocket::listen(const fs::path& folder) {
    return server_->listen(folder);
}

void ControlSocket::stop() {
    server_->stop();
}

namespace {

// Waits on one blocking socket until an absolute time.
class Waiter {
public:
    Waiter(int socket, world::Millis limit) : socket_(socket), end_(steady_clock::now() + limit) {}

    boost::system::error_code until(short events) const {
        const auto left = std::chrono::ceil<world::Millis>(end_ - steady_clock::now()).count();
        pollfd wanted{socket_, events, 0};
        const int ready = left <= 0 ? 0 : ::poll(&wanted, 1, static_cast<int>(left));
        if (ready < 0) return last_error();
        if (ready == 0) return asio::error::timed_out;
        return {};
    }

private:
    int socket_;
    steady_clock::time_point end_;
};

Result<Descriptor> connect_to(const fs::path& folder) {
    const ShortPath path(folder);
    if (!path) return Error::not_running;
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.socket().copy(address.sun_path, sizeof address.sun_path - 1);
    Descriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (!socket) return last_error();
    if (::connect(socket.number(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        if (errno == ENOENT || errno == ECONNREFUSED) return Error::not_running;
        return last_error();
    }
    if (!is_of_this_user(socket.number())) return Error::not_private;
    return socket;
}

Result<void> write_all(int socket, const Waiter& waiter, std::string_view bytes) {
    while (!bytes.empty()) {
        if (const auto error = waiter.until(POLLOUT)) return error;
        const auto put = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (put < 0 && errno != EAGAIN && errno != EINTR) return last_error();
        if (put > 0) bytes.remove_prefix(static_cast<std::size_t>(put));
    }
    return {};
}

Result<std::string> read_line(int socket, const Waiter& waiter) {
    std::string line;
    while (!line.ends_with('\n')) {
        if (const auto error = waiter.until(POLLIN)) return error;
        char room[4096];
        const auto got = ::recv(socket, room, sizeof room, MSG_DONTWAIT);
        if (got < 0 && errno != EAGAIN && errno != EINTR) return last_error();
        if (got == 0) return asio::error::make_error_code(asio::error::eof);
        if (got > 0) line.append(room, static_cast<std::size_t>(got));
    }
    line.pop_back();
    return line;
}

}  // namespace

Result<std::string> ask_owner(const fs::path& folder, const std::string& line, world::Millis limit) {
    const auto socket = connect_to(folder);
    if (!socket) return socket.error();
    const Waiter waiter(socket->number(), limit);
    if (const auto sent = write_all(socket->number(), waiter, line + "\n"); !sent) return sent.error();
    return read_line(socket->number(), waiter);
}

}  // namespace kengele::host
