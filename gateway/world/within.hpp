#pragma once

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <optional>
#include <utility>
#include <variant>

#include "gateway/world/clock.hpp"

namespace kengele::world {

// The task's result, or nothing when `limit` passed first; the task is then cancelled. Every wait on the
// outside has its limit written where it waits. (Boost 1.81 has no cancel_after.)
template <class T>
Task<std::optional<T>> within(Clock& clock, Millis limit, Task<T> task) {
    using namespace boost::asio::experimental::awaitable_operators;
    auto first = co_await (std::move(task) || clock.sleep(limit));
    if (first.index() == 0) co_return std::move(std::get<0>(first));
    co_return std::nullopt;
}

}  // namespace kengele::world
