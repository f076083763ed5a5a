#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/model/time.hpp"

namespace kengele::ussd {

// What is remembered of one number's texts besides its conversation: which one is the newest, and how many
// screens were sent. Stored only sealed under the day's key.
struct Thread {
    std::string conversation;   // a random name, so that each files a report of its own; empty: none yet
    storage::ServiceTime last;  // when its newest text came, and was answered
    bool is_open = false;
    std::vector<storage::ServiceTime> sent;  // screens of the last hour, oldest first

    bool operator==(const Thread&) const = default;
};

std::string encode(const Thread& thread);
std::optional<Thread> decode_thread(std::string_view bytes);

}  // namespace kengele::ussd
