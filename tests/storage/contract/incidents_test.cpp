#include <doctest/doctest.h>

#include "tests/storage/test_store.hpp"

using namespace kengele;
using namespace kengele::storage;
using namespace std::chrono_literals;

TEST_CASE("an incident is read as it was inserted") {
    on_every_store([](TestStore& store) {
        const auto places = import_sample_places(store);
        auto wanted = sample_incident("4829137", places.ward);
        wanted.sensitivity = Sensitivity::protected_;
        const auto id = store.ask([&](Transaction& tx) { return tx.insert_incident(wanted).value(); });

        store.reopen();
        const auto found = store.ask([&](Transaction& tx) { return tx.lock_incident(id); });

        REQUIRE(found);
        CHECK(found->id == id);
        CHECK(found->organisation == the_deployment);
        CHECK(found->case_number == "4829137");
        CHECK(found->kind == "EMG1");
        CHECK(found->category == "EMG");
        CHECK(found->severity == Severity::p1);
        CHECK(found->sensitivity == Sensitivity::protected_);
        CHECK(found->place == places.ward);
        CHECK(found->timing == "now");
        CHECK(found->urgency == "life");
        CHECK(found->channel == "at");
        CHECK(found->created == ServiceTime{5});
        CHECK(found->created_wall == WallTime(6ms));
        CHECK_FALSE(store.ask([](Transaction& tx) { return tx.incident(IncidentId{99}).has_value(); }));
    });
}

TEST_CASE("a case number that is taken inserts nothing, and the unit goes on") {
    on_every_store([](TestStore& store) {
        const auto places = import_sample_places(store);

        store.unit([&](Transaction& tx) {
            const auto first = tx.insert_incident(sample_incident("4829137", places.ward));
            const auto again = tx.insert_incident(sample_incident("4829137", places.ward));
            const auto other = tx.insert_incident(sample_incident("4829145", places.ward));
            CHECK(first.has_value());
            CHECK_FALSE(again.has_value());
            CHECK(other.has_value());
            CHECK(first != other);
        });
    });
}

TEST_CASE("an incident at a place that is not known is refused as a conflict") {
    on_every_store([](TestStore& store) {
        const auto done = store.try_unit([](Transaction& tx) -> Result<void> {
            tx.insert_incident(sample_incident("4829137", PlaceNumber{77}));
            return {};
        });

        CHECK(done.error() == Error::conflict);
    });
}

TEST_CASE("a report's text is a sealed blob of its own") {
    on_every_store([](TestStore& store) {
        const auto sample = sample_case(store);
        store.unit([&](Transaction& tx) {
            CHECK_FALSE(tx.report_text(sample.incident).has_value());
            tx.put_report_text(sample.incident, {1, {9}, {1}});
            tx.put_report_text(sample.incident, {2, {9, 9}, {1, 2, 3}});
        });

        const auto text = store.ask([&](Transaction& tx) { return tx.report_text(sample.incident); });

        REQUIRE(text);
        CHECK(text->key_version == 2);
        CHECK(text->wrapped_key == Bytes{9, 9});
        CHECK(text->sealed == Bytes{1, 2, 3});
    });
}

TEST_CASE("a follow-up code opens its case, several codes may, and a code is given once") {
    on_every_store([](TestStore& store) {
        const auto sample = sample_case(store);
        store.unit([&](Transaction& tx) {
            tx.add_follow_up(key_of(1), sample.incident);
            tx.add_follow_up(key_of(2), sample.incident);
        });

        const auto taken = store.try_unit([&](Transaction& tx) -> Result<void> {
            tx.add_follow_up(key_of(1), sample.incident);
            return {};
        });

        CHECK(taken.error() == Error::conflict);
        store.unit([&](Transaction& tx) {
            CHECK(tx.incident_of_follow_up(key_of(1)) == sample.incident);
            CHECK(tx.incident_of_follow_up(key_of(2)) == sample.incident);
            CHECK_FALSE(tx.incident_of_follow_up(key_of(3)).has_value());
        });
    });
}

TEST_CASE("the events of a case come oldest first, each with what it names") {
    on_every_store([](TestStore& store) {
        const auto sample = sample_case(store);
        store.unit([&](Transaction& tx) {
            tx.add_event(
                {sample.incident, EventKind::raised, ServiceTime{10}, WallTime(1ms), 0, {}, {}, {}, {}});
            tx.add_event({sample.incident,
                          EventKind::accepted,
                          ServiceTime{20},
                          WallTime(2ms),
                          1,
                          sample.alert,
                          sample.office,
                          sample.responder,
                          {}});
            tx.add_event(
                {sample.incident, EventKind::climbed, ServiceTime{20}, WallTime(3ms), 2, {}, {}, {}, {}});
        });

        const auto events = store.ask([&](Transaction& tx) { return tx.events(sample.incident); });

        REQUIRE(events.size() == 3);
        CHECK(events[0].kind == EventKind::raised);
        CHECK_FALSE(events[0].alert);
        CHECK_FALSE(events[0].office);
        CHECK(events[1].kind == EventKind::accepted);
        CHECK(events[1].incident == sample.incident);
        CHECK(events[1].at == ServiceTime{20});
        CHECK(events[1].wall == WallTime(2ms));
        CHECK(events[1].rung == 1);
        CHECK(events[1].alert == sample.alert);
        CHECK(events[1].office == sample.office);
        CHECK(events[1].responder == sample.responder);
        CHECK(events[2].kind == EventKind::climbed);
        CHECK(store.ask([](Transaction& tx) { return tx.events(IncidentId{99}); }).empty());
    });
}

TEST_CASE("clocks that are due come earliest first; held ones wait") {
    on_every_store([](TestStore& store) {
        const auto sample = sample_case(store);
        const auto second = store.ask([&](Transaction& tx) {
            const auto id = tx.insert_incident(sample_incident("4829145", sample.places.ward)).value();
            CHECK_FALSE(tx.next_clock().has_value());
            tx.put_clock({sample.incident, "P1", 0, ServiceTime{300}, std::nullopt});
            tx.put_clock({id, "P2", 1, ServiceTime{200}, std::nullopt});
            return id;
        });

        store.unit([&](Transaction& tx) {
            CHECK(tx.next_clock() == ServiceTime{200});
            CHECK(tx.due_clocks(ServiceTime{199}, 10).empty());
            CHECK(tx.due_clocks(ServiceTime{200}, 10).size() == 1);
            const auto due = tx.due_clocks(ServiceTime{300}, 10);
            REQUIRE(due.size() == 2);
            CHECK(due[0].incident == second);
            CHECK(due[0].ladder == "P2");
            CHECK(due[0].rung == 1);
            CHECK(due[1].due == ServiceTime{300});
            CHECK(tx.due_clocks(ServiceTime{300}, 1).size() == 1);
        });
        store.unit([&](Transaction& tx) {
            tx.put_clock({second, "P2", 2, ServiceTime{100}, sample.alert});
            CHECK(tx.clock(second)->held_by == sample.alert);
            CHECK(tx.clock(second)->rung == 2);
            CHECK(tx.next_clock() == ServiceTime{300});
            tx.stop_clock(sample.incident);
            CHECK_FALSE(tx.clock(sample.incident).has_value());
            CHECK_FALSE(tx.next_clock().has_value());
        });
    });
}
