#include "gateway/nudge.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/post.hpp>

namespace kengele::gateway {

Nudge::Nudge(boost::asio::io_context& loops) : loops_(loops), bell_(loops.get_executor()) {}

void Nudge::raise() {
    if (raised_.exchange(true)) return;
    boost::asio::post(loops_, [this] { bell_.cancel(); });
}

Task<void> Nudge::wait(world::Clock& clock, world::Millis interval) {
    using namespace boost::asio::experimental::awaitable_operators;
    if (!raised_.load()) {
        bell_.expires_at(std::chrono::steady_clock::time_point::max());
        co_await (bell_.async_wait(boost::asio::as_tuple(use_task)) || clock.sleep(interval));
    }
    raised_.store(false);
}

}  // namespace kengele::gateway
