#include "tests/gateway/host/running_server.hpp"

#include <boost/asio/co_spawn.hpp>
#include <future>
#include <stdexcept>

namespace kengele::tests {
using namespace std::chrono_literals;

void KeptLog::write(world::Level, std::string_view event, std::initializer_list<world::Field> fields) {
    std::string line{event};
    for (const auto& field : fields)
        if (const auto* word = std::get_if<std::string_view>(&field.value))
            line += " " + std::string{field.name} + "=" + std::string{*word};
    const std::scoped_lock lock(mutex_);
    lines_.push_back(std::move(line));
}

std::vector<std::string> KeptLog::lines() const {
    const std::scoped_lock lock(mutex_);
    return lines_;
}

host::HttpServer::Options RunningServer::quick() {
    return {.address = {boost::asio::ip::make_address("127.0.0.1"), 0},
            .header_limit = 120ms,
            .body_limit = 120ms,
            .idle_limit = 240ms,
            .sweep_interval = 20ms};
}

RunningServer::RunningServer(Answer answer, const host::HttpServer::Options& options, int io_threads)
    : threads_(log_) {
    handler_.answer = std::move(answer);
    std::vector<boost::asio::io_context*> contexts;
    contexts.reserve(static_cast<std::size_t>(io_threads));
    for (int i = 0; i < io_threads; ++i)
        contexts.push_back(contexts_.emplace_back(std::make_unique<boost::asio::io_context>(1)).get());
    server_ = std::make_unique<host::HttpServer>(contexts, options, handler_, clock_, log_);
    if (const auto listening = server_->listen(); !listening)
        throw std::runtime_error(listening.error().message());
    for (int i = 0; i < io_threads; ++i)
        threads_.start("io-" + std::to_string(i), *contexts[static_cast<std::size_t>(i)]);
}

RunningServer::~RunningServer() {
    threads_.stop();
}

void RunningServer::run(std::function<Task<void>()> work) {
    std::promise<void> done;
    boost::asio::co_spawn(context(), work, [&](std::exception_ptr bug) {
        if (bug)
            done.set_exception(bug);
        else
            done.set_value();
    });
    done.get_future().get();
}

bool RunningServer::comes_true(const std::function<bool()>& fact) const {
    for (int i = 0; i < 400 && !fact(); ++i)
        std::this_thread::sleep_for(5ms);
    return fact();
}

Task<world::HttpResponse> echo(world::HttpRequest request) {
    co_return world::HttpResponse::text(200, request.method + " " + request.target + " " + request.body);
}

}  // namespace kengele::tests
