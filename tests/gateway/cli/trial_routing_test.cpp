#include "gateway/cli/trial_routing.hpp"

#include <doctest/doctest.h>

#include "gateway/cli/starter_rules.hpp"

namespace kengele::cli {
namespace {

using Words = std::vector<std::string>;

const Rules& kenya() {
    static const Rules rules = starter_rules();
    return rules;
}

// A report from Riruta, Dagoretti South.
Words against(const std::string& kind, const std::string& urgency, std::vector<menus::RoleAt> routed_to,
              std::vector<menus::RoleAt> not_routed_to) {
    menus::Trial trial;
    trial.routed_to = std::move(routed_to);
    trial.not_routed_to = std::move(not_routed_to);
    const auto riruta = std::to_string(kenya().place("047-276-1378")->number.value);
    return misroutings(trial, kenya(),
                       menus::RaiseIncident{{{"kind", kind}, {"urgency", urgency}, {"place", riruta}}});
}

TEST_CASE("a role must be asked by some rung of the case's ladder, and must not by any") {
    CHECK(against("GOV1", "calm", {{"EACC", ""}, {"CAJ", ""}, {"OPS", ""}}, {{"CHIEF", ""}, {"OCS", ""}})
              .empty());
    CHECK(against("GOV1", "calm", {{"OCS", ""}}, {}) ==
          Words{"no rung asks OCS in a GOV1 P3 case; its ladder OFFICIALS asks EACC, CAJ, OPS"});
    CHECK(against("CRM1", "urgent", {}, {{"SCPC", ""}}) ==
          Words{"a CRM1 P2 case may reach SCPC: rung 2 of ladder P2 asks SCPC"});
}

TEST_CASE("how urgent the caller says it is chooses the ladder") {
    CHECK(against("CRM1", "urgent", {}, {{"NKM", ""}}).empty());
    CHECK(against("CRM1", "life", {}, {{"NKM", ""}}) ==
          Words{"a CRM1 P1 case may reach NKM: rung 0 of ladder P1 asks TIER0"});
}

TEST_CASE("a role at a place is whoever the roster has for the report's place and for that one") {
    CHECK(against("CRM1", "urgent", {{"OCS", "047-276"}, {"OCS", "1378"}, {"OPS", "047-275"}},
                  {{"OCS", "047-275"}, {"CHIEF", "047-275"}, {"EACC", "047-276"}})
              .empty());
    CHECK(against("CRM1", "urgent", {{"OCS", "047-275"}}, {{"CHIEF", "1378"}}) ==
          Words{"no office of OCS on the roster answers both for Riruta and for Dagoretti North",
                "a CRM1 P2 case may reach CHIEF: rung 1 of ladder P2 asks CHIEF, which \"Chief of Dagoretti "
                "South\" "
                "is for Riruta"});
}

TEST_CASE("what the deployment does not have is said") {
    CHECK(against("XXX1", "", {}, {{"CHIEF", ""}}) ==
          Words{"the taxonomy of this deployment has no kind \"XXX1\""});
    CHECK(against("CRM1", "", {}, {{"CHEIF", ""}}) ==
          Words{"this deployment has no role CHEIF; did you mean CHIEF?"});
    CHECK(against("CRM1", "", {}, {{"CHIEF", "099-001"}}) ==
          Words{"this deployment has no place 099-001, which CHIEF is asked of"});
}

TEST_CASE("without a report nothing is routed, which a test that asks for it must not pass over") {
    menus::Trial trial;
    trial.not_routed_to = {{"CHIEF", ""}};

    CHECK(misroutings(trial, kenya(), std::nullopt) == Words{"no report was filed, so nothing is routed"});
    CHECK(misroutings({}, kenya(), std::nullopt).empty());
}

}  // namespace
}  // namespace kengele::cli
