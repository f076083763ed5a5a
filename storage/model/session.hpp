#pragma once

#include "storage/model/bytes.hpp"
#include "storage/model/time.hpp"

namespace kengele::storage {

// Where one call stands. The key is a keyed hash over channel, the provider's session id and the number, made
// under the key of `day`; the state (transcript, last answers, menu position) is encrypted under that same
// key.
struct StoredSession {
    Key128 key{};
    Day day = 0;
    ServiceTime touched;
    Bytes sealed;
};

}  // namespace kengele::storage
