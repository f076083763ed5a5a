#include <doctest/doctest.h>

#include "tests/storage/test_store.hpp"

using namespace kengele;
using namespace kengele::storage;
using namespace std::chrono_literals;

namespace {

const Pseudonym amina{20400, key_of(100)};
const Pseudonym brian{20400, key_of(200)};
const Pseudonym amina_yesterday{20399, key_of(101)};

CallerLink link_of(const Pseudonym& caller, int session, IncidentId incident, ServiceTime at) {
    CallerLink link;
    link.caller = caller;
    link.session = key_of(session);
    link.incident = incident;
    link.at = at;
    return link;
}

}  // namespace

TEST_CASE("a caller's language is remembered with the pseudonym and can change") {
    on_every_store([](TestStore& store) {
        store.unit([](Transaction& tx) {
            tx.remember_language(amina, "en");
            tx.remember_language(amina, "sw");
        });

        store.unit([](Transaction& tx) {
            CHECK(tx.language_of(amina) == "sw");
            CHECK_FALSE(tx.language_of(brian).has_value());
            CHECK_FALSE(tx.language_of({20401, amina.hash}).has_value());
        });
    });
}

TEST_CASE("a session makes at most one incident, after a restart too") {
    on_every_store([](TestStore& store) {
        const auto sample = sample_case(store);
        CHECK(store.ask(
            [&](Transaction& tx) { return tx.link_caller(link_of(amina, 1, sample.incident, store.now)); }));

        store.reopen();
        store.unit([&](Transaction& tx) {
            const auto other = tx.insert_incident(sample_incident("4829145", sample.places.ward)).value();
            CHECK_FALSE(tx.link_caller(link_of(brian, 1, other, store.now)));
        });

        const auto link = store.ask([](Transaction& tx) { return tx.link_of_session(key_of(1)); });
        REQUIRE(link);
        CHECK(link->caller == amina);
        CHECK(link->session == key_of(1));
        CHECK(link->incident == sample.incident);
        CHECK(link->at == store.now);
        CHECK_FALSE(link->is_confirmed);
    });
}

TEST_CASE("a session whose unit failed may still make its incident") {
    on_every_store([](TestStore& store) {
        const auto sample = sample_case(store);
        const auto failed = store.try_unit([&](Transaction& tx) -> Result<void> {
            CHECK(tx.link_caller(link_of(amina, 1, sample.incident, store.now)));
            return make_error_code(Error::not_found);
        });

        CHECK(failed.error() == Error::not_found);
        CHECK(store.ask(
            [&](Transaction& tx) { return tx.link_caller(link_of(amina, 1, sample.incident, store.now)); }));
    });
}

TEST_CASE("the latest link of a caller is the one a redial shows, and its confirmation is kept") {
    on_every_store([](TestStore& store) {
        const auto sample = sample_case(store);
        store.unit([&](Transaction& tx) {
            const auto second = tx.insert_incident(sample_incident("4829145", sample.places.ward)).value();
            tx.link_caller(link_of(amina, 2, second, store.now + 1s));
            tx.link_caller(link_of(amina, 1, sample.incident, store.now));
            tx.link_caller(link_of(brian, 3, sample.incident, store.now + 2s));
            tx.confirm_link(key_of(2));
        });

        store.unit([&](Transaction& tx) {
            CHECK(tx.latest_link(amina)->session == key_of(2));
            CHECK(tx.latest_link(amina)->is_confirmed);
            CHECK_FALSE(tx.latest_link(brian)->is_confirmed);
            CHECK_FALSE(tx.latest_link(amina_yesterday).has_value());
            CHECK_FALSE(tx.link_of_session(key_of(4)).has_value());
        });
    });
}

TEST_CASE("wrong codes are counted by caller and time, several in one moment too") {
    on_every_store([](TestStore& store) {
        const auto start = store.now;
        store.unit([](Transaction& tx) {
            tx.count_wrong_code(amina, CodeKind::follow_up);
            tx.count_wrong_code(amina, CodeKind::follow_up);
        });
        store.pass(1h);
        store.unit([](Transaction& tx) { tx.count_wrong_code(amina, CodeKind::follow_up); });

        store.unit([&](Transaction& tx) {
            CHECK(tx.wrong_codes(amina, start) == 3);
            CHECK(tx.wrong_codes(amina, start + 1ms) == 1);
            CHECK(tx.wrong_codes(amina, store.now + 1ms) == 0);
            CHECK(tx.wrong_codes(brian, start) == 0);
        });
    });
}

TEST_CASE(
    "wrong follow-up codes are counted over all callers, without responders' and no further than asked") {
    on_every_store([](TestStore& store) {
        const auto start = store.now;
        store.unit([](Transaction& tx) {
            tx.count_wrong_code(amina, CodeKind::follow_up);
            tx.count_wrong_code(amina, CodeKind::follow_up);
            tx.count_wrong_code(amina_yesterday, CodeKind::follow_up);
            tx.count_wrong_code({20400, key_of(300)}, CodeKind::reply);
        });
        store.pass(1h);
        store.unit([](Transaction& tx) { tx.count_wrong_code(brian, CodeKind::follow_up); });

        store.unit([&](Transaction& tx) {
            CHECK(tx.wrong_follow_up_codes(start, 100) == 4);
            CHECK(tx.wrong_follow_up_codes(start, 4) == 4);
            CHECK(tx.wrong_follow_up_codes(start, 3) == 3);
            CHECK(tx.wrong_follow_up_codes(start, 1) == 1);
            CHECK(tx.wrong_follow_up_codes(start + 1ms, 100) == 1);
            CHECK(tx.wrong_follow_up_codes(store.now + 1ms, 100) == 0);
            CHECK(tx.wrong_codes({20400, key_of(300)}, start) == 1);
        });
    });
}

TEST_CASE("who filed a case is told by the caller of that day alone") {
    on_every_store([](TestStore& store) {
        const auto sample = sample_case(store);
        store.unit([&](Transaction& tx) {
            const auto second = tx.insert_incident(sample_incident("4829145", sample.places.ward)).value();
            tx.link_caller(link_of(amina, 1, sample.incident, store.now));
            tx.link_caller(link_of(amina, 2, second, store.now + 1s));

            CHECK(tx.has_filed(amina, sample.incident));
            CHECK(tx.has_filed(amina, second));
            CHECK_FALSE(tx.has_filed(brian, sample.incident));
            CHECK_FALSE(tx.has_filed(amina_yesterday, sample.incident));
            CHECK_FALSE(tx.has_filed({20401, amina.hash}, sample.incident));
        });
    });
}

TEST_CASE("callers of a day whose key is gone are forgotten with everything of theirs") {
    on_every_store([](TestStore& store) {
        const auto sample = sample_case(store);
        store.unit([&](Transaction& tx) {
            for (const auto& caller : {amina_yesterday, amina}) {
                tx.remember_language(caller, "sw");
                tx.count_wrong_code(caller, CodeKind::follow_up);
                tx.link_caller(link_of(caller, caller.day, sample.incident, store.now));
                tx.put_session({key_of(caller.day), caller.day, store.now, {1}});
            }
        });

        store.unit([](Transaction& tx) { tx.forget_callers(20399); });

        store.unit([](Transaction& tx) {
            CHECK_FALSE(tx.language_of(amina_yesterday).has_value());
            CHECK(tx.wrong_codes(amina_yesterday, ServiceTime{0}) == 0);
            CHECK_FALSE(tx.latest_link(amina_yesterday).has_value());
            CHECK_FALSE(tx.session(key_of(20399)).has_value());
            CHECK(tx.language_of(amina) == "sw");
            CHECK(tx.wrong_codes(amina, ServiceTime{0}) == 1);
            CHECK(tx.latest_link(amina).has_value());
            CHECK(tx.session(key_of(20400)).has_value());
        });
    });
}

TEST_CASE("of each caller the last unfinished call is known, until it is dropped or its day is forgotten") {
    on_every_store([](TestStore& store) {
        store.unit([](Transaction& tx) {
            tx.put_unfinished({amina, key_of(1), amina.day});
            tx.put_unfinished({amina, key_of(2), amina.day});
            tx.put_unfinished({brian, key_of(3), brian.day - 1});
        });
        store.reopen();

        store.unit([](Transaction& tx) {
            CHECK(tx.unfinished(amina)->session == key_of(2));
            CHECK(tx.unfinished(amina)->day == amina.day);
            CHECK_FALSE(tx.unfinished(amina_yesterday));
            tx.drop_unfinished(amina, key_of(1));  // another one by now
            CHECK(tx.unfinished(amina));
            tx.forget_callers(brian.day - 1);
            CHECK_FALSE(tx.unfinished(brian));
            CHECK(tx.unfinished(amina));
            tx.drop_unfinished(amina, key_of(2));
            CHECK_FALSE(tx.unfinished(amina));
        });
    });
}

TEST_CASE("calls wait to be counted until they are due, and counts of a day add up") {
    on_every_store([](TestStore& store) {
        const auto due = store.now + 1min;
        store.unit([&](Transaction& tx) {
            tx.publish_menu({the_deployment, "residents", "aa", "1", ""}, "amina", "");
            tx.put_uncounted({key_of(1), 20400, due, false});
            tx.put_uncounted({key_of(2), 20400, due + 1min, false});
            tx.put_uncounted({key_of(2), 20400, due - 1s, true});
            tx.put_uncounted({key_of(3), 20399, due, false});
            tx.count_screen({"aa", "home", CallTally::shown, 20400, 2});
            tx.count_screen({"aa", "home", CallTally::shown, 20400, 3});
            tx.count_screen({"aa", "home", CallTally::wrong_keys, 20400, 1});
        });
        store.reopen();

        store.unit([&](Transaction& tx) {
            CHECK(tx.due_to_count(due - 2s, 10).empty());
            tx.forget_callers(20399);
            const auto waiting = tx.due_to_count(due, 10);
            REQUIRE(waiting.size() == 2);
            CHECK(waiting[0].session == key_of(2));
            CHECK(waiting[0].has_ended);
            CHECK(tx.due_to_count(due, 1).size() == 1);
            tx.drop_uncounted(key_of(2));
            CHECK_FALSE(tx.uncounted(key_of(2)));
            CHECK(tx.uncounted(key_of(1)));
        });
        const auto counts =
            store.store().reader()->screen_counts(Viewer::at_the_machine(), "residents").value();
        REQUIRE(counts.size() == 2);
        CHECK(counts[0].calls == 5);
        CHECK(counts[1].what == CallTally::wrong_keys);
        CHECK(store.store().reader()->screen_counts(Viewer{}, "residents").value().empty());
    });
}
