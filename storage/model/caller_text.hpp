#pragma once

#include "storage/model/bytes.hpp"
#include "storage/model/time.hpp"

namespace kengele::storage {

// What a row of the outbox to a caller holds in place of a responder: number and words, encrypted under the
// key of `day` and bound to a random name. It goes with that key, and sooner once the provider has the text.
struct CallerText {
    Day day = 0;
    Key128 name{};
    Bytes sealed;

    bool operator==(const CallerText&) const = default;
};

}  // namespace kengele::storage
