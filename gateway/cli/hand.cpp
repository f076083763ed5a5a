#include "gateway/cli/hand.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <iostream>
#include <string_view>

namespace kengele::cli {
namespace {

std::vector<std::string> split(std::string_view keys) {
    std::vector<std::string> parts;
    while (true) {
        const auto end = keys.find(',');
        parts.emplace_back(keys.substr(0, end));
        if (end == keys.npos) return parts;
        keys.remove_prefix(end + 1);
    }
}

}  // namespace

Hand::Hand(const std::optional<std::string>& keys) : plays_(keys.has_value()) {
    if (keys && !keys->empty()) keys_ = split(*keys);
}

std::optional<std::string> Hand::next() {
    if (plays_) {
        if (played_ == keys_.size()) return std::nullopt;
        const auto& key = keys_[played_++];
        fmt::print("> {}\n", key);
        return key;
    }
    std::string typed;
    fmt::print("> ");
    std::fflush(stdout);
    if (!std::getline(std::cin, typed)) return std::nullopt;
    return typed;
}

}  // namespace kengele::cli
