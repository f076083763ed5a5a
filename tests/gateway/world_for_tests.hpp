#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cstdint>
#include <exception>
#include <functional>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "gateway/world/world.hpp"

// A whole world in memory for tests and the simulator: time moves only when told to, chance comes from a
// seed, the network answers what the test says.
namespace kengele::testing {

// Time that stands still until somebody moves it. Sleepers wake in order of their deadlines, those of one
// deadline in the order in which they lay down.
class VirtualClock final : public world::Clock {
public:
    explicit VirtualClock(boost::asio::io_context& loops) : loops_(loops) {}

    world::ClockReading read() const override { return {elapsed_, wall_, boot_id_}; }

    Task<void> sleep(world::Millis wait) override {
        Timer bell(loops_.get_executor(), std::chrono::steady_clock::time_point::max());
        const auto place = sleepers_.emplace(elapsed_ + wait, &bell);
        const LeaveBed leave{sleepers_, place};
        co_await bell.async_wait(boost::asio::as_tuple(use_task));
    }

    // When the first sleeper wants to wake; nothing when nobody sleeps.
    std::optional<world::Millis> next() const {
        for (const auto& [deadline, bell] : sleepers_) {
            if (bell != nullptr) return deadline;
        }
        return std::nullopt;
    }

    // Goes to the first deadline and wakes those who wait for it. False when nobody sleeps.
    bool jump() {
        const auto deadline = next();
        if (!deadline) return false;
        pass(std::max(world::Millis{0}, *deadline - elapsed_));
        return true;
    }

    // Lets `time` pass in one step, and wakes all whose deadline that passed.
    void pass(world::Millis time) {
        elapsed_ += time;
        wall_ += time;
        for (auto& [deadline, bell] : sleepers_) {
            if (deadline > elapsed_) break;
            if (bell != nullptr) std::exchange(bell, nullptr)->cancel();
        }
    }

    void set_wall(world::WallTime wall) { wall_ = wall; }  // a clock that jumps
    void reboot(std::string boot_id) {
        boot_id_ = std::move(boot_id);
        elapsed_ = world::Millis{0};
    }

private:
    using Timer = boost::asio::basic_waitable_timer<std::chrono::steady_clock,
                                                    boost::asio::wait_traits<std::chrono::steady_clock>,
                                                    boost::asio::io_context::executor_type>;
    using Sleepers = std::multimap<world::Millis, Timer*>;
    struct LeaveBed {
        Sleepers& sleepers;
        Sleepers::iterator place;
        ~LeaveBed() { sleepers.erase(place); }
    };

    boost::asio::io_context& loops_;
    world::Millis elapsed_{1'000};
    world::WallTime wall_ = std::chrono::sys_days(std::chrono::year(2026) / 11 / 22) + std::chrono::hours(15);
    std::string boot_id_ = "boot-1";
    Sleepers sleepers_;  // a null bell was rung and is about to get up
};

class SeededRandom final : public world::Random {
public:
    explicit SeededRandom(std::uint64_t seed = 1) : engine_(seed) {}

    void fill(std::span<std::uint8_t> bytes) override {
        for (auto& byte : bytes)
            byte = static_cast<std::uint8_t>(engine_() >> 32);
    }

private:
    std::mt19937_64 engine_;
};

// A network that keeps what it was asked and answers what `answer` says, after `delay` of virtual time.
class ScriptedHttp final : public world::HttpClient {
public:
    using Answer = std::function<Result<world::HttpResponse>(const world::HttpRequest&)>;

    explicit ScriptedHttp(world::Clock& clock) : clock_(clock) {}

    Task<Result<world::HttpResponse>> send(world::HttpRequest request, world::Millis limit) override {
        asked.push_back(request);
        ++in_flight_;
        in_flight_most = std::max(in_flight_most, in_flight_);
        if (delay > limit) {
            co_await clock_.sleep(limit);
            --in_flight_;
            co_return world::Error::timed_out;
        }
        if (delay.count() > 0) co_await clock_.sleep(delay);
        --in_flight_;
        co_return answer(request);
    }

    Answer answer = [](const world::HttpRequest&) { return world::Error::unreachable; };
    world::Millis delay{0};
    std::vector<world::HttpRequest> asked;
    int in_flight_most = 0;

private:
    world::Clock& clock_;
    int in_flight_ = 0;
};

// The folder keys/, with faults on demand.
class MemoryKeyFiles final : public world::KeyFiles {
public:
    Result<std::optional<storage::Bytes>> read(std::string_view name) override {
        const auto found = files.find(name);
        if (found == files.end()) return std::optional<storage::Bytes>();
        return std::optional(found->second);
    }
    Result<void> write(std::string_view name, storage::BytesView bytes) override {
        if (is_full) return make_error_code(boost::system::errc::no_space_on_device);
        files.insert_or_assign(std::string(name), storage::Bytes(bytes.begin(), bytes.end()));
        return {};
    }
    Result<void> destroy(std::string_view name) override {
        if (is_read_only) return make_error_code(boost::system::errc::read_only_file_system);
        if (const auto found = files.find(name); found != files.end()) files.erase(found);
        return {};
    }
    Result<std::vector<std::string>> names() override {
        std::vector<std::string> all;
        for (const auto& [name, bytes] : files)
            all.push_back(name);
        return all;
    }

    std::map<std::string, storage::Bytes, std::less<>> files;
    bool is_full = false;       // nothing can be written
    bool is_read_only = false;  // nothing can be destroyed
};

// Keeps events, says nothing.
class QuietLog final : public world::Log {
public:
    void write(world::Level level, std::string_view event, std::initializer_list<world::Field>) override {
        if (level >= world::Level::warning) complaints.emplace_back(event);
        events.emplace_back(event);
    }

    std::vector<std::string> events;
    std::vector<std::string> complaints;  // warnings and errors
};

// Everything outside the program, in one place.
struct TestWorld {
    explicit TestWorld(std::uint64_t seed = 1) : random(seed) {}

    // Runs what is ready, without letting time pass.
    void settle() {
        loops.restart();
        while (loops.poll() > 0)
            loops.restart();
    }
    // Lets time pass from sleeper to sleeper.
    void run_for(world::Millis time) {
        const world::Millis end = clock.read().elapsed + time;
        settle();
        while (clock.next() && *clock.next() <= end) {
            clock.jump();
            settle();
        }
        if (clock.read().elapsed < end) clock.pass(end - clock.read().elapsed);
        settle();
    }
    // Runs a coroutine to its end, letting time pass as it sleeps. An escaped exception is thrown here.
    template <class T>
    T run(Task<T> task) {
        std::optional<T> result;
        std::exception_ptr thrown;
        boost::asio::co_spawn(loops, std::move(task), [&](std::exception_ptr error, T value) {
            thrown = error;
            result.emplace(std::move(value));
        });
        settle();
        while (!result && clock.jump())
            settle();
        if (thrown) std::rethrow_exception(thrown);
        return std::move(result).value();
    }

    world::World world() { return {clock, random, http, keys, log}; }

    // Before the loops, so that coroutines still asleep when those end can leave their beds.
    VirtualClock clock{loops};
    boost::asio::io_context loops;
    SeededRandom random;
    ScriptedHttp http{clock};
    MemoryKeyFiles keys;
    QuietLog log;
};

}  // namespace kengele::testing
