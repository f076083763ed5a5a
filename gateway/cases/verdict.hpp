#pragma once

#include "gateway/cases/rules.hpp"
#include "storage/store.hpp"

namespace kengele::cases {

// What the reporter says of the help. Both may be repeated.

// Help came: the case is closed and its clock ends.
void confirm(storage::Transaction& tx, storage::IncidentId incident);

// Nobody came: whoever held the case holds it no more, and the ladder goes one rung above them at once. A
// case that was closed is open again. While nobody holds it, one dispute moves the ladder for each deadline:
// others before those asked have had their time are recorded and change nothing.
void dispute(storage::Transaction& tx, const Rules& rules, storage::IncidentId incident);

}  // namespace kengele::cases
