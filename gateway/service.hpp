#pragma once

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "gateway/aggregators/registry.hpp"
#include "gateway/alerts/alert_loop.hpp"
#include "gateway/config.hpp"
#include "gateway/console/console.hpp"
#include "gateway/console/metrics.hpp"
#include "gateway/menu_shelf.hpp"
#include "gateway/nudge.hpp"
#include "gateway/reporters/day_keys.hpp"
#include "gateway/reporters/key_ring.hpp"
#include "gateway/routes.hpp"
#include "gateway/sms/sender.hpp"
#include "gateway/ussd/exchange.hpp"
#include "gateway/ussd/known_calls.hpp"
#include "gateway/ussd/salvage_loop.hpp"
#include "gateway/world/world.hpp"
#include "storage/commit_queue.hpp"
#include "storage/read_pool.hpp"
#include "storage/store.hpp"

namespace kengele::gateway {

// A start that cannot go on: what is wrong, and on a second line how to mend it.
class StartRefused : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Proves that this is the root key the store was filled under (the first one to come is remembered) and gives
// the clock that goes on from the store's last commit. On the calling thread, before the writer runs. Throws
// StartRefused.
storage::ServiceClock prove_key(storage::Store& store, const reporters::KeyRing& ring,
                                const world::ClockReading& now);

// The whole service below its sockets: built from a configuration, a world and a store, in production and in
// the simulator alike. Requests enter at callbacks() and console(); run() keeps its loops going.
//
// Everything handed in outlives it, and so do the io_contexts, which may all be the same one.
class Service {
public:
    struct Contexts {
        boost::asio::io_context& loops;
        boost::asio::io_context& writer;
        boost::asio::io_context& reader;
        boost::asio::io_context& checkpoint;
    };

    // Reads what it needs from the store on the calling thread, before any context runs. Throws StartRefused
    // when the root key is not the one this store was filled under, or the day's keys cannot be made.
    // `menus`: as menus_in_use() gives them, of the residents' at least one. `on_broken` hears, on the
    // writer's context, that the process must be restarted.
    Service(const Config& config, world::World world, storage::Store& store, const reporters::KeyRing& ring,
            MenuLists menus, Contexts contexts, storage::CommitQueue::OnBroken on_broken);
    ~Service();

    world::HttpHandler& callbacks();
    world::HttpHandler& console();

    // Keeps every loop going on `loops` and `checkpoint`; returns when all have stopped.
    Task<void> run();

    // On `loops`: claims no further text, lets sends in flight finish, climbs no more, copies the log a last
    // time. Requests are answered until the listeners are closed.
    void stop();

    storage::CommitQueue& queue() { return queue_; }
    storage::ReadPool& reads() { return reads_; }

    // After an import or a publication: turns that begin from now on see the new places, calls that begin
    // from now on the new menu.
    Task<void> reload_places();
    Task<void> reload_menus();

private:
    class Callbacks;

    sms::TextSource text_source() const;
    sms::OnFinalFailure on_final_failure();
    Task<void> give_up_on_the_late();
    Task<void> keep_house();
    Task<void> keep_house_once();
    Task<void> count_calls();
    Task<void> copy_the_log();
    void make_exchanges();

    const Config& config_;
    world::World world_;
    storage::Store& store_;
    Contexts contexts_;
    std::shared_ptr<const ussd::MenuVersions> menus_;
    std::shared_ptr<const menus::Places> places_;
    const std::vector<aggregators::Channel> channels_;
    const reporters::KeyRing& ring_;
    reporters::DayKeys days_;
    ussd::KnownCalls known_calls_;
    storage::CommitQueue queue_;
    storage::ReadPool reads_;
    Nudge texts_;
    sms::Sender sender_;
    alerts::AlertLoop climber_;
    ussd::SalvageLoop salvager_;
    console::Metrics metrics_;
    console::SelfReport self_;
    console::Console console_;
    ConsoleRoutes console_routes_;
    std::unique_ptr<Callbacks> callbacks_;
    std::atomic<bool> stopping_ = false;
    std::optional<storage::Day> forget_through_;  // rows of callers whose day's key is gone
    // What fell due while the service was away is raised before the keys and sessions it lies under are
    // forgotten; this long after the start nothing waits for that any more.
    const world::Millis began_;
    std::optional<storage::Day> day_to_salvage_;

    // What calls are answered with, one for each channel; replaced whole when places or menus change.
    using Exchanges = std::vector<ussd::Exchange>;
    std::shared_ptr<const Exchanges> exchanges() const;
    mutable std::mutex exchanges_mutex_;
    std::shared_ptr<const Exchanges> exchanges_;
};

}  // namespace kengele::gateway
