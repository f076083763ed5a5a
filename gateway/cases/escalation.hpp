#pragma once

#include <vector>

#include "gateway/config.hpp"
#include "storage/model/incident.hpp"
#include "storage/model/taxonomy.hpp"

namespace kengele::cases {

// When the ladder moves, as rules over data: no database here.

// The ladder a case climbs: its kind's own, else the one named by its severity ("P1" to "P4").
std::string ladder_name(const storage::Kind& kind, storage::Severity severity);

// What stands for a ladder that went missing, as that must not lose a report: the operations desk.
storage::Rung desk_alone(const std::string& ladder);

// How long the people of rung `number` have before the next one is asked: the gap between the two on the
// ladder. On the last rung: until the desk is texted again.
storage::Millis patience(const std::vector<storage::Rung>& ladder, int number, storage::Severity severity,
                         const gateway::CaseConfig& config);

bool is_last(const std::vector<storage::Rung>& ladder, int number);

}  // namespace kengele::cases
