#pragma once

#include <boost/asio/io_context.hpp>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "gateway/host/http_server.hpp"
#include "gateway/host/io_threads.hpp"
#include "gateway/host/system_clock.hpp"

namespace kengele::tests {

// Keeps what was logged; from any thread.
class KeptLog final : public world::Log {
public:
    void write(world::Level, std::string_view event, std::initializer_list<world::Field> fields) override;
    std::vector<std::string> lines() const;  // "event field=word"

private:
    mutable std::mutex mutex_;
    std::vector<std::string> lines_;
};

// A server on a free loopback port and threads of its own, until it goes out of scope.
class RunningServer {
public:
    using Answer = std::function<Task<world::HttpResponse>(world::HttpRequest)>;

    static host::HttpServer::Options quick();  // limits short enough for a test

    explicit RunningServer(Answer answer, const host::HttpServer::Options& options = quick(),
                           int io_threads = 1);
    ~RunningServer();

    std::uint16_t port() const { return server_->port(); }
    host::HttpServer& server() { return *server_; }
    host::SystemClock& clock() { return clock_; }
    boost::asio::io_context& context() { return *contexts_.front(); }
    KeptLog& log() { return log_; }

    // Runs a coroutine on the server's thread to its end.
    void run(std::function<Task<void>()> work);
    // Until it is true, for at most two seconds.
    bool comes_true(const std::function<bool()>& fact) const;

private:
    struct Handler final : world::HttpHandler {
        Answer answer;
        Task<world::HttpResponse> handle(world::HttpRequest request) override {
            return answer(std::move(request));
        }
    };

    host::SystemClock clock_;
    KeptLog log_;
    Handler handler_;
    std::vector<std::unique_ptr<boost::asio::io_context>> contexts_;
    std::unique_ptr<host::HttpServer> server_;
    host::IoThreads threads_;
};

// Answers "METHOD TARGET BODY".
Task<world::HttpResponse> echo(world::HttpRequest request);

}  // namespace kengele::tests
