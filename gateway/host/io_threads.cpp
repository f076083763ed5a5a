#include "gateway/host/io_threads.hpp"

#include <pthread.h>

#include <csignal>
#include <cstdlib>
#include <typeinfo>

#include "storage/ensure.hpp"

namespace kengele::host {
namespace {

constexpr int ended_by_bug = 70;  // EX_SOFTWARE, so that a supervisor sees the difference

void run(boost::asio::io_context& context, const std::string& name, world::Log& log) {
    try {
        context.run();
    } catch (const std::exception& bug) {
        log.error("a thread failed", {{"thread", name}, {"exception", typeid(bug).name()}});
        std::_Exit(ended_by_bug);
    }
}

}  // namespace

IoThreads::~IoThreads() {
    stop();
}

void IoThreads::start(const std::string& name, boost::asio::io_context& context) {
    ensure(name.size() <= 15);
    runners_.push_back({context, boost::asio::make_work_guard(context), std::thread{}});
    auto& runner = runners_.back();
    runner.thread = std::thread([&context, &log = log_, name] {
        ::pthread_setname_np(::pthread_self(), name.c_str());
        run(context, name, log);
    });
}

void IoThreads::stop() {
    for (auto& runner : runners_)
        runner.context.stop();
    for (auto& runner : runners_)
        runner.thread.join();
    runners_.clear();
}

StopSignals::StopSignals(boost::asio::io_context& context, std::function<void()> ask_to_stop)
    : signals_(context, SIGTERM, SIGINT), ask_to_stop_(std::move(ask_to_stop)) {
    std::signal(SIGXFSZ, SIG_IGN);
    std::signal(SIGPIPE, SIG_IGN);
    wait();
}

void StopSignals::wait() {
    signals_.async_wait([this](boost::system::error_code error, int signal) {
        if (error) return;
        if (asked_) std::_Exit(128 + signal);
        asked_ = true;
        ask_to_stop_();
        wait();
    });
}

}  // namespace kengele::host
