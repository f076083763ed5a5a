#pragma once

#include <cstdint>
#include <string>

#include "storage/model/bytes.hpp"
#include "storage/model/time.hpp"

namespace kengele::storage {

// What became of calls on a screen: all to which it was shown, and those that went no further, by how.
enum class CallTally { shown, hung_up, fell_silent, wrong_keys };

// So many calls of a day, on one screen of one version of a menu. Tells nothing of who called.
struct ScreenCount {
    std::string menu_hash;
    std::string screen;
    CallTally what = CallTally::shown;
    Day day = 0;
    std::int64_t calls = 0;
};

// A call whose walk is to be counted when it is due. The walk lies in its session.
struct UncountedCall {
    Key128 session{};
    Day day = 0;  // of the key that opens the session
    ServiceTime due;
    bool has_ended = false;  // the provider said so
};

}  // namespace kengele::storage
