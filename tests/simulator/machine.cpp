#include "tests/simulator/machine.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <chrono>

#include "gateway/menu_shelf.hpp"
#include "storage/sqlite/sqlite_store.hpp"

namespace kengele::simulator {
namespace {

using namespace std::chrono_literals;

// Work that takes more turns than this without any time passing will never end.
constexpr int turns_max = 1'000'000;

Task<void> publish_in(gateway::Service& service, storage::MenuVersion version, std::function<void()> done) {
    auto unit = [version](storage::Transaction& tx) -> Result<void> {
        tx.publish_menu(version, "operator", "");
        return {};
    };
    const auto published = co_await service.queue().commit(std::move(unit), 30s);
    if (!published) co_return;
    co_await service.reload_menus();
    done();
}

// An io_context whose process can die: all that waits in it is destroyed while the parts it refers to live.
class MortalContext : public boost::asio::io_context {
public:
    void die() { shutdown(); }
};

}  // namespace

void WatchfulLog::write(world::Level level, std::string_view event,
                        std::initializer_list<world::Field> fields) {
    if (level < world::Level::warning) return;
    std::string line = fmt::format("log: {}", event);
    for (const auto& field : fields) {
        if (const auto* word = std::get_if<std::string_view>(&field.value))
            line += fmt::format(", {}", *word);
    }
    journal_.note(std::move(line));
}

struct Machine::Process {
    MortalContext context;
    std::unique_ptr<storage::Store> store;
    std::optional<gateway::Service> service;
    bool is_broken = false;
    bool is_asked_to_stop = false;
    bool is_stopped = false;

    ~Process() {
        context.die();
        service.reset();
        store.reset();
    }
};

Machine::Machine(const Town& town, VirtualClock& clock, VirtualNetwork& network, SeededRandom& service_random,
                 SeededRandom& disk_random, Journal& journal, const std::string& name)
    : town_(town),
      clock_(clock),
      network_(network),
      service_random_(service_random),
      journal_(journal),
      vfs_(name, disk_random),
      log_(journal) {
    vfs_.disk().load(town.image);
}

Machine::~Machine() {
    if (life_) end(End::killed);
}

bool Machine::start() {
    auto process = std::make_unique<Process>();
    storage::SqliteOptions options;
    options.path = database_path;
    options.vfs = vfs_.name();
    options.sessions_expected = 1000;
    options.wal_bytes_max = 1 << 20;
    options.on_failure = [this](std::string_view reason) {
        // Errors of the disk are ours; anything else that a unit threw is a bug.
        if (!reason.starts_with("sqlite") && !reason.starts_with("COMMIT")) {
            journal_.break_invariant(fmt::format("a unit of work threw: {}", reason));
        }
    };
    auto store = storage::open_sqlite(options);
    if (!store) {
        journal_.note("no start: " + store.error().message());
        if (store.error() == storage::Error::newer) throw BrokenInvariant("the database calls itself newer");
        return false;
    }
    process->store = std::move(*store);
    const auto mark = process->store->clock_mark();
    const auto menus =
        gateway::menus_in_use(*process->store->reader(), mark ? mark->service : storage::ServiceTime{});
    if (!menus || menus->residents.empty()) {
        journal_.note("no start: no menu can be read");
        return false;
    }
    const auto live =
        std::ranges::find(town_.versions, menus->residents.front()->hash, &storage::MenuVersion::hash);
    if (live == town_.versions.end()) throw BrokenInvariant("menus: the menu published is none of ours");
    version_at_start_ = static_cast<std::size_t>(live - town_.versions.begin());
    const auto began = clock_.now();
    const auto reading = clock_.read();
    const auto expected = expected_service_time(mark);
    auto& context = process->context;
    try {
        process->service.emplace(
            town_.config, world::World{clock_, service_random_, network_, keys_, log_}, *process->store,
            town_.ring, *menus, gateway::Service::Contexts{context, context, context, context},
            [dying = process.get()](boost::system::error_code) { dying->is_broken = true; });
    } catch (const gateway::StartRefused& refusal) {
        journal_.note(fmt::format("no start: {}", refusal.what()));
        return false;
    } catch (const boost::system::system_error& error) {
        journal_.note(fmt::format("no start: {}", error.what()));
        return false;
    }
    const auto counted = process->service->queue().now() - (clock_.now() - began);
    if (counted != expected) {
        throw BrokenInvariant(
            fmt::format("I8: service time starts at {} ms instead of {}", counted.ms, expected.ms));
    }
    life_ = std::move(process);
    lives_.push_back({began, expected, reading});
    network_.connect(context, life_->service->callbacks());
    const auto ended = [process = life_.get()](std::exception_ptr escaped) {
        if (escaped) std::rethrow_exception(escaped);
        process->is_stopped = true;
    };
    boost::asio::co_spawn(context, life_->service->run(), ended);
    journal_.note("the service is up");
    return true;
}

// As product rules say it, computed here once more: by the boot-time clock within a boot, by the wall over a
// reboot, never below zero and at most 24 h.
storage::ServiceTime Machine::expected_service_time(const std::optional<storage::ClockMark>& mark) const {
    const auto now = clock_.read();
    if (!mark) return storage::ServiceTime{0};
    const bool is_same_boot = mark->reading.boot_id == now.boot_id;
    const Millis passed = is_same_boot ? now.elapsed - mark->reading.elapsed
                                       : std::clamp<Millis>(now.wall - mark->reading.wall, 0ms, Millis{24h});
    return mark->service + passed;
}

bool Machine::run_ready() {
    auto& context = life_->context;
    for (int turns = 0; turns < turns_max; ++turns) {
        context.restart();
        const bool did_something = context.poll_one() > 0;
        journal_.throw_if_broken();
        if (vfs_.has_lost_power()) return false;
        if (!did_something) return !life_->is_broken;
    }
    throw BrokenInvariant("the service is busy without end while no time passes");
}

void Machine::publish(std::size_t version, std::function<void()> done) {
    const auto rethrow = [](std::exception_ptr escaped) {
        if (escaped) std::rethrow_exception(escaped);
    };
    auto publishing = publish_in(*life_->service, town_.versions.at(version), std::move(done));
    boost::asio::co_spawn(life_->context, std::move(publishing), rethrow);
}

void Machine::end(End how) {
    network_.disconnect();
    if (how == End::power_cut) vfs_.crash();
    if (how == End::killed) vfs_.kill_handles();
    life_.reset();
}

void Machine::ask_to_stop() {
    life_->is_asked_to_stop = true;
    life_->service->stop();
}

bool Machine::is_asked_to_stop() const {
    return life_->is_asked_to_stop;
}

bool Machine::is_stopped() const {
    return life_->is_stopped;
}

}  // namespace kengele::simulator
