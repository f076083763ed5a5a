#pragma once

#include <string>

#include "storage/store.hpp"

namespace kengele::cases {

// Writes what happened into the case's history and the audit, at this group's time. `word`: the outcome or
// the reason that was told with it.
void note(storage::Transaction& tx, const storage::Incident& incident, storage::EventKind kind, int rung);
void note(storage::Transaction& tx, const storage::Incident& incident, storage::EventKind kind,
          const storage::Alert& alert, std::string word = {});

// The word of an event in histories, audits and --json: "accepted", "also going", ...
std::string_view word_of(storage::EventKind kind);

}  // namespace kengele::cases
