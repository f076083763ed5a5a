#include "storage/commit_queue.hpp"

#include <algorithm>
#include <boost/asio/defer.hpp>
#include <boost/asio/post.hpp>

namespace kengele::storage {
namespace asio = boost::asio;

namespace {

// A struct, as a bare error_code would be thrown into the coroutine.
struct Verdict {
    boost::system::error_code error;
};
using Executor = asio::io_context::executor_type;
using Handler = asio::async_result<std::decay_t<decltype(use_task)>, void(Verdict)>::handler_type;

enum class Stage { waiting, running, committing };

}  // namespace

struct CommitQueue::Waiting {
    Work work;
    ServiceTime give_up;
    std::optional<Handler> handler;  // gone once the caller is answered
    Stage stage = Stage::waiting;
    bool was_given_up = false;        // its caller was told `too_late`: it must never commit
    boost::system::error_code error;  // of its last run
};

// Who is to be told what: collected while the group is worked on, sent when it is done, in one post for each
// executor.
struct CommitQueue::Answers {
    struct Answer {
        Handler handler;
        boost::system::error_code error;

        void operator()() { std::move(handler)(Verdict{error}); }
    };
    struct Batch {
        Executor executor;
        std::vector<Answer> answers;
    };
    std::vector<Batch> batches;

    void add(Waiting& unit, boost::system::error_code error) {
        if (!unit.handler) return;
        const auto executor = unit.handler->get_executor();
        auto batch = std::find_if(batches.begin(), batches.end(),
                                  [&](const Batch& it) { return it.executor == executor; });
        if (batch == batches.end()) batch = batches.insert(batches.end(), Batch{executor, {}});
        batch->answers.push_back({std::move(*unit.handler), error});
        unit.handler.reset();
    }

    void send() {
        for (auto& batch : batches) {
            // Each handler in a turn of its own: what one throws must not swallow the others.
            auto tell = [executor = batch.executor, answers = std::move(batch.answers)]() mutable {
                for (auto& answer : answers)
                    asio::defer(executor, std::move(answer));
            };
            asio::post(batch.executor, std::move(tell));
        }
        batches.clear();
    }
};

CommitQueue::CommitQueue(Store& store, ServiceClock clock, ReadClocks read_clocks, asio::io_context& writer,
                         Limits limits, OnBroken on_broken)
    : store_(store),
      clock_(clock),
      read_clocks_(std::move(read_clocks)),
      writer_(writer),
      limits_(limits),
      on_broken_(std::move(on_broken)) {}

CommitQueue::~CommitQueue() {
    // A handler owns the coroutine that waits, and that coroutine holds its unit: only this lets both go.
    for (const auto& unit : waiting_) {
        const auto let_go = std::exchange(unit->handler, std::nullopt);
    }
}

Task<boost::system::error_code> CommitQueue::hand_over(Work work, Millis patience) {
    auto unit = std::make_shared<Waiting>();
    unit->work = std::move(work);
    unit->give_up = now() + patience;
    auto initiate = [this, unit](Handler handler) {
        unit->handler.emplace(std::move(handler));
        enter(unit);
    };
    const auto verdict =
        co_await asio::async_initiate<decltype(use_task), void(Verdict)>(std::move(initiate), use_task);
    co_return verdict.error;
}

void CommitQueue::enter(const std::shared_ptr<Waiting>& unit) {
    boost::system::error_code refusal;
    bool is_first = false;
    {
        const std::lock_guard lock(mutex_);
        if (broken_) {
            refusal = Error::broken;
        } else if (waiting_.size() >= static_cast<std::size_t>(limits_.waiting_max)) {
            refusal = Error::busy;
        } else {
            waiting_.push_back(unit);
            is_first = !std::exchange(writer_is_called_, true);
        }
    }
    if (refusal) {
        Answers answers;
        answers.add(*unit, refusal);
        answers.send();
    }
    if (is_first) call_writer();
}

void CommitQueue::answer_overdue() {
    Answers answers;
    const auto time = now();
    {
        const std::lock_guard lock(mutex_);
        std::erase_if(waiting_, [&](const auto& unit) {
            if (unit->give_up >= time) return false;
            answers.add(*unit, Error::too_late);
            return true;
        });
        for (const auto& unit : running_) {
            if (unit->give_up >= time || !unit->handler) continue;
            unit->was_given_up = unit->stage == Stage::running;
            answers.add(*unit, unit->was_given_up ? Error::too_late : Error::in_doubt);
        }
    }
    answers.send();
}

void CommitQueue::call_writer() {
    asio::post(writer_, [this, alive = std::weak_ptr(alive_)] {
        if (!alive.expired()) run_next_group();
    });
}

void CommitQueue::run_next_group() noexcept {
    Group group;
    {
        const std::lock_guard lock(mutex_);
        const auto size = std::min(waiting_.size(), static_cast<std::size_t>(limits_.group_max));
        const auto end = waiting_.begin() + static_cast<std::ptrdiff_t>(size);
        group.assign(std::make_move_iterator(waiting_.begin()), std::make_move_iterator(end));
        waiting_.erase(waiting_.begin(), end);
        for (const auto& unit : group)
            unit->stage = Stage::running;
        running_ = group;
    }
    Answers answers;
    save(std::move(group), answers);
    bool has_more = false;
    {
        const std::lock_guard lock(mutex_);
        running_.clear();
        has_more = !waiting_.empty();
        writer_is_called_ = has_more;
    }
    answers.send();
    // One group a turn, so that a shared io_context serves its other work in between.
    if (has_more) call_writer();
}

// Together first; after the database dissolved the group, one by one.
void CommitQueue::save(Group group, Answers& answers) {
    while (!group.empty()) {
        if (save_once(group, answers)) continue;
        for (const auto& unit : std::exchange(group, {})) {
            Group alone{unit};
            while (!alone.empty())
                save_once(alone, answers);
            // Each has its own sync behind it: nobody waits for those of five hundred others.
            answers.send();
        }
    }
}

// One transaction. Takes the units that are done with out of the group, answered; false when the group was
// dissolved and what is left must run one by one.
bool CommitQueue::save_once(Group& group, Answers& answers) {
    if (broken_) {
        break_down(group, answers);
        return true;
    }
    const auto reading = read_clocks_();
    if (const auto begun = store_.begin(clock_.at(reading), reading); begun.has_error()) {
        if (begun.error() != Error::full) {
            break_down(group, answers);
            return true;
        }
        const std::lock_guard lock(mutex_);
        for (const auto& unit : std::exchange(group, {}))
            answers.add(*unit, Error::full);
        return true;
    }
    if (!run_units(group, answers)) return false;
    if (broken_ || !enter_commit(group, answers)) return true;

#ifdef KENGELE_CANARY_ANSWER_BEFORE_COMMIT
    // A bug on purpose (scripts/prove_simulator): callers hear "saved" before it is.
    {
        const std::lock_guard lock(mutex_);
        for (const auto& unit : group)
            answers.add(*unit, unit->error);
    }
    answers.send();
#endif
    const auto committed = store_.commit();

    if (committed.has_error() && committed.error() != Error::full) {
        {
            const std::lock_guard lock(mutex_);
            // Nobody knows whether these are saved; units that failed by themselves surely are not.
            for (const auto& unit : group)
                answers.add(*unit, unit->error ? unit->error : make_error_code(Error::in_doubt));
        }
        break_down(group, answers);
        return true;
    }
    const std::lock_guard lock(mutex_);
    if (committed.has_error() && group.size() > 1) {
        // A smaller transaction may still fit.
        for (const auto& unit : group)
            unit->stage = Stage::running;
        return false;
    }
    for (const auto& unit : group) {
        const auto error = committed.has_error() ? committed.error() : unit->error;
        answers.add(*unit, error);
    }
    units_ += group.size();
    commits_ += 1;
    group.clear();
    return true;
}

// Each under its savepoint. False when one of them took the whole transaction down.
bool CommitQueue::run_units(Group& group, Answers& answers) {
    for (auto unit = group.begin(); unit != group.end();) {
        if (!still_wanted(**unit, answers)) {
            unit = group.erase(unit);
            continue;
        }
        const auto ran = store_.run((*unit)->work);
        (*unit)->error = ran.has_error() ? ran.error() : boost::system::error_code{};
        if (ran.has_error() && ran.error() == Error::broken) {
            store_.roll_back();
            break_down(group, answers);
            return true;
        }
        if (store_.is_dissolved()) {
            store_.roll_back();
            const std::lock_guard lock(mutex_);
            answers.add(**unit, (*unit)->error ? (*unit)->error : make_error_code(Error::failed));
            group.erase(unit);
            return false;
        }
        ++unit;
    }
    return true;
}

// Answers it `too_late` when its time is over.
bool CommitQueue::still_wanted(Waiting& unit, Answers& answers) {
    const auto time = now();
    const std::lock_guard lock(mutex_);
    if (unit.give_up >= time && !unit.was_given_up) return true;
    answers.add(unit, Error::too_late);
    return false;
}

// From here on nobody is told `too_late`. False when a unit's time is over: then the group is rolled back
// and, without that unit, to be run again; or when no unit is left that has anything to commit.
bool CommitQueue::enter_commit(Group& group, Answers& answers) {
    const auto time = now();
    const std::lock_guard lock(mutex_);
    const auto is_over = [&](const auto& unit) {
        return !unit->error && (unit->give_up < time || unit->was_given_up);
    };
    const bool any_over = std::any_of(group.begin(), group.end(), is_over);
    const bool all_failed =
        std::all_of(group.begin(), group.end(), [](const auto& unit) { return bool(unit->error); });
    if (!any_over && !all_failed) {
        for (const auto& unit : group)
            unit->stage = Stage::committing;
        return true;
    }
    store_.roll_back();
    std::erase_if(group, [&](const auto& unit) {
        const bool over = is_over(unit);
        if (over) answers.add(*unit, Error::too_late);
        if (unit->error) answers.add(*unit, unit->error);
        return over || unit->error;
    });
    return false;
}

// The end of all writing: this group, everybody who waits and everybody to come hear it.
void CommitQueue::break_down(Group& group, Answers& answers) {
    const bool is_first = !broken_.exchange(true);
    {
        const std::lock_guard lock(mutex_);
        for (const auto& unit : std::exchange(group, {}))
            answers.add(*unit, Error::broken);
        for (const auto& unit : std::exchange(waiting_, {}))
            answers.add(*unit, Error::broken);
    }
    if (is_first && on_broken_) on_broken_(Error::broken);
}

}  // namespace kengele::storage
