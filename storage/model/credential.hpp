#pragma once

#include <optional>

#include "storage/model/bytes.hpp"
#include "storage/model/ids.hpp"
#include "storage/model/time.hpp"

namespace kengele::storage {

// How a responder proves to be one when dialling: the PIN, and the one-time code of an invitation by which a
// PIN is chosen, each only as a keyed hash; and what was tried in vain.
struct Credential {
    ResponderId responder;
    std::optional<Key128> pin;
    std::optional<Key128> invitation;
    ServiceTime invitation_until;
    int wrong_tries = 0;  // since the last right one
    ServiceTime locked_until;
    std::optional<ServiceTime> warned;  // when the responder's phone was last told of wrong tries
};

}  // namespace kengele::storage
