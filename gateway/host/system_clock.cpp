#include "gateway/host/system_clock.hpp"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <ctime>
#include <fstream>

#include "storage/ensure.hpp"

namespace kengele::host {
namespace {

using Timer = boost::asio::basic_waitable_timer<std::chrono::steady_clock,
                                                boost::asio::wait_traits<std::chrono::steady_clock>,
                                                boost::asio::io_context::executor_type>;

// Longer sleeps would overflow the timer's nanoseconds; who sleeps wakes and looks again anyway.
constexpr world::Millis longest_sleep = std::chrono::hours{24 * 365};

std::string read_boot_id() {
    std::ifstream file("/proc/sys/kernel/random/boot_id");
    std::string id;
    std::getline(file, id);
    // Without it a reboot looks like a restart, and deadlines would be taken from the wrong clock.
    ensure(!id.empty());
    return id;
}

}  // namespace

SystemClock::SystemClock() : boot_id_(read_boot_id()) {}

world::ClockReading SystemClock::read() const {
    using namespace std::chrono;
    timespec since_boot{};
    ensure(::clock_gettime(CLOCK_BOOTTIME, &since_boot) == 0);
    const auto elapsed = seconds{since_boot.tv_sec} + nanoseconds{since_boot.tv_nsec};
    return {.elapsed = duration_cast<world::Millis>(elapsed),
            .wall = floor<world::Millis>(system_clock::now()),
            .boot_id = boot_id_};
}

Task<void> SystemClock::sleep(world::Millis wait) {
    Timer timer(co_await boost::asio::this_coro::executor);
    timer.expires_after(std::clamp(wait, world::Millis{0}, longest_sleep));
    co_await timer.async_wait(boost::asio::as_tuple(use_task));
}

}  // namespace kengele::host
