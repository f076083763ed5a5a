#include <doctest/doctest.h>

#include "tests/storage/test_store.hpp"

using namespace kengele::storage;
using namespace std::chrono_literals;

TEST_CASE("a group that wrote nothing stores no mark of the clock, but for one a minute") {
    on_every_store([](TestStore& store) {
        store.unit([](Transaction& tx) { tx.audit({"service", "test", "nothing", {}}); });
        const auto written = store.store().clock_mark()->service;

        store.pass(10s);
        store.unit([](Transaction& tx) { tx.due_clocks(tx.now(), 10); });
        CHECK(store.store().clock_mark()->service == written);

        store.pass(60s);
        store.unit([](Transaction& tx) { tx.due_clocks(tx.now(), 10); });
        CHECK(store.store().clock_mark()->service - written == 70s);
    });
}

TEST_CASE("an office met for the first time has always been so, a change counts from its day") {
    on_every_store([](TestStore& store) {
        const auto places = import_sample_places(store);
        const Day today = store.today();
        const auto holder = [&](Day day) {
            return store.ask(
                [&](Transaction& tx) { return tx.roster("OCS", places.ward, day).at(0).responder.name; });
        };
        store.unit([&](Transaction& tx) {
            tx.import_roster({roster_row("Station", "OCS", {places.ward}, 1)}, today);
        });
        const auto first = holder(today);

        CHECK(holder(today - 30) == first);
        store.unit([&](Transaction& tx) {
            tx.import_roster({roster_row("Station", "OCS", {places.ward}, 2)}, today);
        });
        CHECK(holder(today - 1) == first);
        CHECK(holder(today) != first);
    });
}
