#include <doctest/doctest.h>

#include "tests/storage/test_store.hpp"

using namespace kengele;
using namespace kengele::storage;
using namespace std::chrono_literals;

TEST_CASE("an alert is read as it was inserted") {
    on_every_store([](TestStore& store) {
        const auto sample = sample_case(store);
        Alert wanted;
        wanted.incident = sample.incident;
        wanted.office = sample.office;
        wanted.responder = sample.responder;
        wanted.role = "OCS";
        wanted.rung = 3;
        wanted.standing = Standing::higher;
        wanted.reply_code = "0042";
        wanted.cause = "OCS of Kibra";
        wanted.created = ServiceTime{7};
        wanted.created_wall = WallTime(8ms);
        const auto id = store.ask([&](Transaction& tx) { return tx.insert_alert(wanted); });

        const auto found = store.ask([&](Transaction& tx) { return tx.alert(id); });

        REQUIRE(found);
        CHECK(found->id == id);
        CHECK(found->incident == sample.incident);
        CHECK(found->office == sample.office);
        CHECK(found->responder == sample.responder);
        CHECK(found->role == "OCS");
        CHECK(found->rung == 3);
        CHECK(found->standing == Standing::higher);
        CHECK(found->reply_code == "0042");
        CHECK(found->state == AlertState::open);
        CHECK(found->cause == "OCS of Kibra");
        CHECK(found->created == ServiceTime{7});
        CHECK(found->created_wall == WallTime(8ms));
        CHECK_FALSE(store.ask([](Transaction& tx) { return tx.alert(AlertId{99}).has_value(); }));
    });
}

TEST_CASE("a fresh code leads to its alert, for its responder alone, and stands for what was given last") {
    on_every_store([](TestStore& store) {
        const auto sample = sample_case(store);
        const auto first = store.now;
        const auto other = store.ask([&](Transaction& tx) {
            tx.give_fresh_code({sample.responder, "5930", sample.alert, store.now});
            return tx.insert_alert(*tx.alert(sample.alert));
        });

        store.unit([&](Transaction& tx) {
            const auto found = tx.fresh_code(sample.responder, "5930");
            REQUIRE(found);
            CHECK(found->alert == sample.alert);
            CHECK(found->given == first);
            CHECK_FALSE(tx.fresh_code(sample.responder, "5931").has_value());
            CHECK_FALSE(tx.fresh_code(ResponderId{sample.responder.value + 1}, "5930").has_value());
        });

        store.pass(1h);
        store.unit([&](Transaction& tx) {
            tx.give_fresh_code({sample.responder, "5930", other, store.now});
            CHECK(tx.fresh_code(sample.responder, "5930")->alert == other);
            CHECK(tx.fresh_code(sample.responder, "5930")->given == store.now);
        });
    });
}

TEST_CASE("alerts are found by case, oldest first, and by responder, newest first and not too old") {
    on_every_store([](TestStore& store) {
        const auto sample = sample_case(store);
        const auto start = store.now;
        store.pass(1min);
        const auto second = store.ask([&](Transaction& tx) {
            auto alert = *tx.alert(sample.alert);
            alert.created = store.now;
            return tx.insert_alert(alert);
        });

        store.unit([&](Transaction& tx) {
            const auto of_case = tx.alerts_of(sample.incident);
            REQUIRE(of_case.size() == 2);
            CHECK(of_case[0].id == sample.alert);
            CHECK(of_case[1].id == second);
            const auto recent = tx.recent_alerts(sample.responder, start);
            REQUIRE(recent.size() == 2);
            CHECK(recent[0].id == second);
            CHECK(tx.recent_alerts(sample.responder, start + 1ms).size() == 1);
            CHECK(tx.recent_alerts(ResponderId{99}, start).empty());
        });
    });
}

TEST_CASE("the newest alert with a code is found for its responder alone") {
    on_every_store([](TestStore& store) {
        const auto sample = sample_case(store);

        store.unit([&](Transaction& tx) {
            auto alert = *tx.alert(sample.alert);
            const auto newer = tx.insert_alert(alert);
            alert.reply_code = "9999";
            tx.insert_alert(alert);

            const auto found = tx.alert_of_code(sample.responder, tx.alert(sample.alert)->reply_code);
            REQUIRE(found);
            CHECK(found->id == newer);
            CHECK_FALSE(tx.alert_of_code(sample.responder, "1111"));
            CHECK_FALSE(tx.alert_of_code(ResponderId{99}, "9999"));
        });
    });
}

TEST_CASE("an alert changes state only from the state it is in") {
    on_every_store([](TestStore& store) {
        const auto sample = sample_case(store);

        store.unit([&](Transaction& tx) {
            CHECK(tx.change_alert(sample.alert, AlertState::open, AlertState::accepted));
            CHECK_FALSE(tx.change_alert(sample.alert, AlertState::open, AlertState::withdrawn));
            CHECK_FALSE(tx.change_alert(AlertId{99}, AlertState::open, AlertState::accepted));
        });

        CHECK(store.ask([&](Transaction& tx) { return tx.alert(sample.alert)->state; }) ==
              AlertState::accepted);
    });
}
