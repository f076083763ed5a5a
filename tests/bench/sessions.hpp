#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

namespace kengele::bench {

// Calls as Africa's Talking would pass them on: each has a session id and a caller of its own, and every turn
// carries all that was typed so far. Many are under way at once and are stepped in turn.
class Sessions {
public:
    // `run` keeps ids and callers of different runs apart. The first turn of a call types nothing.
    Sessions(const std::vector<std::string>& keys, int under_way, std::uint64_t run);

    using Slot = std::size_t;

    Slot take();                        // the one that has waited longest; it is busy until put back
    std::string form(Slot slot) const;  // the body of its next turn
    bool is_last_turn(Slot slot) const;
    void put_back(Slot slot, bool is_over);  // over: the place goes to a new call

private:
    struct Call {
        std::uint64_t number;
        std::size_t typed = 0;  // keys so far
    };

    const std::vector<std::string> transcripts_;  // already encoded, by the count of keys
    const std::uint64_t run_;
    std::uint64_t begun_ = 0;
    std::vector<Call> calls_;
    std::deque<Slot> waiting_;
};

}  // namespace kengele::bench
