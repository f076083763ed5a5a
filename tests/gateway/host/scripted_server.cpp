#include "tests/gateway/host/scripted_server.hpp"

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include <chrono>
#include <cstdlib>

namespace kengele::tests {
using namespace std::chrono_literals;

// One accepted connection, with TLS or without.
struct ScriptedServer::Line {
    host::Descriptor socket;
    SSL* tls = nullptr;

    ~Line() {
        if (tls) SSL_free(tls);
    }
    int read(char* room, int size) {
        return tls ? SSL_read(tls, room, size)
                   : static_cast<int>(::recv(socket.number(), room, static_cast<std::size_t>(size), 0));
    }
    void write(std::string_view bytes) {
        if (bytes.empty()) return;
        if (tls)
            SSL_write(tls, bytes.data(), static_cast<int>(bytes.size()));
        else
            (void)!::send(socket.number(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    }
};

ScriptedServer::ScriptedServer(std::vector<std::string> answers, Then then, Reuse reuse)
    : answers_(std::move(answers)), then_(then), reuse_(reuse) {
    listen();
}

ScriptedServer::ScriptedServer(std::vector<std::string> answers, const SelfSigned& identity)
    : answers_(std::move(answers)), tls_(server_context(identity)) {
    listen();
}

ScriptedServer::~ScriptedServer() {
    stopping_ = true;
    thread_.join();
    if (tls_) SSL_CTX_free(tls_);
}

std::vector<std::string> ScriptedServer::requests() const {
    const std::scoped_lock lock(mutex_);
    return requests_;
}

void ScriptedServer::wait_until_closed(int connections) const {
    for (int i = 0; i < 400 && closed_ < connections; ++i)
        std::this_thread::sleep_for(5ms);
}

void ScriptedServer::listen() {
    listener_ = host::Descriptor(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ::bind(listener_.number(), reinterpret_cast<sockaddr*>(&address), sizeof address);
    ::listen(listener_.number(), 8);
    socklen_t size = sizeof address;
    ::getsockname(listener_.number(), reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { run(); });
}

void ScriptedServer::run() {
    while (!is_over()) {
        pollfd wanted{listener_.number(), POLLIN, 0};
        if (::poll(&wanted, 1, 10) <= 0) continue;
        {
            Line line{host::Descriptor(::accept4(listener_.number(), nullptr, nullptr, SOCK_CLOEXEC))};
            const timeval patience{.tv_sec = 0, .tv_usec = 300'000};
            ::setsockopt(line.socket.number(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
            if (tls_) {
                line.tls = SSL_new(tls_);
                SSL_set_fd(line.tls, line.socket.number());
            }
            if (!tls_ || SSL_accept(line.tls) == 1) serve(line);
        }
        ++closed_;
    }
}

void ScriptedServer::serve(Line& line) {
    std::string received;
    while (!is_over()) {
        const auto blank = received.find("\r\n\r\n");
        const auto length = received.find("Content-Length: ");
        const auto whole =
            blank + 4 +
            std::strtoul(received.c_str() + std::min(length, received.size() - 1) + 16, nullptr, 10);
        if (blank == std::string::npos || received.size() < whole) {
            char room[4096];
            const int got = line.read(room, sizeof room);
            if (got <= 0) return;
            received.append(room, static_cast<std::size_t>(got));
            continue;
        }
        {
            const std::scoped_lock lock(mutex_);
            requests_.push_back(received.substr(0, whole));
        }
        received.erase(0, whole);
        const auto& answer = answers_[next_++];
        if (then_ == Then::trickle) {
            for (const char c : answer) {
                if (stopping_) return;
                line.write({&c, 1});
                std::this_thread::sleep_for(10ms);
            }
        }
        line.write(answer);
        while (then_ == Then::hang && !stopping_)
            std::this_thread::sleep_for(5ms);
        if (then_ == Then::close && (reuse_ == Reuse::no || is_over())) return;
    }
}

}  // namespace kengele::tests
