#pragma once

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <functional>
#include <list>
#include <string>
#include <thread>

#include "gateway/world/log.hpp"

namespace kengele::host {

// Named threads ("io-0", "writer", "reader-0"), each running one io_context until stop(). An exception that
// nothing caught is logged by its type and ends the process: half a program answers nobody.
class IoThreads {
public:
    explicit IoThreads(world::Log& log) : log_(log) {}
    ~IoThreads();  // stops and joins

    IoThreads(const IoThreads&) = delete;
    IoThreads& operator=(const IoThreads&) = delete;

    // Names have at most 15 letters. Contexts outlive this.
    void start(const std::string& name, boost::asio::io_context& context);
    void stop();  // from any thread but these; returns when all have ended

private:
    using Guard = boost::asio::executor_work_guard<boost::asio::io_context::executor_type>;
    struct Runner {
        boost::asio::io_context& context;
        Guard guard;
        std::thread thread;
    };

    world::Log& log_;
    std::list<Runner> runners_;
};

// Waits for SIGTERM and SIGINT. The first asks for an orderly end, on the given context; the second ends the
// process at once, which is safe: what a caller was told is durable. A file grown to its limit and a reader
// of our output that went away are not asked to stop: the write hears of them as an error.
class StopSignals {
public:
    StopSignals(boost::asio::io_context& context, std::function<void()> ask_to_stop);

private:
    void wait();

    boost::asio::signal_set signals_;
    std::function<void()> ask_to_stop_;
    bool asked_ = false;
};

}  // namespace kengele::host
