#pragma once

#include <functional>

#include "gateway/config.hpp"
#include "gateway/nudge.hpp"
#include "gateway/world/world.hpp"
#include "storage/commit_queue.hpp"

namespace kengele::alerts {

// Climbs what is due. Deadlines are in service time and stored with their case, so neither a restart nor a
// jump of the wall clock loses, doubles or hastens one; a pass that fails is simply made again.
class AlertLoop {
public:
    // All outlive the loop. `texts` is nudged when a pass may have put texts into the outbox.
    AlertLoop(storage::CommitQueue& queue, world::World& world, const gateway::CaseConfig& config,
              gateway::Nudge& texts);

    Task<void> run();  // until stop(); then a pass under way is finished
    void stop();

private:
    Task<bool> climb_some();
    Task<void> climb_one_by_one();

    storage::CommitQueue& queue_;
    world::World& world_;
    const gateway::CaseConfig& config_;
    gateway::Nudge& texts_;
    bool stopping_ = false;
};

}  // namespace kengele::alerts
