#include <doctest/doctest.h>

#include "tests/storage/test_store.hpp"

using namespace kengele;
using namespace kengele::storage;

namespace {

SmsId put_screen(Transaction& tx, Day day) {
    OutboundSms sms;
    sms.what = SmsTemplate::screen;
    sms.language = "en";
    const auto id = tx.enqueue(sms);
    tx.put_caller_text(id, {day, key_of(static_cast<int>(id.value)), {1, 2, 3}});
    return id;
}

}  // namespace

TEST_CASE("a text to a caller has no responder, and its sealed words lie beside it") {
    on_every_store([](TestStore& store) {
        const auto id = store.ask([](Transaction& tx) { return put_screen(tx, 20'400); });

        store.reopen();
        store.unit([&](Transaction& tx) {
            CHECK_FALSE(tx.sms(id)->responder);
            CHECK(tx.caller_text(id) == CallerText{20'400, key_of(static_cast<int>(id.value)), {1, 2, 3}});
            CHECK(tx.due_sms(store.now, 10).size() == 1);
            CHECK(tx.recent_sms(ResponderId{0}, ServiceTime{0}).empty());
        });
    });
}

TEST_CASE("once it is sent only the row of a text to a caller is left") {
    on_every_store([](TestStore& store) {
        const auto id = store.ask([](Transaction& tx) { return put_screen(tx, 20'400); });

        store.unit([&](Transaction& tx) { tx.drop_caller_text(id); });

        store.unit([&](Transaction& tx) {
            CHECK_FALSE(tx.caller_text(id));
            CHECK(tx.sms(id));
        });
    });
}

TEST_CASE("texts to callers go with their day, sent or not, and no other text does") {
    on_every_store([](TestStore& store) {
        const auto sample = sample_case(store);
        SmsId old_one;
        SmsId old_and_sent;
        SmsId newer;
        SmsId alarm;
        store.unit([&](Transaction& tx) {
            old_one = put_screen(tx, 20'399);
            old_and_sent = put_screen(tx, 20'399);
            tx.drop_caller_text(old_and_sent);
            newer = put_screen(tx, 20'400);
            OutboundSms sms;
            sms.responder = sample.responder;
            sms.alert = sample.alert;
            alarm = tx.enqueue(sms);
        });

        store.unit([](Transaction& tx) { tx.forget_callers(20'399); });

        store.unit([&](Transaction& tx) {
            CHECK_FALSE(tx.sms(old_one));
            CHECK_FALSE(tx.sms(old_and_sent));
            CHECK(tx.caller_text(newer));
            CHECK(tx.sms(alarm));
        });
    });
}
