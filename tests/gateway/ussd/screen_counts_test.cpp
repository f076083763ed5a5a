#include "gateway/ussd/screen_counts.hpp"

#include <doctest/doctest.h>

#include <map>

#include "tests/gateway/ussd/starter_town.hpp"

using namespace kengele;
using namespace std::chrono_literals;
using storage::CallTally;
using testing::amina;
using testing::brian;

namespace {

struct Town : testing::StarterTown {
    Town() : StarterTown(true) {
        storage::MenuVersion version;
        version.menu = "residents";
        version.hash = menu->hash;
        version.name = menu->version;
        desk.run([&](storage::Transaction& tx) { tx.publish_menu(version, "amina", ""); });
    }

    void count(int most = 1000) {
        desk.run([&](storage::Transaction& tx) { ussd::count_due_calls(tx, days, *exchange.menus, most); });
    }

    std::int64_t counted(const std::string& screen, CallTally what) {
        std::int64_t calls = 0;
        for (const auto& row :
             desk.store().reader()->screen_counts(storage::Viewer::at_the_machine(), "residents").value()) {
            CHECK(row.menu_hash == menu->hash);
            if (row.screen == screen && row.what == what) calls += row.calls;
        }
        return calls;
    }

    std::int64_t lost() {
        std::int64_t calls = 0;
        for (const auto& row :
             desk.store().reader()->screen_counts(storage::Viewer::at_the_machine(), "residents").value())
            calls += row.what == CallTally::shown ? 0 : row.calls;
        return calls;
    }
};

}  // namespace

TEST_CASE("a call that falls silent is counted half an hour later, once, on each screen it came to") {
    Town town;
    town.walk("s1", "1*1*1*0*0*1");  // back and forth: each screen once
    town.desk.pass(20min);
    town.say("s1", "1*1*1*0*0*1*2");
    town.desk.pass(29min);
    town.count();
    CHECK(town.counted("home", CallTally::shown) == 0);

    town.desk.pass(2min);
    town.count();
    town.count();

    for (const char* screen : {"home", "category", "crime", "place"})
        CHECK(town.counted(screen, CallTally::shown) == 1);
    CHECK(town.counted("place", CallTally::fell_silent) == 1);
    CHECK(town.lost() == 1);

    // A word after that is no second call.
    town.say("s1", "1*1*1*0*0*1*2*0001");
    town.desk.pass(2h);
    town.count();
    CHECK(town.lost() == 1);
    CHECK(town.counted("home", CallTally::shown) == 1);
}

TEST_CASE(
    "the provider's word counts a call soon, however often it comes, and never one that sent its report") {
    Town town;
    town.walk("s1", "1*1*1");
    town.hang_up("s1");
    town.hang_up("s1");
    town.walk("s2", "9*3*0001", brian);
    town.hang_up("s2", brian);
    town.say("s2", "9*3*0001*1", brian);  // the last key was on the way

    town.desk.pass(61s);
    town.count();
    town.hang_up("s1");
    town.desk.pass(1h);
    town.count();

    CHECK(town.counted("place", CallTally::hung_up) == 1);
    CHECK(town.counted("filed", CallTally::shown) == 1);
    CHECK(town.lost() == 1);
}

TEST_CASE("three wrong keys are told apart, and an end of the menu's own is no loss") {
    Town town;
    town.walk("s1", "1*77*77*77");
    town.walk("s2", "1*1*1*0001*1*1*3*1", brian);
    town.desk.pass(31min);

    town.count();

    CHECK(town.counted("category", CallTally::wrong_keys) == 1);
    CHECK(town.counted("category", CallTally::shown) == 2);
    CHECK(town.lost() == 1);
}

TEST_CASE("a call that is gone on with was lost where it broke off, and the next one is counted by itself") {
    Town town;
    town.walk("s1", "9*3*0001");
    town.say("s2", "");
    CHECK(town.counted("landmark_danger", CallTally::fell_silent) == 1);
    town.say("s2", "1");
    town.desk.pass(31min);

    town.count();

    CHECK(town.counted("landmark_danger", CallTally::shown) == 2);
    CHECK(town.counted("home", CallTally::shown) == 1);
    CHECK(town.lost() == 1);
}

TEST_CASE("a hop that comes again and a batch that is cut short count nothing twice") {
    Town town;
    for (int call = 0; call < 5; ++call) {
        const auto session = "s" + std::to_string(call);
        const auto number = "+25471100020" + std::to_string(call);
        town.walk(session, "1", number);
        town.say(session, "1", number);
    }
    town.desk.pass(31min);

    town.count(2);
    CHECK(town.counted("home", CallTally::shown) == 2);
    town.count(2);
    town.count(2);
    town.count(2);

    CHECK(town.counted("home", CallTally::shown) == 5);
    CHECK(town.counted("category", CallTally::fell_silent) == 5);
}
