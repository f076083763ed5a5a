#include <doctest/doctest.h>

#include <vector>

#include "gateway/cases/status.hpp"

using namespace kengele;
using cases::Stage;
using storage::EventKind;

namespace {

struct Happened {
    EventKind kind;
    std::int64_t alert = 0;
};

cases::Status told(const std::vector<Happened>& story) {
    std::vector<storage::CaseEvent> events;
    for (const Happened& one : story) {
        storage::CaseEvent event;
        event.kind = one.kind;
        event.alert = {one.alert};
        event.at = {static_cast<std::int64_t>(events.size())};
        events.push_back(event);
    }
    return cases::status_of(events);
}

}  // namespace

TEST_CASE("the status is told from what happened") {
    using enum EventKind;
    struct Row {
        const char* name;
        std::vector<Happened> story;
        Stage stage;
        std::int64_t alert;
    };
    const Row rows[] = {
        {"nothing", {}, Stage::received, 0},
        {"raised", {{raised}}, Stage::received, 0},
        {"sent is about the first asked", {{raised}, {alerted, 1}, {alerted, 2}}, Stage::sent, 1},
        {"accepted", {{raised}, {alerted, 1}, {accepted, 1}}, Stage::accepted, 1},
        {"a withdrawn colleague changes nothing",
         {{raised}, {alerted, 1}, {alerted, 2}, {accepted, 1}, {withdrawn, 2}},
         Stage::accepted,
         1},
        {"also going is not accepted", {{raised}, {alerted, 1}, {also_going, 2}}, Stage::sent, 1},
        {"a copied role on its way is not the holder",
         {{raised}, {alerted, 1}, {accepted, 1}, {also_going, 2}, {on_the_way, 2}},
         Stage::accepted,
         1},
        {"on the way", {{raised}, {accepted, 1}, {on_the_way, 1}}, Stage::on_the_way, 1},
        {"arrived", {{raised}, {accepted, 1}, {on_the_way, 1}, {arrived, 1}}, Stage::arrived, 1},
        {"on the way, heard after arrived",
         {{raised}, {accepted, 1}, {arrived, 1}, {on_the_way, 1}},
         Stage::arrived,
         1},
        {"arrived, heard after the case was closed",
         {{raised}, {accepted, 1}, {confirmed}, {arrived, 1}},
         Stage::closed,
         0},
        {"resolved", {{raised}, {accepted, 1}, {resolved, 1}}, Stage::resolved, 1},
        {"climbed", {{raised}, {alerted, 1}, {climbed}, {alerted, 2}}, Stage::higher_office, 2},
        {"declined by one who held nothing", {{raised}, {alerted, 1}, {declined, 1}}, Stage::sent, 1},
        {"the holder declines before any climb",
         {{raised}, {alerted, 1}, {accepted, 1}, {declined, 1}},
         Stage::sent,
         1},
        {"undone after a climb",
         {{raised}, {alerted, 1}, {climbed}, {alerted, 2}, {accepted, 2}, {undone, 2}},
         Stage::higher_office,
         2},
        {"the desk", {{raised}, {climbed}, {at_the_desk}}, Stage::at_the_desk, 0},
        {"the desk is asked while somebody holds",
         {{raised}, {accepted, 1}, {at_the_desk}},
         Stage::accepted,
         1},
        {"disputed", {{raised}, {accepted, 1}, {resolved, 1}, {disputed}}, Stage::reopened, 0},
        {"disputed and asked higher",
         {{raised}, {accepted, 1}, {disputed}, {climbed}, {alerted, 3}},
         Stage::higher_office,
         3},
        {"disputed again before the higher office has answered",
         {{raised}, {accepted, 1}, {disputed}, {climbed}, {alerted, 3}, {disputed}},
         Stage::higher_office,
         3},
        {"disputed at the desk", {{raised}, {climbed}, {at_the_desk}, {disputed}}, Stage::at_the_desk, 0},
        {"closed", {{raised}, {accepted, 1}, {confirmed}}, Stage::closed, 0},
        {"closed and disputed", {{raised}, {accepted, 1}, {confirmed}, {disputed}}, Stage::reopened, 0},
    };

    for (const Row& row : rows) {
        CAPTURE(row.name);
        const auto status = told(row.story);
        CHECK(cases::word_of(status.stage) == cases::word_of(row.stage));
        CHECK(status.alert.value == row.alert);
    }
}
