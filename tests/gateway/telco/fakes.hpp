#pragma once

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <functional>
#include <optional>
#include <vector>

#include "gateway/world/world.hpp"

namespace kengele::tests {

// A clock that stands until it is moved; a sleeper wakes once the time is there.
class HandClock final : public world::Clock {
public:
    world::ClockReading read() const override {
        return {elapsed, world::WallTime{std::chrono::milliseconds{1'790'000'000'000}} + elapsed, "boot"};
    }
    Task<void> sleep(world::Millis wait) override {
        const auto until = elapsed + wait;
        while (elapsed < until)
            co_await boost::asio::post(use_task);
    }

    world::Millis elapsed{1'000};
};

class CountingRandom final : public world::Random {
public:
    void fill(std::span<std::uint8_t> bytes) override {
        for (auto& byte : bytes)
            byte = next_++;
    }

private:
    std::uint8_t next_ = 0;
};

// Keeps what it was asked to send and answers as told.
class ScriptedClient final : public world::HttpClient {
public:
    Task<Result<world::HttpResponse>> send(world::HttpRequest request, storage::Millis) override {
        sent.push_back(request);
        co_return answer(request);
    }

    std::vector<world::HttpRequest> sent;
    std::function<Result<world::HttpResponse>(const world::HttpRequest&)> answer =
        [](const world::HttpRequest&) { return world::HttpResponse::text(200, "OK"); };
};

// Runs a coroutine to its end on a loop of its own.
template <class T>
T finish(Task<T> task) {
    boost::asio::io_context loop;
    std::optional<T> result;
    boost::asio::co_spawn(loop, std::move(task), [&](std::exception_ptr error, T value) {
        if (error) std::rethrow_exception(error);
        result.emplace(std::move(value));
    });
    loop.run();
    return std::move(*result);
}

}  // namespace kengele::tests
