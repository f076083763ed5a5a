#pragma once

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include "gateway/world/clock.hpp"

namespace kengele::gateway {

// Wakes one loop early, from any thread. A nudge raised while the loop works is kept for its next wait; a
// lost one costs only the loop's interval.
class Nudge {
public:
    explicit Nudge(boost::asio::io_context& loops);

    void raise();

    // The loop's own wait: until a nudge or for `interval`. One loop at a time.
    Task<void> wait(world::Clock& clock, world::Millis interval);

private:
    boost::asio::io_context& loops_;
    boost::asio::basic_waitable_timer<std::chrono::steady_clock,
                                      boost::asio::wait_traits<std::chrono::steady_clock>,
                                      boost::asio::io_context::executor_type>
        bell_;  // never expires: it is only ever cancelled
    std::atomic<bool> raised_ = false;
};

}  // namespace kengele::gateway
