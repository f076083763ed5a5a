#pragma once

#include <vector>

#include "storage/model/time.hpp"
#include "tests/simulator/machine.hpp"

namespace kengele::simulator {

// When the service lived and when its disk was in trouble, as the world outside knows it.
class Chronicle {
public:
    void lived(const std::vector<Life>& lives) { lives_ = lives; }
    void trouble(Millis from, Millis to) { troubles_.push_back({from, to}); }

    // The world's time when the service's own was `at`; of the latest life that reached it.
    Millis world_time(storage::ServiceTime at) const;
    storage::ServiceTime service_time(Millis at) const;  // of the life under way then, or the last before

    // Whether a commit of the latest life that read these clocks stored the right service time with them.
    bool is_honest(const storage::ClockMark& mark) const;

    // Whether something due at `due` may still be undone at `at`: 5 s are always granted, and 30 s after a
    // start or the end of a trouble.
    bool excuses(storage::ServiceTime due, storage::ServiceTime at) const;

private:
    struct Window {
        Millis from{0};
        Millis to{0};
    };
    std::vector<Life> lives_;
    std::vector<Window> troubles_;
};

}  // namespace kengele::simulator
