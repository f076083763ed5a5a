#include "tests/gateway/host/wire.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cstdlib>
#include <utility>

namespace kengele::tests {

Wire::Wire() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    const timeval patience{.tv_sec = 2, .tv_usec = 0};
    ::setsockopt(socket_.number(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ::setsockopt(socket_.number(), SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
}

Wire::Wire(std::uint16_t port) : Wire() {
    connect(port);
}

void Wire::connect(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ::connect(socket_.number(), reinterpret_cast<const sockaddr*>(&address), sizeof address);
}

bool Wire::send(std::string_view bytes) {
    const auto sent = ::send(socket_.number(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    return sent == static_cast<ssize_t>(bytes.size());
}

std::string Wire::read_answer() {
    std::size_t whole = 0;
    for (;;) {
        const auto blank = received_.find("\r\n\r\n");
        const auto length = received_.find("Content-Length: ");
        if (blank != std::string::npos && length < blank)
            whole = blank + 4 + std::strtoul(received_.c_str() + length + 16, nullptr, 10);
        if (whole > 0 && received_.size() >= whole) {
            auto answer = received_.substr(0, whole);
            received_.erase(0, whole);
            return answer;
        }
        if (!read_some()) return std::exchange(received_, {});
    }
}

std::string Wire::read_to_end() {
    while (read_some()) {
    }
    return std::exchange(received_, {});
}

bool Wire::is_closed() {
    while (read_some()) {
    }
    return errno != EAGAIN && errno != EWOULDBLOCK;
}

void Wire::reset() {
    const linger none{.l_onoff = 1, .l_linger = 0};
    ::setsockopt(socket_.number(), SOL_SOCKET, SO_LINGER, &none, sizeof none);
    socket_ = host::Descriptor{};
}

bool Wire::read_some() {
    char room[4096];
    errno = 0;
    const auto got = ::recv(socket_.number(), room, sizeof room, 0);
    if (got <= 0) return false;
    received_.append(room, static_cast<std::size_t>(got));
    return true;
}

int status_of(std::string_view answer) {
    return answer.starts_with("HTTP/1.1 ") ? std::atoi(std::string{answer.substr(9, 3)}.c_str()) : 0;
}

std::string_view body_of(std::string_view answer) {
    const auto blank = answer.find("\r\n\r\n");
    return blank == answer.npos ? std::string_view{} : answer.substr(blank + 4);
}

}  // namespace kengele::tests
