#include "tests/simulator/virtual_clock.hpp"

#include <doctest/doctest.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <string>
#include <vector>

#include "gateway/nudge.hpp"
#include "gateway/world/within.hpp"

namespace kengele::simulator {
namespace {

const storage::WallTime noon{Millis{1'800'000'000'000}};

void run(VirtualClock& clock, boost::asio::io_context& context) {
    do {
        context.restart();
        context.poll();
    } while (clock.jump());
    context.restart();
    context.poll();
}

Task<void> note_after(VirtualClock& clock, Millis wait, std::string name, std::vector<std::string>& log) {
    co_await clock.sleep(wait);
    log.push_back(name + " at " + std::to_string(clock.now().count()));
}

TEST_CASE("two hours of waiting take no time, and sleepers wake in order") {
    VirtualClock clock(noon);
    boost::asio::io_context context;
    std::vector<std::string> log;

    co_spawn(context, note_after(clock, Millis{7'200'000}, "late", log), boost::asio::detached);
    co_spawn(context, note_after(clock, Millis{5}, "early", log), boost::asio::detached);
    co_spawn(context, note_after(clock, Millis{5}, "next", log), boost::asio::detached);
    run(clock, context);

    CHECK(log == std::vector<std::string>{"early at 5", "next at 5", "late at 7200000"});
}

Task<void> limited(VirtualClock& clock, std::vector<std::string>& log) {
    const auto result = co_await world::within(clock, Millis{10}, [](VirtualClock& c) -> Task<int> {
        co_await c.sleep(Millis{100});
        co_return 1;
    }(clock));
    log.push_back(std::string(result ? "done" : "over") + " at " + std::to_string(clock.now().count()));
}

TEST_CASE("a time limit ends a longer sleep") {
    VirtualClock clock(noon);
    boost::asio::io_context context;
    std::vector<std::string> log;

    co_spawn(context, limited(clock, log), boost::asio::detached);
    run(clock, context);

    CHECK(log == std::vector<std::string>{"over at 10"});
}

Task<void> nudged(gateway::Nudge& nudge, VirtualClock& clock, std::vector<std::string>& log) {
    co_await nudge.wait(clock, Millis{1'000});
    log.push_back("woken at " + std::to_string(clock.now().count()));
    co_await nudge.wait(clock, Millis{1'000});
    log.push_back("woken at " + std::to_string(clock.now().count()));
}

TEST_CASE("a nudge wakes a loop before its interval is over") {
    VirtualClock clock(noon);
    boost::asio::io_context context;
    gateway::Nudge nudge(context);
    std::vector<std::string> log;

    co_spawn(context, nudged(nudge, clock, log), boost::asio::detached);
    clock.after(Millis{30}, [&] { nudge.raise(); });
    run(clock, context);

    CHECK(log == std::vector<std::string>{"woken at 30", "woken at 1030"});
}

TEST_CASE("setting the wall clock moves no other, and a reboot starts the boot-time clock anew") {
    VirtualClock clock(noon);
    clock.let_pass(Millis{5'000});

    clock.set_wall(std::chrono::hours(-24));
    const auto set = clock.read();
    clock.reboot();
    clock.let_pass(Millis{1});
    const auto rebooted = clock.read();

    CHECK(set.elapsed == Millis{5'000});
    CHECK(set.wall == noon + Millis{5'000} - std::chrono::hours(24));
    CHECK(rebooted.elapsed == Millis{1});
    CHECK(rebooted.wall == set.wall + Millis{1});
    CHECK(rebooted.boot_id != set.boot_id);
    CHECK(clock.now() == Millis{5'001});
}

}  // namespace
}  // namespace kengele::simulator
