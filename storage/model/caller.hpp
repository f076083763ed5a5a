#pragma once

#include <optional>
#include <string>

#include "storage/model/bytes.hpp"
#include "storage/model/ids.hpp"
#include "storage/model/time.hpp"

namespace kengele::storage {

// A caller as known for at most 48 hours: a keyed hash of the number under the key of `day`.
struct Pseudonym {
    Day day = 0;
    Key128 hash{};

    bool operator==(const Pseudonym&) const = default;
};

// Which code somebody got wrong: a caller the one of a report, or a responder the one of an alert.
enum class CodeKind { follow_up, reply };

// The only link from a call to its incident (table caller_day); goes with the day's key, is in no backup.
struct CallerLink {
    Pseudonym caller;
    Key128 session{};
    IncidentId incident;
    ServiceTime at;
    bool is_confirmed = false;  // the provider said the last screen was reached
};

}  // namespace kengele::storage
