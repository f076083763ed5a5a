#pragma once

#include "gateway/cases/rules.hpp"
#include "storage/store.hpp"

namespace kengele::cases {

// Alerts the people of the case's first rung and starts its clock. A rung that finds nobody to hold the case
// is passed at once, down to the operations desk.
void start_ladder(storage::Transaction& tx, const Rules& rules, const storage::Incident& incident,
                  const storage::Kind& kind);

// Goes to the next rung that finds somebody; at the last one texts the desk again. Does nothing while the
// case is held or has no clock.
void climb(storage::Transaction& tx, const Rules& rules, storage::IncidentId incident);

// Texts a further reply code of this alert to its responder and asks to accept with it; its own code stays
// good for other answers. At most once an hour and alert; false when that was done already.
bool ask_to_accept_again(storage::Transaction& tx, const Rules& rules, const storage::Alert& alert);

}  // namespace kengele::cases
