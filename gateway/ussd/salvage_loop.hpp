#pragma once

#include <string>

#include "gateway/nudge.hpp"
#include "gateway/ussd/filing.hpp"
#include "gateway/world/world.hpp"
#include "storage/commit_queue.hpp"

namespace kengele::ussd {

// Raises what calls told that broke off, once their time is over. Who waits is stored with the turn, in
// service time: neither a restart nor a jump of the wall clock loses, doubles or hastens one. Of several
// gateways on one store the holder of the lease "salvage" does it.
class SalvageLoop {
public:
    using Menus = std::shared_ptr<const MenuVersions>;

    // All outlive the loop; `menus` are those in use at each moment, on this loop's thread. `texts` is nudged
    // when a pass may have put texts into the outbox.
    SalvageLoop(storage::CommitQueue& queue, world::World& world, Office office, const Menus& menus,
                gateway::Nudge& texts);

    Task<void> run();  // until stop(); then a pass under way is finished
    void stop() { stopping_ = true; }

private:
    struct Pass {
        int raised = 0;
        int lost = 0;
    };
    Result<Pass> salvage_some(storage::Transaction& tx, const Menus& menus, int most) const;
    Task<bool> pass_once();
    Task<void> pass_one_by_one();
    void tell(const Pass& pass);

    storage::CommitQueue& queue_;
    world::World& world_;
    const Office office_;  // but for its menus, which change
    const Menus& menus_;
    gateway::Nudge& texts_;
    const std::string holder_;
    bool stopping_ = false;
};

}  // namespace kengele::ussd
