#include "gateway/alerts/alert_loop.hpp"

#include "gateway/cases/climb.hpp"

namespace kengele::alerts {
namespace {

using namespace std::chrono_literals;

// How late a step may be while running: well inside the promise of 5 s.
constexpr storage::Millis interval = 500ms;
// One unit climbs this many cases, so that callers' turns get in between.
constexpr int group_max = 32;
constexpr storage::Millis patience = 30s;

}  // namespace

AlertLoop::AlertLoop(storage::CommitQueue& queue, world::World& world, const gateway::CaseConfig& config,
                     gateway::Nudge& texts)
    : queue_(queue), world_(world), config_(config), texts_(texts) {}

Task<void> AlertLoop::run() {
    while (!stopping_ && !queue_.is_broken()) {
        const bool has_more = co_await climb_some();
        if (!has_more) co_await world_.clock.sleep(interval);
    }
}

void AlertLoop::stop() {
    stopping_ = true;
}

Task<bool> AlertLoop::climb_some() {
    auto unit = [this](storage::Transaction& tx) -> Result<int> {
        const auto due = tx.due_clocks(tx.now(), group_max);
        for (const auto& clock : due)
            cases::climb(tx, {config_, world_.random}, clock.incident);
        return static_cast<int>(due.size());
    };
    const auto climbed = co_await queue_.commit(unit, patience);
    if (!climbed) {
        world_.log.error("climbing failed", {{"error", climbed.error().message()}});
        if (climbed.error() == storage::Error::failed) co_await climb_one_by_one();
        co_return false;
    }
    if (*climbed > 0) texts_.raise();
    co_return *climbed == group_max;
}

// One case that cannot climb must not hold up the others of its unit.
Task<void> AlertLoop::climb_one_by_one() {
    auto look = [](storage::Transaction& tx) -> Result<std::vector<storage::LadderClock>> {
        return tx.due_clocks(tx.now(), group_max);
    };
    const auto due = co_await queue_.commit(look, patience);
    if (!due) co_return;
    for (const auto& clock : *due) {
        auto unit = [this, id = clock.incident](storage::Transaction& tx) -> Result<void> {
            cases::climb(tx, {config_, world_.random}, id);
            return {};
        };
        const auto climbed = co_await queue_.commit(unit, patience);
        if (!climbed) {
            world_.log.error("a case cannot climb",
                             {{"incident", clock.incident.value}, {"error", climbed.error().message()}});
        }
    }
    texts_.raise();
}

}  // namespace kengele::alerts
