// Drives one server with generated calls over keep-alive connections, one thread, and prints one JSON line:
// turns, seconds, latencies in microseconds, and what was wrong.
#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>

#include <algorithm>
#include <chrono>
#include <CLI/CLI.hpp>
#include <cstring>
#include <stdexcept>

#include "gateway/host/descriptor.hpp"
#include "gateway/world/address.hpp"
#include "tests/bench/sessions.hpp"

namespace {

using namespace kengele;
using std::chrono::steady_clock;

struct Wanted {
    std::string url;
    int connections = 64;
    double seconds = 2;
    double pause_ms = 0;  // before each request of a connection, so that the server is not saturated
    int sessions = 2048;
    std::uint64_t run = 1;
    std::vector<std::string> keys;
};

struct Found {
    std::uint64_t turns = 0;
    std::uint64_t ends = 0;        // answers that ended a call
    std::uint64_t early_ends = 0;  // before the last key
    std::uint64_t wrong = 0;       // not 200, or neither CON nor END
    std::string first_wrong;
    std::vector<std::uint32_t> latencies_us;
};

struct Line {
    host::Descriptor socket;
    std::string received;
    bench::Sessions::Slot slot = 0;
    steady_clock::time_point sent_at;
    steady_clock::time_point next_at;
    bool is_waiting = false;  // for an answer
};

class Driver {
public:
    explicit Driver(const Wanted& wanted)
        : wanted_(wanted), sessions_(wanted.keys, wanted.sessions, wanted.run), epoll_(::epoll_create1(0)) {
        const auto address = world::parse_web_address(wanted.url);
        if (!address || address->tls) throw std::runtime_error("an http:// address with a number is needed");
        address_ = *address;
        lines_.resize(static_cast<std::size_t>(wanted.connections));
        for (std::size_t i = 0; i < lines_.size(); ++i)
            connect(i);
    }

    Found run() {
        const auto begin = steady_clock::now();
        const auto end = begin + std::chrono::duration_cast<steady_clock::duration>(
                                     std::chrono::duration<double>(wanted_.seconds));
        // Connections that pause begin spread over one pause, not all at once.
        for (std::size_t i = 0; i < lines_.size(); ++i)
            lines_[i].next_at = begin + pause() * static_cast<int>(i) / static_cast<int>(lines_.size());
        while (steady_clock::now() < end) {
            send_due();
            wait_for_answers();
        }
        return std::move(found_);
    }

private:
    steady_clock::duration pause() const {
        return std::chrono::duration_cast<steady_clock::duration>(
            std::chrono::duration<double, std::milli>(wanted_.pause_ms));
    }

    void connect(std::size_t i) {
        auto& line = lines_[i];
        line.socket = host::Descriptor(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
        sockaddr_in to{};
        to.sin_family = AF_INET;
        to.sin_port = htons(address_.port);
        if (::inet_pton(AF_INET, address_.host.c_str(), &to.sin_addr) != 1 ||
            ::connect(line.socket.number(), reinterpret_cast<sockaddr*>(&to), sizeof to) != 0)
            throw std::runtime_error("no connection to " + wanted_.url);
        const int yes = 1;
        ::setsockopt(line.socket.number(), IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.u64 = i;
        ::epoll_ctl(epoll_.number(), EPOLL_CTL_ADD, line.socket.number(), &event);
    }

    void send_due() {
        const auto now = steady_clock::now();
        for (auto& line : lines_)
            if (!line.is_waiting && line.next_at <= now) send(line);
    }

    void send(Line& line) {
        line.slot = sessions_.take();
        const auto form = sessions_.form(line.slot);
        const auto request = fmt::format(
            "POST {} HTTP/1.1\r\nHost: {}\r\nContent-Type: application/x-www-form-urlencoded\r\nAccept: "
            "*/*\r\n"
            "User-Agent: at-ussd\r\nContent-Length: {}\r\n\r\n{}",
            address_.target, address_.host_field(), form.size(), form);
        line.sent_at = steady_clock::now();
        line.is_waiting = true;
        const auto sent = ::send(line.socket.number(), request.data(), request.size(), MSG_NOSIGNAL);
        if (sent != static_cast<ssize_t>(request.size()))
            throw std::runtime_error("the server closed a connection");
    }

    void wait_for_answers() {
        epoll_event events[256];
        const int count = ::epoll_wait(epoll_.number(), events, 256, wanted_.pause_ms > 0 ? 1 : 100);
        for (int i = 0; i < count; ++i)
            receive(lines_[events[i].data.u64]);
    }

    void receive(Line& line) {
        char room[8192];
        const auto got = ::recv(line.socket.number(), room, sizeof room, 0);
        if (got <= 0) throw std::runtime_error("the server closed a connection");
        line.received.append(room, static_cast<std::size_t>(got));
        const auto blank = line.received.find("\r\n\r\n");
        const auto length = line.received.find("Content-Length: ");
        if (blank == std::string::npos || length > blank) return;
        const auto bytes = std::strtoul(line.received.c_str() + length + 16, nullptr, 10);
        if (line.received.size() < blank + 4 + bytes) return;
        judge(line, std::string_view{line.received}.substr(blank + 4, bytes));
        line.received.clear();
        line.is_waiting = false;
        line.next_at = line.sent_at + pause();
        if (wanted_.pause_ms == 0) send(line);
    }

    void judge(Line& line, std::string_view screen) {
        const auto taken = steady_clock::now() - line.sent_at;
        found_.latencies_us.push_back(
            static_cast<std::uint32_t>(std::chrono::duration_cast<std::chrono::microseconds>(taken).count()));
        ++found_.turns;
        const bool goes_on = screen.starts_with("CON ");
        const bool is_over = screen.starts_with("END ");
        if (!line.received.starts_with("HTTP/1.1 200 ") || (!goes_on && !is_over)) {
            if (++found_.wrong == 1) found_.first_wrong = line.received;
        }
        if (is_over) {
            ++found_.ends;
            if (!sessions_.is_last_turn(line.slot)) ++found_.early_ends;
        }
        sessions_.put_back(line.slot, !goes_on);
    }

    const Wanted& wanted_;
    bench::Sessions sessions_;
    host::Descriptor epoll_;
    world::WebAddress address_;
    std::vector<Line> lines_;
    Found found_;
};

std::uint32_t percentile(const std::vector<std::uint32_t>& sorted, double share) {
    if (sorted.empty()) return 0;
    return sorted[std::min(sorted.size() - 1,
                           static_cast<std::size_t>(share * static_cast<double>(sorted.size())))];
}

void print(Found found, double seconds) {
    auto& us = found.latencies_us;
    std::ranges::sort(us);
    fmt::print(R"({{"turns":{},"seconds":{:.3f},"p50_us":{},"p99_us":{},"p999_us":{},"max_us":{},"ends":{},)"
               R"("early_ends":{},"wrong":{}}})"
               "\n",
               found.turns, seconds, percentile(us, 0.5), percentile(us, 0.99), percentile(us, 0.999),
               us.empty() ? 0 : us.back(), found.ends, found.early_ends, found.wrong);
    if (found.wrong > 0) fmt::print(stderr, "the first wrong answer:\n{}\n", found.first_wrong);
}

}  // namespace

int main(int argc, char** argv) {
    Wanted wanted;
    CLI::App app("Drives a USSD callback address with generated calls");
    app.add_option("url", wanted.url, "http://127.0.0.1:PORT/...")->required();
    app.add_option("--connections", wanted.connections)->check(CLI::Range(1, 4096));
    app.add_option("--seconds", wanted.seconds)->check(CLI::PositiveNumber);
    app.add_option("--pause-ms", wanted.pause_ms, "least time between two requests of a connection");
    app.add_option("--sessions", wanted.sessions, "calls under way at once")
        ->check(CLI::Range(1, 10'000'000));
    app.add_option("--run", wanted.run, "keeps calls of different runs apart");
    app.add_option("--keys", wanted.keys, "what each call types, turn by turn")->delimiter(',')->required();
    CLI11_PARSE(app, argc, argv);
    wanted.sessions = std::max(wanted.sessions, wanted.connections);
    try {
        const auto begin = steady_clock::now();
        auto found = Driver(wanted).run();
        print(std::move(found), std::chrono::duration<double>(steady_clock::now() - begin).count());
    } catch (const std::exception& error) {
        fmt::print(stderr, "{}\n", error.what());
        return 1;
    }
}
