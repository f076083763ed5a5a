#include "gateway/alerts/alert_loop.hpp"

#include <doctest/doctest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include "tests/gateway/desk_for_tests.hpp"

using namespace kengele;
using namespace std::chrono_literals;

namespace {

// Chance that fails now and then, as if a case could not be worked on.
class StumblingRandom final : public world::Random {
public:
    explicit StumblingRandom(world::Random& random) : random_(random) {}

    void fill(std::span<std::uint8_t> bytes) override {
        if (stumbles > 0 && stumbles-- > 0) throw std::runtime_error("stumbled");
        random_.fill(bytes);
    }

    int stumbles = 0;

private:
    world::Random& random_;
};

// The loop over a town's store, in virtual time.
struct Tower {
    Tower() { boost::asio::co_spawn(loops, loop.run(), boost::asio::detached); }
    ~Tower() {
        loop.stop();
        pass(1s);
    }

    void pass(storage::Millis time) {
        for (const auto end = clock.read().elapsed + time; clock.read().elapsed < end;) {
            while (loops.poll() > 0)
                loops.restart();
            loops.restart();
            clock.pass(100ms);
        }
        while (loops.poll() > 0)
            loops.restart();
        loops.restart();
    }

    int rung(storage::IncidentId incident) { return desk.clock(incident).rung; }

    testing::Desk desk;
    boost::asio::io_context loops;
    testing::VirtualClock clock{loops};
    StumblingRandom random{desk.random};
    testing::ScriptedHttp http{clock};
    testing::MemoryKeyFiles keys;
    testing::QuietLog log;
    world::World world{clock, random, http, keys, log};
    storage::CommitQueue queue{
        desk.store(),
        storage::ServiceClock{storage::ClockMark{desk.now(), clock.read()}, clock.read()},
        [this] { return clock.read(); },
        loops,
        {},
        [](boost::system::error_code) {}};
    gateway::Nudge texts{loops};
    alerts::AlertLoop loop{queue, world, desk.config, texts};
};

}  // namespace

TEST_CASE("a case climbs when it is due, neither before nor much later") {
    Tower tower;
    const auto incident = tower.desk.raise("CRM1");

    tower.pass(5min - 1s);
    CHECK(tower.rung(incident) == 0);
    tower.pass(2s);
    CHECK(tower.rung(incident) == 1);
}

TEST_CASE("a wall clock that jumps hastens nothing and loses nothing") {
    Tower tower;
    const auto incident = tower.desk.raise("CRM1");

    tower.clock.set_wall(tower.clock.read().wall + 24h);
    tower.pass(1min);
    CHECK(tower.rung(incident) == 0);
    tower.clock.set_wall(tower.clock.read().wall - 48h);
    tower.pass(4min + 2s);
    CHECK(tower.rung(incident) == 1);
}

TEST_CASE("a case that cannot be worked on does not hold up the others") {
    Tower tower;
    const auto first = tower.desk.raise("CRM1");
    const auto second = tower.desk.raise("CRM1");

    tower.pass(5min - 1s);
    tower.random.stumbles = 2;  // the unit of both, then the first alone
    tower.pass(1s + 400ms);

    CHECK(tower.rung(first) == 0);
    CHECK(tower.rung(second) == 1);
    tower.pass(2s);
    CHECK(tower.rung(first) == 1);
}
