#include <doctest/doctest.h>

#include "tests/storage/test_store.hpp"

using namespace kengele;
using namespace kengele::storage;
using namespace std::chrono_literals;

namespace {

OutboundSms sms_to(const SampleCase& sample, int priority, ServiceTime not_before) {
    OutboundSms it;
    it.responder = sample.responder;
    it.incident = sample.incident;
    it.alert = sample.alert;
    it.what = SmsTemplate::escalation;
    it.language = "sw";
    it.about = "OCS";
    it.priority = priority;
    it.created = ServiceTime{10};
    it.not_before = not_before;
    return it;
}

std::vector<SmsId> ids_of(const std::vector<OutboundSms>& texts) {
    std::vector<SmsId> ids;
    for (const auto& sms : texts)
        ids.push_back(sms.id);
    return ids;
}

DeliveryReport report_of(DeliveryReport::State state, ServiceTime at = {}) {
    return {"at", "msg-1", state, "word", at};
}

}  // namespace

TEST_CASE("texts that are due come by priority, then oldest first") {
    on_every_store([](TestStore& store) {
        const auto sample = sample_case(store);
        store.unit([&](Transaction& tx) {
            CHECK_FALSE(tx.next_sms().has_value());
            const auto slow = tx.enqueue(sms_to(sample, 3, ServiceTime{100}));
            const auto urgent = tx.enqueue(sms_to(sample, 1, ServiceTime{100}));
            const auto urgent_too = tx.enqueue(sms_to(sample, 1, ServiceTime{50}));
            const auto later = tx.enqueue(sms_to(sample, 1, ServiceTime{101}));

            CHECK(ids_of(tx.due_sms(ServiceTime{100}, 10)) == std::vector{urgent, urgent_too, slow});
            CHECK(ids_of(tx.due_sms(ServiceTime{100}, 1)) == std::vector{urgent});
            CHECK(ids_of(tx.due_sms(ServiceTime{101}, 10)) == std::vector{urgent, urgent_too, later, slow});
            CHECK(tx.next_sms() == ServiceTime{50});
        });
    });
}

TEST_CASE("a text keeps what it is made of, and a change writes everything after its creation") {
    on_every_store([](TestStore& store) {
        const auto sample = sample_case(store);
        const auto id =
            store.ask([&](Transaction& tx) { return tx.enqueue(sms_to(sample, 2, ServiceTime{11})); });
        auto sms = store.ask([&](Transaction& tx) { return tx.sms(id).value(); });
        CHECK(sms.organisation == the_deployment);
        CHECK(sms.responder == sample.responder);
        CHECK(sms.incident == sample.incident);
        CHECK(sms.alert == sample.alert);
        CHECK(sms.what == SmsTemplate::escalation);
        CHECK(sms.language == "sw");
        CHECK(sms.about == "OCS");
        CHECK(sms.priority == 2);
        CHECK(sms.created == ServiceTime{10});
        CHECK(sms.not_before == ServiceTime{11});
        CHECK(sms.state == SmsState::queued);

        sms.not_before = ServiceTime{12};
        sms.state = SmsState::claimed;
        sms.attempts = 2;
        sms.attempt = key_of(5);
        sms.lease_until = ServiceTime{13};
        sms.possible_duplicate = true;
        sms.channel = "at";
        sms.provider_id = "msg-1";
        sms.failure = "no such number";
        CHECK(store.ask([&](Transaction& tx) { return tx.change_sms(sms, SmsState::queued, Key128{}); }));

        store.reopen();
        const auto found = store.ask([&](Transaction& tx) { return tx.sms(id).value(); });
        CHECK(found.not_before == ServiceTime{12});
        CHECK(found.state == SmsState::claimed);
        CHECK(found.attempts == 2);
        CHECK(found.attempt == key_of(5));
        CHECK(found.lease_until == ServiceTime{13});
        CHECK(found.possible_duplicate);
        CHECK(found.channel == "at");
        CHECK(found.provider_id == "msg-1");
        CHECK(found.failure == "no such number");
        CHECK(found.about == "OCS");
        CHECK_FALSE(store.ask([](Transaction& tx) { return tx.next_sms().has_value(); }));
    });
}

TEST_CASE("a text changes only from the state and the attempt it is in") {
    on_every_store([](TestStore& store) {
        const auto sample = sample_case(store);
        store.unit([&](Transaction& tx) {
            auto sms = *tx.sms(tx.enqueue(sms_to(sample, 1, {})));
            sms.state = SmsState::claimed;
            sms.attempt = key_of(1);
            CHECK(tx.change_sms(sms, SmsState::queued, Key128{}));
            CHECK_FALSE(tx.change_sms(sms, SmsState::queued, Key128{}));
            sms.state = SmsState::accepted;
            CHECK_FALSE(tx.change_sms(sms, SmsState::claimed, key_of(2)));
            CHECK(tx.change_sms(sms, SmsState::claimed, key_of(1)));
        });
    });
}

TEST_CASE("claims whose lease is over are found, others are not") {
    on_every_store([](TestStore& store) {
        const auto sample = sample_case(store);
        store.unit([&](Transaction& tx) {
            const auto claim = [&](ServiceTime until) {
                auto sms = *tx.sms(tx.enqueue(sms_to(sample, 1, {})));
                sms.state = SmsState::claimed;
                sms.lease_until = until;
                tx.change_sms(sms, SmsState::queued, Key128{});
                return sms.id;
            };
            tx.enqueue(sms_to(sample, 1, {}));
            const auto later = claim(ServiceTime{200});
            const auto sooner = claim(ServiceTime{100});

            CHECK(tx.lapsed_claims(ServiceTime{99}, 10).empty());
            CHECK(ids_of(tx.lapsed_claims(ServiceTime{100}, 10)) == std::vector{sooner});
            CHECK(ids_of(tx.lapsed_claims(ServiceTime{200}, 10)) == std::vector{sooner, later});
            CHECK(ids_of(tx.lapsed_claims(ServiceTime{200}, 1)) == std::vector{sooner});
        });
    });
}

TEST_CASE("texts are found by alert, responder and the provider's id") {
    on_every_store([](TestStore& store) {
        const auto sample = sample_case(store);
        store.unit([&](Transaction& tx) {
            const auto first = tx.enqueue(sms_to(sample, 1, {}));
            auto second = sms_to(sample, 1, {});
            second.created = ServiceTime{20};
            second.alert = {};
            second.incident = {};
            second.channel = "at";
            second.provider_id = "msg-1";
            second.id = tx.enqueue(second);

            CHECK(ids_of(tx.sms_of_alert(sample.alert)) == std::vector{first});
            CHECK(tx.sms_of_alert(AlertId{99}).empty());
            CHECK(ids_of(tx.recent_sms(sample.responder, ServiceTime{10})) == std::vector{second.id, first});
            CHECK(ids_of(tx.recent_sms(sample.responder, ServiceTime{11})) == std::vector{second.id});
            CHECK(tx.sms_of_provider("at", "msg-1")->id == second.id);
            CHECK_FALSE(tx.sms_of_provider("at", "msg-1")->alert);
            CHECK_FALSE(tx.sms_of_provider("other", "msg-1").has_value());
            CHECK_FALSE(tx.sms_of_provider("", "").has_value());
        });
    });
}

TEST_CASE("a delivery report's final state sticks") {
    using State = DeliveryReport::State;
    const struct {
        State before, then, kept;
    } rows[] = {
        {State::underway, State::underway, State::underway},
        {State::underway, State::delivered, State::delivered},
        {State::underway, State::failed, State::failed},
        {State::delivered, State::underway, State::delivered},
        {State::delivered, State::failed, State::delivered},
        {State::failed, State::delivered, State::failed},
        {State::failed, State::underway, State::failed},
    };

    for (const auto& row : rows) {
        CAPTURE(static_cast<int>(row.before));
        CAPTURE(static_cast<int>(row.then));
        on_every_store([&](TestStore& store) {
            store.unit([&](Transaction& tx) {
                CHECK_FALSE(tx.report("at", "msg-1").has_value());
                tx.put_report(report_of(row.before, ServiceTime{1}));
                tx.put_report(report_of(row.then, ServiceTime{2}));
            });

            const auto found = store.ask([](Transaction& tx) { return tx.report("at", "msg-1"); });

            REQUIRE(found);
            CHECK(found->state == row.kept);
            CHECK(found->reason == "word");
            CHECK(found->at == ServiceTime{row.before == State::underway ? 2 : 1});
        });
    }
}

TEST_CASE("a message that arrives twice is noted once, until it is forgotten") {
    on_every_store([](TestStore& store) {
        store.unit([](Transaction& tx) {
            CHECK(tx.note_inbound("at", "in-1"));
            CHECK_FALSE(tx.note_inbound("at", "in-1"));
            CHECK(tx.note_inbound("other", "in-1"));
        });
        store.reopen();
        store.unit([&](Transaction& tx) {
            tx.forget_inbound(store.now);
            CHECK_FALSE(tx.note_inbound("at", "in-1"));
            tx.forget_inbound(store.now + 1ms);
            CHECK(tx.note_inbound("at", "in-1"));
        });
    });
}
