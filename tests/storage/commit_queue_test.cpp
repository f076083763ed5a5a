#include "storage/commit_queue.hpp"

#include <doctest/doctest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <functional>
#include <map>
#include <thread>

#include "tests/storage/test_store.hpp"

using namespace kengele;
using namespace kengele::storage;
using namespace std::chrono_literals;
namespace asio = boost::asio;

namespace {

// Between the queue and a real store: counts, and does what a test wants done at a COMMIT.
class WatchedStore final : public Store {
public:
    explicit WatchedStore(Store& store) : store_(store) {}

    int begun = 0;
    std::function<Result<void>()> at_commit = [] {
        return Result<void>();
    };                       // an error stands for the COMMIT's
    bool dissolves = false;  // the next unit that fails takes the whole group with it, as a full disk does

    Result<void> begin(ServiceTime now, const ClockReading& reading) override {
        ++begun;
        is_gone_ = false;
        return store_.begin(now, reading);
    }
    Result<void> run(const std::function<Result<void>(Transaction&)>& unit) override {
        auto ran = store_.run(unit);
        if (ran.has_error() && std::exchange(dissolves, false)) is_gone_ = true;
        return ran;
    }
    bool is_dissolved() const override { return is_gone_ || store_.is_dissolved(); }
    Result<void> commit() override {
        if (auto wanted = at_commit(); wanted.has_error()) {
            store_.roll_back();
            return wanted;
        }
        return store_.commit();
    }
    void roll_back() override { store_.roll_back(); }
    Result<void> checkpoint() override { return store_.checkpoint(); }
    std::optional<ClockMark> clock_mark() override { return store_.clock_mark(); }
    std::unique_ptr<Reader> reader() override { return store_.reader(); }

private:
    Store& store_;
    bool is_gone_ = false;
};

using Unit = std::function<Result<int>(Transaction&)>;

// A queue and its callers on one io_context, with a clock that only a test moves.
struct Bench {
    explicit Bench(Store& real, CommitQueue::Limits limits = {})
        : store(real),
          queue(
              store, ServiceClock(ClockReading{}),
              [this] {
                  return ClockReading{elapsed, {}, "boot"};
              },
              context, limits, [this](boost::system::error_code) { ++broken_calls; }) {}

    asio::io_context context;
    Millis elapsed{0};
    int broken_calls = 0;
    WatchedStore store;
    CommitQueue queue;
    std::vector<int> order;  // of the answers
    std::map<int, Result<int>> answers;

    void call(int name, Unit unit, Millis patience = 1000ms) {
        asio::co_spawn(context, caller(name, std::move(unit), patience), asio::detached);
    }

    // Everything that can happen without time passing.
    void settle() {
        context.restart();
        context.poll();
    }

    boost::system::error_code error_of(int name) const {
        const auto& answer = answers.at(name);
        return answer.has_error() ? answer.error() : boost::system::error_code{};
    }

    Task<void> caller(int name, Unit unit, Millis patience) {
        const auto answer = co_await queue.commit(std::move(unit), patience);
        order.push_back(name);
        answers.emplace(name, answer);
    }
};

Unit writes(int number) {
    return [number](Transaction& tx) -> Result<int> {
        tx.put_fact(std::to_string(number), Bytes{1});
        return number;
    };
}

Unit fails(Error error, int number) {
    return [=](Transaction& tx) -> Result<int> {
        tx.put_fact(std::to_string(number), Bytes{1});
        return make_error_code(error);
    };
}

Task<void> ask(CommitQueue& queue, Unit unit, Millis patience, std::function<void(Result<int>)> heard) {
    heard(co_await queue.commit(std::move(unit), patience));
}

bool is_saved(TestStore& store, int number) {
    return store.ask([&](Transaction& tx) { return tx.fact(std::to_string(number)).has_value(); });
}

}  // namespace

TEST_CASE("units that wait together are committed once, and their callers answered in order") {
    on_every_store([](TestStore& database) {
        Bench bench(database.store());

        for (int name = 1; name <= 5; ++name)
            bench.call(name, writes(name));
        bench.settle();

        CHECK(bench.order == std::vector{1, 2, 3, 4, 5});
        CHECK(bench.answers.at(3).value() == 3);
        CHECK(bench.queue.counts().units == 5);
        CHECK(bench.queue.counts().commits == 1);
        for (int name = 1; name <= 5; ++name)
            CHECK(is_saved(database, name));
    });
}

TEST_CASE("a group is no larger than its limit") {
    on_every_store([](TestStore& database) {
        Bench bench(database.store(), {.waiting_max = 100, .group_max = 2});

        for (int name = 1; name <= 5; ++name)
            bench.call(name, writes(name));
        bench.settle();

        CHECK(bench.answers.size() == 5);
        CHECK(bench.queue.counts().commits == 3);
    });
}

TEST_CASE("what is handed over while a group commits goes with the next") {
    on_every_store([](TestStore& database) {
        Bench bench(database.store());
        bool is_first = true;
        bench.store.at_commit = [&]() -> Result<void> {
            if (std::exchange(is_first, false)) bench.call(2, writes(2));
            return {};
        };

        bench.call(1, writes(1));
        bench.settle();

        CHECK(bench.order == std::vector{1, 2});
        CHECK(bench.queue.counts().commits == 2);
    });
}

TEST_CASE("nobody is answered before the COMMIT") {
    on_every_store([](TestStore& database) {
        Bench bench(database.store());
        std::size_t answered_at_commit = 99;
        bench.store.at_commit = [&]() -> Result<void> {
            answered_at_commit = bench.answers.size();
            return {};
        };

        bench.call(1, writes(1));
        bench.call(2, fails(Error::not_found, 2));
        bench.settle();

        CHECK(answered_at_commit == 0);
        CHECK(bench.answers.size() == 2);
    });
}

TEST_CASE("a unit that fails or throws is rolled back alone") {
    on_every_store([](TestStore& database) {
        Bench bench(database.store());

        bench.call(1, writes(1));
        bench.call(2, fails(Error::not_found, 2));
        bench.call(3, [](Transaction& tx) -> Result<int> {
            tx.put_fact("3", Bytes{1});
            throw std::runtime_error("a bug");
        });
        bench.call(4, writes(4));
        bench.settle();

        CHECK(bench.error_of(1) == boost::system::error_code{});
        CHECK(bench.error_of(2) == Error::not_found);
        CHECK(bench.error_of(3) == Error::failed);
        CHECK(bench.error_of(4) == boost::system::error_code{});
        CHECK(is_saved(database, 1));
        CHECK_FALSE(is_saved(database, 2));
        CHECK_FALSE(is_saved(database, 3));
        CHECK(is_saved(database, 4));
    });
}

TEST_CASE("a group in which every unit failed is not committed") {
    on_every_store([](TestStore& database) {
        Bench bench(database.store());

        bench.call(1, fails(Error::not_found, 1));
        bench.settle();

        CHECK(bench.error_of(1) == Error::not_found);
        CHECK(bench.queue.counts().commits == 0);
        bench.call(2, writes(2));
        bench.settle();
        CHECK(bench.answers.at(2).has_value());
    });
}

TEST_CASE("a full queue answers busy at once and keeps what it has") {
    on_every_store([](TestStore& database) {
        Bench bench(database.store(), {.waiting_max = 2, .group_max = 512});

        for (int name = 1; name <= 3; ++name)
            bench.call(name, writes(name));
        bench.settle();

        CHECK(bench.error_of(3) == Error::busy);
        CHECK(bench.answers.at(1).has_value());
        CHECK(bench.answers.at(2).has_value());
        CHECK_FALSE(is_saved(database, 3));
    });
}

TEST_CASE("a unit whose time is over before it runs is too late and never runs") {
    on_every_store([](TestStore& database) {
        Bench bench(database.store());
        int runs = 0;
        bench.call(1, [&](Transaction&) -> Result<int> {
            bench.elapsed += 500ms;
            return 1;
        });
        bench.call(
            2, [&](Transaction&) -> Result<int> { return ++runs; }, 400ms);

        bench.settle();

        CHECK(bench.answers.at(1).has_value());
        CHECK(bench.error_of(2) == Error::too_late);
        CHECK(runs == 0);
    });
}

TEST_CASE("a unit whose time passes before the COMMIT is rolled back, and the others run once more") {
    on_every_store([](TestStore& database) {
        Bench bench(database.store());
        bench.call(1, writes(1), 100ms);
        bench.call(2, [&](Transaction& tx) -> Result<int> {
            bench.elapsed += 150ms;
            return writes(2)(tx);
        });

        bench.settle();

        CHECK(bench.error_of(1) == Error::too_late);
        CHECK(bench.answers.at(2).has_value());
        CHECK_FALSE(is_saved(database, 1));
        CHECK(is_saved(database, 2));
        CHECK(bench.store.begun == 2);
    });
}

TEST_CASE("overdue callers are answered while they wait, and their units never run") {
    on_every_store([](TestStore& database) {
        asio::io_context writer;
        asio::io_context callers;
        Millis elapsed{0};
        CommitQueue queue(database.store(), ServiceClock(ClockReading{}),
                          [&] {
                              return ClockReading{elapsed, {}, "boot"};
                          },
                          writer, {}, {});
        std::optional<Result<int>> answer;
        asio::co_spawn(callers,
                       ask(queue, writes(1), 100ms, [&](Result<int> heard) { answer.emplace(heard); }),
                       asio::detached);
        callers.poll();
        elapsed = 100ms;
        queue.answer_overdue();
        callers.poll();
        CHECK_FALSE(answer.has_value());

        elapsed = 101ms;
        queue.answer_overdue();
        callers.restart();
        callers.poll();
        writer.poll();

        REQUIRE(answer.has_value());
        CHECK(answer->error() == Error::too_late);
        CHECK_FALSE(is_saved(database, 1));
    });
}

TEST_CASE("a caller told too_late while its group runs is not committed with it") {
    on_every_store([](TestStore& database) {
        Bench bench(database.store());
        int runs = 0;
        bench.call(1, writes(1), 100ms);
        bench.call(2, [&](Transaction& tx) -> Result<int> {
            // The clock then stands back at a time when the first was not yet late: only the word given
            // counts.
            if (++runs == 1) {
                bench.elapsed += 150ms;
                bench.queue.answer_overdue();
                bench.elapsed -= 150ms;
            }
            return writes(2)(tx);
        });

        bench.settle();

        CHECK(bench.error_of(1) == Error::too_late);
        CHECK(bench.answers.at(2).has_value());
        CHECK(runs == 2);
        CHECK_FALSE(is_saved(database, 1));
        CHECK(is_saved(database, 2));
    });
}

TEST_CASE("a caller whose patience ends during the COMMIT is told in_doubt, once, and the unit is saved") {
    on_every_store([](TestStore& database) {
        Bench bench(database.store());
        bench.store.at_commit = [&]() -> Result<void> {
            bench.elapsed += 150ms;
            bench.queue.answer_overdue();
            return {};
        };
        bench.call(1, writes(1), 100ms);
        bench.call(2, writes(2), 200ms);

        bench.settle();

        CHECK(bench.order == std::vector{1, 2});
        CHECK(bench.error_of(1) == Error::in_doubt);
        CHECK(bench.answers.at(2).has_value());
        CHECK(is_saved(database, 1));
    });
}

TEST_CASE(
    "when the database dissolves a group, the unit that did it fails and the others run once more, alone") {
    on_every_store([](TestStore& database) {
        Bench bench(database.store());
        bench.store.dissolves = true;
        std::map<int, int> runs;
        const auto counted = [&](int name) -> Unit {
            return [&runs, name](Transaction& tx) -> Result<int> {
                ++runs[name];
                return writes(name)(tx);
            };
        };

        bench.call(1, counted(1));
        bench.call(2, fails(Error::full, 2));
        bench.call(3, counted(3));
        bench.settle();

        CHECK(bench.error_of(2) == Error::full);
        CHECK(bench.answers.at(1).value() == 1);
        CHECK(bench.answers.at(3).value() == 3);
        CHECK(runs == std::map<int, int>{{1, 2}, {3, 1}});
        CHECK(bench.queue.counts().commits == 2);
        CHECK(is_saved(database, 1));
        CHECK_FALSE(is_saved(database, 2));
        CHECK(is_saved(database, 3));
        CHECK_FALSE(bench.queue.is_broken());
    });
}

TEST_CASE("after a dissolved group each caller hears as soon as its own unit is done") {
    on_every_store([](TestStore& database) {
        Bench bench(database.store());
        bench.store.dissolves = true;
        asio::io_context callers;
        std::map<int, Result<int>> heard;
        int commits = 0;
        bench.store.at_commit = [&]() -> Result<void> {
            callers.restart();
            callers.poll();
            if (++commits == 2) CHECK(heard.count(1) == 1);
            return {};
        };

        const std::map<int, Unit> units{{1, writes(1)}, {2, fails(Error::full, 2)}, {3, writes(3)}};
        for (const auto& [name, unit] : units) {
            const auto hear = [&heard, name = name](Result<int> answer) { heard.emplace(name, answer); };
            asio::co_spawn(callers, ask(bench.queue, unit, 1000ms, hear), asio::detached);
        }
        callers.poll();
        bench.settle();
        callers.restart();
        callers.poll();

        CHECK(commits == 2);
        CHECK(heard.size() == 3);
    });
}

TEST_CASE("a COMMIT that finds the disk full saves nothing, and the queue goes on") {
    on_every_store([](TestStore& database) {
        Bench bench(database.store());
        bench.store.at_commit = []() -> Result<void> { return make_error_code(Error::full); };
        bench.call(1, writes(1));
        bench.call(2, writes(2));
        bench.settle();
        CHECK(bench.error_of(1) == Error::full);
        CHECK(bench.error_of(2) == Error::full);
        CHECK_FALSE(is_saved(database, 1));

        bench.store.at_commit = [] { return Result<void>(); };
        bench.call(3, writes(3));
        bench.settle();

        CHECK(bench.answers.at(3).has_value());
        CHECK(is_saved(database, 3));
        CHECK(bench.broken_calls == 0);
    });
}

TEST_CASE("a COMMIT that fails leaves its group in doubt and ends all writing") {
    on_every_store([](TestStore& database) {
        Bench bench(database.store(), {.waiting_max = 100, .group_max = 2});
        bench.store.at_commit = []() -> Result<void> { return make_error_code(Error::broken); };

        bench.call(1, writes(1));
        bench.call(2, fails(Error::not_found, 2));
        bench.call(3, writes(3));
        bench.settle();
        bench.call(4, writes(4));
        bench.settle();

        CHECK(bench.error_of(1) == Error::in_doubt);
        CHECK(bench.error_of(2) == Error::not_found);
        CHECK(bench.error_of(3) == Error::broken);
        CHECK(bench.error_of(4) == Error::broken);
        CHECK(bench.queue.is_broken());
        CHECK(bench.broken_calls == 1);
        CHECK(bench.store.begun == 1);
    });
}

TEST_CASE("a queue that is destroyed lets go of its callers, and what it posted does nothing") {
    on_every_store([](TestStore& database) {
        asio::io_context writer;
        asio::io_context callers;
        auto token = std::make_shared<int>(0);
        {
            CommitQueue queue(database.store(), ServiceClock(ClockReading{}), [] { return ClockReading{}; },
                              writer, {}, {});
            asio::co_spawn(callers, ask(queue, writes(1), 100ms, [token](Result<int>) {}), asio::detached);
            callers.poll();
            CHECK(token.use_count() == 2);
        }

        writer.poll();
        callers.poll();

        CHECK(token.use_count() == 1);
        CHECK_FALSE(is_saved(database, 1));
    });
}

TEST_CASE("callers on several threads are each answered on their own") {
    on_every_store([](TestStore& database) {
        constexpr int callers_each = 200;
        asio::io_context writer;
        auto writing = asio::make_work_guard(writer);
        asio::io_context contexts[2];  // outlive the writer, whose last post to them may outlast its effect
        CommitQueue queue(database.store(), ServiceClock(ClockReading{}), [] { return ClockReading{}; },
                          writer, {}, {});
        std::thread writer_thread([&] { writer.run(); });
        int answered[2] = {0, 0};
        bool is_right[2] = {true, true};
        const auto live = [&](int half) {
            auto& context = contexts[half];
            const auto here = std::this_thread::get_id();
            const auto check = [&, here](int number, const Result<int>& answer) {
                if (!answer || *answer != number || std::this_thread::get_id() != here)
                    is_right[half] = false;
                ++answered[half];
            };
            for (int i = 0; i < callers_each; ++i) {
                const int number = half * callers_each + i;
                asio::co_spawn(context, ask(queue, writes(number), 60s, std::bind_front(check, number)),
                               asio::detached);
            }
            context.run();
        };

        std::thread second([&] { live(1); });
        live(0);
        second.join();
        writing.reset();
        writer_thread.join();

        CHECK(answered[0] == callers_each);
        CHECK(answered[1] == callers_each);
        CHECK(is_right[0]);
        CHECK(is_right[1]);
        CHECK(queue.counts().units == 2 * callers_each);
    });
}
