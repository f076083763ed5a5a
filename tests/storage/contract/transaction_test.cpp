#include <doctest/doctest.h>

#include "storage/ensure.hpp"
#include "storage/run_alone.hpp"
#include "tests/storage/test_store.hpp"

using namespace kengele;
using namespace kengele::storage;
using namespace std::chrono_literals;

TEST_CASE("time stands still for a group") {
    on_every_store([](TestStore& store) {
        store.unit([&](Transaction& tx) {
            CHECK(tx.now() == store.now);
            CHECK(tx.wall() == store.wall);
        });
    });
}

TEST_CASE("a unit that throws is rolled back and failed; the group goes on") {
    on_every_store([](TestStore& store) {
        store.begin();
        const auto broken_promise = store.store().run([](Transaction& tx) -> Result<void> {
            tx.put_fact("one", Bytes{1});
            ensure(false);
            return {};
        });
        const auto stranger = store.store().run([](Transaction& tx) -> Result<void> {
            tx.put_fact("two", Bytes{1});
            throw 42;
        });
        const auto good = store.store().run([](Transaction& tx) -> Result<void> {
            tx.put_fact("three", Bytes{1});
            return {};
        });

        CHECK(broken_promise.error() == Error::failed);
        CHECK(stranger.error() == Error::failed);
        CHECK(good.has_value());
        CHECK_FALSE(store.store().is_dissolved());
        REQUIRE(store.store().commit().has_value());
        store.unit([](Transaction& tx) {
            CHECK_FALSE(tx.fact("one").has_value());
            CHECK_FALSE(tx.fact("two").has_value());
            CHECK(tx.fact("three") == Bytes{1});
        });
    });
}

TEST_CASE("a commit stores the clocks, and a rolled back group does not") {
    on_every_store([](TestStore& store) {
        CHECK_FALSE(store.store().clock_mark().has_value());
        store.unit([](Transaction&) {});
        store.pass(5s);
        store.begin();
        store.store().roll_back();

        for (const bool restarted : {false, true}) {
            if (restarted) store.reopen();
            const auto mark = store.store().clock_mark();
            REQUIRE(mark);
            CHECK(mark->service == store.now - 5s);
            CHECK(mark->reading.elapsed == Millis{mark->service.ms});
            CHECK(mark->reading.wall == store.wall - 5s);
            CHECK(mark->reading.boot_id == "boot");
        }
    });
}

TEST_CASE("a lease is taken when free, lapsed or one's own") {
    on_every_store([](TestStore& store) {
        const auto take = [&](std::string_view holder) {
            return store.ask([&](Transaction& tx) { return tx.take_lease("sender", holder, 10s); });
        };
        CHECK(take("a"));
        CHECK_FALSE(take("b"));
        store.pass(9s);
        CHECK(take("a"));
        store.pass(9s);
        CHECK_FALSE(take("b"));
        store.pass(1s);
        CHECK(take("b"));
        CHECK_FALSE(take("a"));
        CHECK(store.ask([&](Transaction& tx) { return tx.take_lease("climber", "a", 10s); }));
    });
}

TEST_CASE("small facts are kept and replaced") {
    on_every_store([](TestStore& store) {
        store.unit([](Transaction& tx) {
            CHECK_FALSE(tx.fact("key check").has_value());
            tx.put_fact("key check", Bytes{1, 2});
            tx.put_fact("key check", Bytes{0, 3, 0});
            tx.put_fact("empty", {});
        });

        store.reopen();
        store.unit([](Transaction& tx) {
            CHECK(tx.fact("key check") == Bytes{0, 3, 0});
            CHECK(tx.fact("empty") == Bytes{});
        });
    });
}

TEST_CASE("one unit runs alone for a command, and is saved whole or not at all") {
    on_every_store([](TestStore& store) {
        const ServiceClock clock(ClockReading{});
        const auto read_clocks = [] { return ClockReading{4s, {}, "boot"}; };

        const auto saved =
            run_alone(store.store(), clock, read_clocks, [](Transaction& tx) -> Result<ServiceTime> {
                tx.put_fact("one", Bytes{1});
                return tx.now();
            });
        const auto refused = run_alone(store.store(), clock, read_clocks, [](Transaction& tx) -> Result<int> {
            tx.put_fact("two", Bytes{1});
            return make_error_code(Error::not_found);
        });
        const auto failed = run_alone(store.store(), clock, read_clocks, [](Transaction& tx) -> Result<int> {
            tx.put_fact("three", Bytes{1});
            throw std::runtime_error("a bug");
        });

        CHECK(saved.value() == ServiceTime{4000});
        CHECK(refused.error() == Error::not_found);
        CHECK(failed.error() == Error::failed);
        store.unit([](Transaction& tx) {
            CHECK(tx.fact("one").has_value());
            CHECK_FALSE(tx.fact("two").has_value());
            CHECK_FALSE(tx.fact("three").has_value());
        });
    });
}
