#pragma once

#include <string>

#include "storage/model/bytes.hpp"
#include "storage/model/caller.hpp"
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

// A call that told of danger and of the place, and is not finished: when it is silent until `due`, what it
// told becomes an incident. What was told lies in the session and nowhere else.
struct Salvage {
    Key128 session{};
    Day day = 0;  // of the key that opens the session
    Pseudonym caller;
    std::string channel;
    ServiceTime due;
};

// The last call of a caller in which something was answered and nothing sent. Where it stands lies in the
// session and nowhere else.
struct UnfinishedCall {
    Pseudonym caller;
    Key128 session{};
    Day day = 0;  // of the key that opens the session
};

}  // namespace kengele::storage
