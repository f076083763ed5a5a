#include "tests/simulator/virtual_clock.hpp"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <chrono>
#include <memory>

namespace kengele::simulator {

storage::ClockReading VirtualClock::read() const {
    return {now_ - booted_at_, wall_at_start_ + now_, "boot-" + std::to_string(boots_)};
}

Task<void> VirtualClock::sleep(Millis wait) {
    using Alarm = boost::asio::basic_waitable_timer<std::chrono::steady_clock,
                                                    boost::asio::wait_traits<std::chrono::steady_clock>,
                                                    boost::asio::io_context::executor_type>;
    // The alarm never rings by itself. When the sleeper is gone, with its process, nobody is woken.
    auto alarm = std::make_shared<Alarm>(co_await boost::asio::this_coro::executor);
    alarm->expires_at(std::chrono::steady_clock::time_point::max());
    after(wait, [sleeper = std::weak_ptr(alarm)] {
        if (const auto woken = sleeper.lock()) woken->cancel();
    });
    co_await alarm->async_wait(boost::asio::as_tuple(use_task));
}

void VirtualClock::after(Millis wait, std::function<void()> event) {
    to_come_.emplace(std::pair(now_ + std::max(wait, Millis{0}), events_so_far_++), std::move(event));
}

bool VirtualClock::jump() {
    if (to_come_.empty()) return false;
    auto next = to_come_.extract(to_come_.begin());
    now_ = std::max(now_, next.key().first);
    next.mapped()();
    return true;
}

std::optional<Millis> VirtualClock::next() const {
    if (to_come_.empty()) return std::nullopt;
    return to_come_.begin()->first.first;
}

void VirtualClock::reboot() {
    booted_at_ = now_;
    ++boots_;
}

}  // namespace kengele::simulator
