#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <type_traits>
#include <vector>

#include "gateway/cases/actions.hpp"
#include "gateway/cases/raise.hpp"
#include "gateway/config.hpp"
#include "gateway/reporters/key_ring.hpp"
#include "storage/store.hpp"
#include "tests/gateway/world_for_tests.hpp"

namespace kengele::testing {

// A real store on a temporary file with a small town in it: one county "1", one ward "1-2", a police station
// with two officers and a deputy, an ambulance, a neighbours' leader, a chief, a sub-county commander and the
// operations desk. Each unit is a group of its own, at the time the test set.
class Desk {
public:
    Desk();
    ~Desk();

    template <class Unit>  // T(Transaction&)
    auto run(Unit unit) {
        using Answer = std::invoke_result_t<Unit, storage::Transaction&>;
        if constexpr (std::is_void_v<Answer>) {
            run_unit([&](storage::Transaction& tx) { unit(tx); });
        } else {
            std::optional<Answer> answer;
            run_unit([&](storage::Transaction& tx) { answer.emplace(unit(tx)); });
            return std::move(*answer);
        }
    }

    void pass(storage::Millis time) {
        now_ = now_ + time;
        wall_ += time;
    }
    storage::ServiceTime now() const { return now_; }

    cases::Rules rules() { return {config, random}; }

    // Files a report of this kind in the ward.
    storage::IncidentId raise(const std::string& kind, const std::string& urgency = "urgent");
    std::vector<storage::Alert> alerts(storage::IncidentId incident);
    // The newest alert of the responder with this name.
    storage::Alert alert_of(const std::string& name);
    storage::ResponderId responder(const std::string& name);
    // Gives an office to this responder alone.
    void appoint(const std::string& name, const std::string& office, const std::string& role);
    // Templates waiting for this responder, oldest first.
    std::vector<storage::SmsTemplate> texts_to(const std::string& name);
    storage::LadderClock clock(storage::IncidentId incident);
    storage::PlaceNumber ward();
    // Marks everything queued as taken by the provider.
    void deliver_all();

    storage::Store& store() { return *store_; }

    gateway::CaseConfig config;
    SeededRandom random{7};
    reporters::KeyRing ring;

private:
    void run_unit(const std::function<void(storage::Transaction&)>& unit);
    void settle_town();

    std::filesystem::path folder_;
    std::unique_ptr<storage::Store> store_;
    storage::ServiceTime now_{1'000'000};
    storage::WallTime wall_{std::chrono::sys_days{std::chrono::year{2026} / 11 / 22}};
};

}  // namespace kengele::testing
