#include <doctest/doctest.h>

#include "gateway/cases/routing.hpp"

using namespace kengele;
using cases::asked_roles;
using cases::pick;
using storage::Line;
using storage::Rank;
using storage::Standing;

namespace {

const std::vector<storage::Role> roles{{"NKM", "Nyumba Kumi leader", "Kiongozi", Line::community, 0},
                                       {"PSF", "Private security", "Walinzi", Line::guard, 0},
                                       {"ACHIEF", "Assistant chief", "Naibu chifu", Line::ngao, 1},
                                       {"CHIEF", "Chief", "Chifu", Line::ngao, 2},
                                       {"OCS", "Police station", "Kituo", Line::police, 2},
                                       {"SCPC", "Sub-county police", "Polisi", Line::police, 4},
                                       {"CPC", "County police", "Polisi", Line::police, 5},
                                       {"EMS", "Ambulance", "Ambulensi", Line::emergency, 3},
                                       {"OPS", "Operations desk", "Dawati", Line::desk, 9}};

storage::Kind robbery() {
    storage::Kind kind;
    kind.code = "CRM1";
    kind.lead_role = "OCS";
    kind.copy_roles = {"EMS", "PSF"};
    return kind;
}

storage::Rung rung(int number, std::vector<std::string> words) {
    return {"P1", number, 0, std::move(words), {}};
}

std::vector<std::string> keys(const std::vector<cases::AskedRole>& asked) {
    std::vector<std::string> result;
    for (const auto& one : asked)
        result.push_back(one.role);
    return result;
}

storage::RosterEntry entry(int responder, Rank rank, int distance, bool on_duty) {
    storage::RosterEntry made;
    made.responder.id = {responder};
    made.responder.is_on_duty = on_duty;
    made.rank = rank;
    made.distance = distance;
    return made;
}

std::vector<std::int64_t> ids(const std::vector<storage::RosterEntry>& entries) {
    std::vector<std::int64_t> result;
    for (const auto& one : entries)
        result.push_back(one.responder.id.value);
    return result;
}

}  // namespace

TEST_CASE("the first rung asks the lead to hold the case and tells the others") {
    const auto asked = asked_roles(rung(0, {"LEAD", "COPY", "TIER0", "TIER1"}), {}, robbery(), roles);

    REQUIRE(keys(asked) == std::vector<std::string>{"OCS", "EMS", "PSF", "NKM", "ACHIEF"});
    CHECK(asked[0].standing == Standing::lead);
    CHECK(asked[1].standing == Standing::copied);
    CHECK(asked[2].standing == Standing::community);
    CHECK(asked[3].standing == Standing::community);
    CHECK(asked[4].standing == Standing::copied);
}

TEST_CASE("a later rung asks higher offices to hold the case") {
    const auto asked = asked_roles(rung(1, {"DEPUTY", "CHIEF", "SCPC"}), {}, robbery(), roles);

    REQUIRE(keys(asked) == std::vector<std::string>{"OCS", "CHIEF", "SCPC"});
    CHECK(asked[0].standing == Standing::deputy);
    CHECK(asked[1].standing == Standing::higher);
    CHECK(asked[2].standing == Standing::higher);
}

TEST_CASE("NEXT is the lead's own line, one tier up") {
    CHECK(keys(asked_roles(rung(1, {"NEXT"}), {}, robbery(), roles)) == std::vector<std::string>{"SCPC"});
}

TEST_CASE("a private case is not told to neighbours and guards") {
    auto kind = robbery();
    kind.sensitivity = storage::Sensitivity::private_;

    const auto asked = asked_roles(rung(0, {"LEAD", "COPY", "TIER0"}), {}, kind, roles);

    CHECK(keys(asked) == std::vector<std::string>{"OCS", "EMS"});
}

TEST_CASE("what a ladder must never tell is left out, by role and by line") {
    const std::vector<std::string> never{"CHIEF", "police"};

    const auto asked = asked_roles(rung(2, {"LEAD", "CHIEF", "SCPC", "EMS"}), never, robbery(), roles);

    CHECK(keys(asked) == std::vector<std::string>{"EMS"});
}

TEST_CASE("a role asked twice by one rung is asked once, the first word counts") {
    const auto asked = asked_roles(rung(0, {"LEAD", "OCS", "COPY", "EMS"}), {}, robbery(), roles);

    REQUIRE(keys(asked) == std::vector<std::string>{"OCS", "EMS", "PSF"});
    CHECK(asked[0].standing == Standing::lead);
}

TEST_CASE("the operations desk may hold a case wherever it is asked") {
    const auto asked = asked_roles(rung(0, {"OPS"}), {}, robbery(), roles);

    REQUIRE(asked.size() == 1);
    CHECK(may_hold(asked[0].standing));
}

TEST_CASE("words and roles that nobody knows ask nobody") {
    CHECK(asked_roles(rung(1, {"NOBODY", "WIZARD"}), {}, robbery(), roles).empty());
    CHECK(asked_roles(rung(0, {"LEAD"}), {}, storage::Kind{}, roles).empty());
}

TEST_CASE("of a roster the nearest office's holders on duty are picked") {
    const std::vector<storage::RosterEntry> roster{
        entry(1, Rank::holder, 0, true), entry(2, Rank::deputy, 0, true), entry(3, Rank::holder, 1, true)};

    CHECK(ids(pick(roster, Standing::lead, {})) == std::vector<std::int64_t>{1});
    CHECK(ids(pick(roster, Standing::deputy, {})) == std::vector<std::int64_t>{2});
}

TEST_CASE("with the nearest holder off duty, one on duty further away is picked before anybody off duty") {
    const std::vector<storage::RosterEntry> roster{entry(1, Rank::holder, 0, false),
                                                   entry(3, Rank::holder, 1, true)};

    CHECK(ids(pick(roster, Standing::lead, {})) == std::vector<std::int64_t>{3});
}

TEST_CASE(
    "with no holder on duty a deputy on duty is picked, with nobody on duty everyone enrolled nearest") {
    CHECK(ids(pick({entry(1, Rank::holder, 0, false), entry(2, Rank::deputy, 0, true)}, Standing::lead,
                   {})) == std::vector<std::int64_t>{2});
    CHECK(ids(pick({entry(1, Rank::holder, 0, false), entry(2, Rank::deputy, 0, false)}, Standing::lead,
                   {})) == std::vector<std::int64_t>{1, 2});
}

TEST_CASE("nobody is picked twice for one case") {
    const std::vector<storage::RosterEntry> roster{entry(1, Rank::holder, 0, true),
                                                   entry(3, Rank::holder, 2, true)};

    CHECK(ids(pick(roster, Standing::higher, {{1}})) == std::vector<std::int64_t>{3});
    CHECK(pick(roster, Standing::higher, {{1}, {3}}).empty());
}

TEST_CASE("whom a case can reach is whom any rung of its own ladder asks, by the first that does") {
    std::vector<storage::Rung> rungs{
        {"P2", 2, 30, {"OPS"}, {}},
        {"P2", 0, 0, {"LEAD", "COPY"}, {"PSF"}},
        {"P2", 1, 15, {"CHIEF", "OCS"}, {}},
        {"P1", 0, 0, {"ACHIEF"}, {}},
    };

    const auto reached = cases::reached_roles(robbery(), storage::Severity::p2, rungs, roles);

    std::vector<std::string> told;
    for (const auto& one : reached)
        told.push_back(one.ladder + " " + std::to_string(one.rung) + " " + one.asked.role + " " +
                       one.asked.word);
    CHECK(told ==
          std::vector<std::string>{"P2 0 OCS LEAD", "P2 0 EMS COPY", "P2 1 CHIEF CHIEF", "P2 2 OPS OPS"});
}

TEST_CASE("a case whose ladder went missing reaches the operations desk alone") {
    const auto reached = cases::reached_roles(robbery(), storage::Severity::p3, {}, roles);

    REQUIRE(reached.size() == 1);
    CHECK(reached[0].asked.role == "OPS");
}
