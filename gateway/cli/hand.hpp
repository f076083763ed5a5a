#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace kengele::cli {

// What the person at a phone types next: the keys that were given beforehand ("1,2,kitui"), or lines of
// standard input.
class Hand {
public:
    explicit Hand(const std::optional<std::string>& keys);

    // Nothing: the person hangs up.
    std::optional<std::string> next();
    std::size_t left() const { return keys_.size() - played_; }  // keys not typed yet

private:
    bool plays_;
    std::vector<std::string> keys_;
    std::size_t played_ = 0;
};

}  // namespace kengele::cli
