#pragma once

#include <string>

#include "storage/store.hpp"

namespace kengele::cases {

// What a caller told after their report had broken off.
struct Addition {
    std::string timing;          // empty: not told
    std::string urgency;         // empty: not told
    bool has_new_words = false;  // already stored with the case
    bool is_whole = false;       // the report was sent: it is incomplete no longer
};

// Goes on with an incomplete case: the same alarm and the same clock, with what was added; it is never made
// less severe by that. Whoever is asked or has the case gets one text when there is something new to tell.
// Does nothing to a case that is not incomplete.
void add_to_case(storage::Transaction& tx, storage::IncidentId incident, const Addition& addition);

}  // namespace kengele::cases
