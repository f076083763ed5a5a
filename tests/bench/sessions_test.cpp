#include "tests/bench/sessions.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace kengele::bench;

namespace {

std::string field(const std::string& form, const std::string& name) {
    const auto at = form.find(name + "=");
    return form.substr(at + name.size() + 1, form.find('&', at) - at - name.size() - 1);
}

}  // namespace

TEST_CASE("a generated call types one key more each turn, then a new call takes its place") {
    Sessions sessions({"9", "laini+saba", "1"}, 1, 7);
    std::vector<std::string> typed;
    std::set<std::string> ids;

    for (int turn = 0; turn < 8; ++turn) {
        const auto slot = sessions.take();
        typed.push_back(field(sessions.form(slot), "text"));
        ids.insert(field(sessions.form(slot), "sessionId"));
        CHECK(sessions.is_last_turn(slot) == (turn % 4 == 3));
        sessions.put_back(slot, false);
    }

    CHECK(typed == std::vector<std::string>{"", "9", "9%2Alaini+saba", "9%2Alaini+saba%2A1", "", "9",
                                            "9%2Alaini+saba", "9%2Alaini+saba%2A1"});
    CHECK(ids.size() == 2);
}

TEST_CASE("generated calls are stepped in turn, each with an id and a caller of its own") {
    Sessions sessions({"1"}, 100, 1);
    Sessions of_another_run({"1"}, 100, 2);
    std::set<std::string> ids;
    std::set<std::string> callers;

    for (auto* each : {&sessions, &of_another_run})
        for (Sessions::Slot expected = 0; expected < 100; ++expected) {
            const auto slot = each->take();
            CHECK(slot == expected);
            ids.insert(field(each->form(slot), "sessionId"));
            callers.insert(field(each->form(slot), "phoneNumber"));
            each->put_back(slot, false);
        }

    CHECK(ids.size() == 200);
    CHECK(callers.size() == 200);
}

TEST_CASE("a call that the server ended is not typed into any more") {
    Sessions sessions({"1", "2"}, 1, 1);
    const auto first = sessions.form(0);

    sessions.put_back(sessions.take(), true);

    CHECK(field(sessions.form(0), "text").empty());
    CHECK(field(sessions.form(0), "sessionId") != field(first, "sessionId"));
}
