#include <doctest/doctest.h>

#include "gateway/cases/escalation.hpp"
#include "gateway/cases/severity.hpp"

using namespace kengele;
using namespace std::chrono_literals;
using storage::Sensitivity;
using storage::Severity;

namespace {

const std::vector<storage::Rung> ladder{
    {"P1", 0, 0, {"LEAD"}, {}}, {"P1", 1, 5, {"SCPC"}, {}}, {"P1", 2, 20, {"OPS"}, {}}};

}  // namespace

TEST_CASE("people of a rung have until the next one") {
    const gateway::CaseConfig config;

    CHECK(cases::patience(ladder, 0, Severity::p1, config) == 5min);
    CHECK(cases::patience(ladder, 1, Severity::p1, config) == 15min);
}

TEST_CASE("the desk is texted again after fifteen minutes, for a life in danger after five") {
    const gateway::CaseConfig config;

    CHECK(cases::patience(ladder, 2, Severity::p2, config) == 15min);
    CHECK(cases::patience(ladder, 2, Severity::p1, config) == 5min);
    CHECK(cases::patience({}, 0, Severity::p3, config) == 15min);
}

TEST_CASE("a shorter ladder minute shortens every wait") {
    gateway::CaseConfig config;
    config.ladder_minute = 5s;

    CHECK(cases::patience(ladder, 0, Severity::p1, config) == 25s);
    CHECK(cases::patience(ladder, 2, Severity::p1, config) == 25s);
}

TEST_CASE("a kind's own ladder goes before the one of its severity") {
    storage::Kind kind;
    CHECK(cases::ladder_name(kind, Severity::p2) == "P2");

    kind.ladder = "abuse";
    CHECK(cases::ladder_name(kind, Severity::p2) == "abuse");
}

TEST_CASE("the urgency answer moves the severity") {
    struct Row {
        Severity kind;
        Sensitivity sensitivity;
        const char* urgency;
        Severity expected;
    };
    const Row rows[] = {
        {Severity::p3, Sensitivity::normal, "life", Severity::p1},
        {Severity::p3, Sensitivity::normal, "hurt", Severity::p2},
        {Severity::p1, Sensitivity::normal, "hurt", Severity::p1},
        {Severity::p3, Sensitivity::normal, "urgent", Severity::p3},
        {Severity::p3, Sensitivity::normal, "", Severity::p3},
        {Severity::p2, Sensitivity::normal, "calm", Severity::p3},
        {Severity::p4, Sensitivity::normal, "calm", Severity::p4},
        {Severity::p2, Sensitivity::private_, "calm", Severity::p3},
        {Severity::p2, Sensitivity::protected_, "calm", Severity::p2},
    };

    for (const Row& row : rows) {
        storage::Kind kind;
        kind.severity = row.kind;
        kind.sensitivity = row.sensitivity;

        CAPTURE(row.urgency);
        CHECK(cases::severity_of(kind, row.urgency) == row.expected);
    }
}
