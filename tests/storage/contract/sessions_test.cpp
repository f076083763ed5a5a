#include <doctest/doctest.h>

#include "tests/storage/test_store.hpp"

using namespace kengele;
using namespace kengele::storage;
using namespace std::chrono_literals;

namespace {

StoredSession session_of(int number, ServiceTime touched, Bytes sealed, Day day = 20000) {
    return {key_of(number), day, touched, std::move(sealed)};
}

Bytes sealed_of(TestStore& store, int number) {
    const auto found = store.ask([&](Transaction& tx) { return tx.session(key_of(number)); });
    return found ? found->sealed : Bytes{};
}

}  // namespace

TEST_CASE("a session is found again as it was put, after a restart too") {
    on_every_store([](TestStore& store) {
        store.unit([&](Transaction& tx) {
            tx.put_session(session_of(1, store.now, {1, 2, 3}, 20400));
            tx.put_session(session_of(2, store.now, {}));
            tx.put_session(session_of(1, store.now + 5ms, {4}, 20400));
        });

        for (const bool restarted : {false, true}) {
            if (restarted) store.reopen();
            const auto found = store.ask([](Transaction& tx) { return tx.session(key_of(1)); });
            REQUIRE(found);
            CHECK(found->key == key_of(1));
            CHECK(found->day == 20400);
            CHECK(found->touched == store.now + 5ms);
            CHECK(found->sealed == Bytes{4});
            CHECK(store.ask([](Transaction& tx) { return tx.session(key_of(2)).has_value(); }));
            CHECK_FALSE(store.ask([](Transaction& tx) { return tx.session(key_of(3)).has_value(); }));
        }
    });
}

TEST_CASE("a session's turns stay one row over restarts") {
    on_every_store([](TestStore& store) {
        for (std::uint8_t turn = 1; turn <= 5; ++turn) {
            store.unit([&](Transaction& tx) { tx.put_session(session_of(1, store.now, {turn})); });
            store.reopen();
        }

        CHECK(sealed_of(store, 1) == Bytes{5});
    });
}

TEST_CASE("a unit sees the sessions of its group, and those of a failed unit are gone") {
    on_every_store([](TestStore& store) {
        store.unit([&](Transaction& tx) { tx.put_session(session_of(1, store.now, {1})); });
        store.begin();

        const auto first = store.store().run([&](Transaction& tx) -> Result<void> {
            tx.put_session(session_of(1, store.now, {2}));
            tx.put_session(session_of(2, store.now, {20}));
            return {};
        });
        const auto second = store.store().run([&](Transaction& tx) -> Result<void> {
            CHECK(tx.session(key_of(1))->sealed == Bytes{2});
            tx.put_session(session_of(1, store.now, {3}));
            tx.put_session(session_of(3, store.now, {30}));
            tx.forget_sessions(store.now + 1h);
            CHECK_FALSE(tx.session(key_of(2)).has_value());
            return make_error_code(Error::not_found);
        });
        const auto third = store.store().run([&](Transaction& tx) -> Result<void> {
            CHECK(tx.session(key_of(1))->sealed == Bytes{2});
            CHECK(tx.session(key_of(2))->sealed == Bytes{20});
            CHECK_FALSE(tx.session(key_of(3)).has_value());
            return {};
        });
        REQUIRE(store.store().commit().has_value());

        CHECK(first.has_value());
        CHECK(second.error() == Error::not_found);
        CHECK(third.has_value());
        for (const bool restarted : {false, true}) {
            if (restarted) store.reopen();
            CHECK(sealed_of(store, 1) == Bytes{2});
            CHECK(sealed_of(store, 2) == Bytes{20});
            CHECK(sealed_of(store, 3) == Bytes{});
        }
    });
}

TEST_CASE("sessions of a group that is rolled back are gone") {
    on_every_store([](TestStore& store) {
        store.unit([&](Transaction& tx) { tx.put_session(session_of(1, store.now, {1})); });
        store.begin();
        const auto ran = store.store().run([&](Transaction& tx) -> Result<void> {
            tx.put_session(session_of(1, store.now, {2}));
            tx.put_session(session_of(2, store.now, {20}));
            return {};
        });
        REQUIRE(ran.has_value());

        store.store().roll_back();

        CHECK(sealed_of(store, 1) == Bytes{1});
        CHECK(sealed_of(store, 2) == Bytes{});
    });
}

TEST_CASE("sessions nobody touched are forgotten, others stay") {
    on_every_store([](TestStore& store) {
        store.unit([&](Transaction& tx) {
            tx.put_session(session_of(1, store.now, {1}));
            tx.put_session(session_of(2, store.now, {2}));
        });
        store.pass(10min);
        store.unit([&](Transaction& tx) {
            tx.put_session(session_of(2, store.now, {22}));
            tx.put_session(session_of(3, store.now, {3}));
        });

        store.unit([&](Transaction& tx) { tx.forget_sessions(store.now - 1ms); });

        for (const bool restarted : {false, true}) {
            if (restarted) store.reopen();
            CHECK(sealed_of(store, 1) == Bytes{});
            CHECK(sealed_of(store, 2) == Bytes{22});
            CHECK(sealed_of(store, 3) == Bytes{3});
        }
    });
}

TEST_CASE("a session that was forgotten can begin again") {
    on_every_store([](TestStore& store) {
        store.unit([&](Transaction& tx) { tx.put_session(session_of(1, store.now, {1})); });
        store.unit([&](Transaction& tx) {
            tx.forget_sessions(store.now + 1ms);
            tx.put_session(session_of(1, store.now, {2}));
        });

        CHECK(sealed_of(store, 1) == Bytes{2});
        store.reopen();
        CHECK(sealed_of(store, 1) == Bytes{2});
    });
}

TEST_CASE("who waits to be salvaged is known by session, by caller and when due, after a restart too") {
    on_every_store([](TestStore& store) {
        const Pseudonym amina{20400, key_of(100)};
        store.unit([&](Transaction& tx) {
            tx.put_salvage({key_of(1), 20400, amina, "at", ServiceTime{2'000}});
            tx.put_salvage({key_of(2), 20400, amina, "at", ServiceTime{1'000}});
            tx.put_salvage({key_of(3), 20399, {20399, key_of(200)}, "at", ServiceTime{3'000}});
            tx.put_salvage({key_of(2), 20400, amina, "at", ServiceTime{2'500}});
        });

        store.reopen();
        store.unit([&](Transaction& tx) {
            CHECK(tx.salvage(key_of(2))->due == ServiceTime{2'500});
            CHECK(tx.salvage(key_of(2))->channel == "at");
            CHECK(tx.salvages_of(amina).size() == 2);
            CHECK(tx.due_salvages(ServiceTime{1'999}, 10).empty());
            CHECK(tx.due_salvages(ServiceTime{9'000}, 2).at(1).session == key_of(2));
            tx.drop_salvage(key_of(1));
            CHECK_FALSE(tx.salvage(key_of(1)).has_value());
            tx.forget_callers(20399);
            CHECK_FALSE(tx.salvage(key_of(3)).has_value());
            CHECK(tx.salvage(key_of(2)).has_value());
        });
    });
}
