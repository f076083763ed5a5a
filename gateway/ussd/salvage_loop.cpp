#include "gateway/ussd/salvage_loop.hpp"

#include <fmt/format.h>

#include <array>
#include <chrono>

#include "gateway/ussd/salvage.hpp"

namespace kengele::ussd {
namespace {

using namespace std::chrono_literals;

constexpr storage::Millis interval = 500ms;
// One unit raises this many, so that callers' turns get in between.
constexpr int group_max = 16;
constexpr storage::Millis patience = 30s;
// A process that died leaves its lease behind: the next one waits no longer than this.
constexpr storage::Millis lease_life = 10s;
// One that cannot be raised is tried again, and meanwhile does not stand before the others.
constexpr storage::Millis pause_after_failure = 30s;

std::string fresh_name(world::Random& random) {
    std::array<std::uint8_t, 8> bytes{};
    random.fill(bytes);
    std::string name;
    for (const auto byte : bytes)
        name += fmt::format("{:02x}", byte);
    return name;
}

}  // namespace

SalvageLoop::SalvageLoop(storage::CommitQueue& queue, world::World& world, Office office, const Menus& menus,
                         gateway::Nudge& texts)
    : queue_(queue),
      world_(world),
      office_(std::move(office)),
      menus_(menus),
      texts_(texts),
      holder_(fresh_name(world.random)) {}

Task<void> SalvageLoop::run() {
    while (!stopping_ && !queue_.is_broken()) {
        const bool has_more = co_await pass_once();
        if (!has_more) co_await world_.clock.sleep(interval);
    }
}

// The lease is written only when there is work: a quiet night costs no commits.
Result<SalvageLoop::Pass> SalvageLoop::salvage_some(storage::Transaction& tx, const Menus& menus,
                                                    int most) const {
    Pass pass;
    const auto due = tx.due_salvages(tx.now(), most);
    if (due.empty() || !tx.take_lease("salvage", holder_, lease_life)) return pass;
    auto office = office_;
    office.menus = menus;
    for (const auto& waiting : due)
        ++(salvage(tx, office, waiting) ? pass.raised : pass.lost);
    return pass;
}

Task<bool> SalvageLoop::pass_once() {
    auto unit = [this, menus = menus_](storage::Transaction& tx) {
        return salvage_some(tx, menus, group_max);
    };
    const auto pass = co_await queue_.commit(unit, patience);
    if (!pass) {
        world_.log.error("salvage failed", {{"error", pass.error().message()}});
        if (pass.error() == storage::Error::failed) co_await pass_one_by_one();
        co_return false;
    }
    tell(*pass);
    co_return pass->raised + pass->lost == group_max;
}

Task<void> SalvageLoop::pass_one_by_one() {
    for (int tried = 0; tried < group_max; ++tried) {
        auto unit = [this, menus = menus_](storage::Transaction& tx) { return salvage_some(tx, menus, 1); };
        const auto pass = co_await queue_.commit(unit, patience);
        if (pass) {
            tell(*pass);
            if (pass->raised + pass->lost == 0) co_return;
            continue;
        }
        world_.log.error("a broken-off call cannot be raised", {{"error", pass.error().message()}});
        auto put_back = [](storage::Transaction& tx) -> Result<void> {
            for (auto waiting : tx.due_salvages(tx.now(), 1)) {
                waiting.due = tx.now() + pause_after_failure;
                tx.put_salvage(waiting);
            }
            return {};
        };
        const auto done = co_await queue_.commit(put_back, patience);
        if (!done) co_return;
    }
}

void SalvageLoop::tell(const Pass& pass) {
    if (pass.raised > 0) texts_.raise();
    if (pass.lost > 0) world_.log.error("broken-off calls could not be opened", {{"calls", pass.lost}});
}

}  // namespace kengele::ussd
