#include <doctest/doctest.h>

#include "tests/storage/test_store.hpp"

using namespace kengele;
using namespace kengele::storage;
using namespace std::chrono_literals;

TEST_CASE("a responder's credential is read as it was put, the newest in place of the one before") {
    on_every_store([](TestStore& store) {
        const auto sample = sample_case(store);
        CHECK_FALSE(store.ask([&](Transaction& tx) { return tx.credential(sample.responder).has_value(); }));
        store.unit([&](Transaction& tx) {
            Credential invited;
            invited.responder = sample.responder;
            invited.invitation = key_of(1);
            invited.invitation_until = tx.now() + 1h;
            tx.put_credential(invited);
            Credential chosen = invited;
            chosen.pin = key_of(2);
            chosen.invitation.reset();
            chosen.wrong_tries = 3;
            chosen.locked_until = tx.now() + 30min;
            chosen.warned = tx.now();
            tx.put_credential(chosen);
        });

        store.reopen();
        const auto found = store.ask([&](Transaction& tx) { return tx.credential(sample.responder); });

        REQUIRE(found);
        CHECK(found->responder == sample.responder);
        CHECK(found->pin == key_of(2));
        CHECK_FALSE(found->invitation);
        CHECK(found->invitation_until == store.now + 1h);
        CHECK(found->wrong_tries == 3);
        CHECK(found->locked_until == store.now + 30min);
        CHECK(found->warned == store.now);
    });
}

TEST_CASE("who goes off duty is off duty in the next roster read, also of the same unit") {
    on_every_store([](TestStore& store) {
        const auto sample = sample_case(store);
        const auto is_on_duty = [&](Transaction& tx) {
            return tx.roster("OCS", sample.places.ward, store.today()).at(0).responder.is_on_duty;
        };
        CHECK(store.ask(is_on_duty));

        const bool in_the_unit = store.ask([&](Transaction& tx) {
            tx.set_on_duty(sample.responder, false);
            return is_on_duty(tx);
        });

        CHECK_FALSE(in_the_unit);
        CHECK_FALSE(store.ask(is_on_duty));
        store.unit([&](Transaction& tx) { tx.set_on_duty(sample.responder, true); });
        CHECK(store.ask(is_on_duty));
    });
}

TEST_CASE("an event keeps the word that was told with it") {
    on_every_store([](TestStore& store) {
        const auto sample = sample_case(store);

        store.unit([&](Transaction& tx) {
            CaseEvent event;
            event.incident = sample.incident;
            event.kind = EventKind::declined;
            event.word = "vehicle";
            tx.add_event(event);
        });
        const auto events = store.ask([&](Transaction& tx) { return tx.events(sample.incident); });

        CHECK(events.back().word == "vehicle");
    });
}
