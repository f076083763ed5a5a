#pragma once

#include <optional>

#include "storage/model/incident.hpp"
#include "tests/simulator/chronicle.hpp"
#include "tests/simulator/town.hpp"

namespace kengele::simulator {

// Walks the history of one case with a ladder and a clock of its own. Throws BrokenInvariant when a step
// started while the case was held, twice, too early or too late; or should have started by `now` (nothing:
// not asked). I7 and I8.
void check_climbing(const Town& town, const Chronicle& chronicle, const storage::Incident& incident,
                    const std::vector<storage::CaseEvent>& events, std::optional<storage::ServiceTime> now);

}  // namespace kengele::simulator
