#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "gateway/reporters/day_keys.hpp"

namespace kengele::ussd {

// What the last answers told of calls, kept in memory beside the store: the words that are said when the
// store does not answer. Bounded: the oldest call is forgotten first. Thread-safe.
class KnownCalls {
public:
    struct Known {
        std::string language;
        bool has_filed = false;  // then "NOT saved" would be a lie
    };
    using Names = std::vector<reporters::DayKeys::SessionName>;

    explicit KnownCalls(std::size_t most) : most_(most) {}

    void note(const Names& call, Known known);
    Known find(const Names& call) const;  // an empty language when the call is not known

private:
    const std::size_t most_;
    mutable std::mutex mutex_;
    std::map<storage::Key128, Known> known_;
    std::deque<storage::Key128> order_;
};

}  // namespace kengele::ussd
