#pragma once

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "storage/store.hpp"
#include "storage/task.hpp"

namespace kengele::storage {

// One writer, group commit. Every unit that waits is run under its own savepoint, all are committed once, and
// only then their callers wake. While one group is being synced the next gathers, so no timer needs tuning.
//
// A unit may run twice: it captures nothing it consumes and draws its randomness from the transaction.
// A unit handed over is always finished; a caller that stops waiting does not stop it.
//
// Destroyed before the io_contexts of its callers, and after the writer's thread was joined.
class CommitQueue {
public:
    struct Limits {
        int waiting_max = 4096;  // more are answered `busy` at once
        int group_max = 512;
    };
    // Tells the rest of the program that the store is broken; called once, on the writer's executor.
    using OnBroken = std::function<void(boost::system::error_code)>;
    using ReadClocks = std::function<ClockReading()>;  // called from any thread

    // The writer is an io_context of its own, run by a thread of its own; in a simulation it is the shared
    // one.
    CommitQueue(Store& store, ServiceClock clock, ReadClocks read_clocks, boost::asio::io_context& writer,
                Limits limits, OnBroken on_broken);
    ~CommitQueue();

    // Runs the unit and waits until it is durable. Past `patience` the answer is `too_late` (surely not
    // saved) or, when a COMMIT is under way, `in_doubt`. `in_doubt` is also the answer when the COMMIT itself
    // failed; every other error means: surely not saved. Errors: busy, too_late, in_doubt, full, conflict,
    // failed, broken, and the unit's own. May be called from any coroutine of the program.
    template <class Unit>  // Result<T>(Transaction&)
    auto commit(Unit unit, Millis patience) -> Task<std::invoke_result_t<Unit, Transaction&>>;

    // Answers the callers whose patience is over; called every 100 ms or so by an owner's loop, from any
    // thread.
    void answer_overdue();

    // The service time now; from any thread.
    ServiceTime now() const { return clock_.at(read_clocks_()); }
    bool clock_was_doubtful() const { return clock_.was_doubtful(); }

    // Size of groups, for the metrics: units and commits so far.
    struct Counts {
        std::uint64_t units = 0;
        std::uint64_t commits = 0;
    };
    Counts counts() const { return {units_.load(), commits_.load()}; }
    bool is_broken() const { return broken_.load(); }

private:
    using Work = std::function<Result<void>(Transaction&)>;
    struct Waiting;
    using Group = std::vector<std::shared_ptr<Waiting>>;
    struct Answers;

    Task<boost::system::error_code> hand_over(Work work, Millis patience);
    void enter(const std::shared_ptr<Waiting>& unit);

    // On the writer's executor.
    void call_writer();
    void run_next_group() noexcept;
    void save(Group group, Answers& answers);
    bool save_once(Group& group, Answers& answers);
    bool run_units(Group& group, Answers& answers);
    bool still_wanted(Waiting& unit, Answers& answers);
    bool enter_commit(Group& group, Answers& answers);
    void break_down(Group& group, Answers& answers);

    Store& store_;
    const ServiceClock clock_;
    const ReadClocks read_clocks_;
    boost::asio::io_context& writer_;
    const Limits limits_;
    const OnBroken on_broken_;
    std::atomic<bool> broken_ = false;
    std::atomic<std::uint64_t> units_ = 0;
    std::atomic<std::uint64_t> commits_ = 0;

    std::mutex mutex_;  // guards what follows, and the stage and handler of every unit
    std::deque<std::shared_ptr<Waiting>> waiting_;
    Group running_;  // the group in the writer's hands
    bool writer_is_called_ = false;

    // What was posted finds out by it that the queue is gone.
    const std::shared_ptr<const bool> alive_ = std::make_shared<const bool>(true);
};

template <class Unit>
auto CommitQueue::commit(Unit unit, Millis patience) -> Task<std::invoke_result_t<Unit, Transaction&>> {
    using Answer = std::invoke_result_t<Unit, Transaction&>;
    // Shared, as the unit may still run after its caller was told `in_doubt`.
    auto answer = std::make_shared<std::optional<Answer>>();
    Work work = [unit = std::move(unit), answer](Transaction& tx) -> Result<void> {
        answer->emplace(unit(tx));
        if ((*answer)->has_error()) return (*answer)->error();
        return {};
    };
    const auto error = co_await hand_over(std::move(work), patience);
    if (error) co_return error;
    co_return std::move(**answer);
}

}  // namespace kengele::storage
