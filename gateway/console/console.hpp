#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <vector>

#include "gateway/console/metrics.hpp"
#include "gateway/console/readiness.hpp"
#include "gateway/world/clock.hpp"
#include "gateway/world/http.hpp"
#include "storage/commit_queue.hpp"
#include "storage/read_pool.hpp"

namespace kengele::console {

// What the service tells of itself, besides what its queue and store know. From any thread.
struct SelfReport {
    std::atomic<bool> has_menu = false;
    std::atomic<std::int64_t> checkpointed_ms = 0;  // on the boot-time clock
    std::atomic<std::int64_t> checkpoint_failures = 0;
    std::atomic<std::int64_t> climb_late_ms = 0;  // of the longest overdue clock, as last seen
    // What other features count; set before the first request, called from any thread.
    std::function<std::vector<Metrics::Reading>()> others_count = [] {
        return std::vector<Metrics::Reading>();
    };
};

// The inside listener's pages: alive, ready, metrics and, for now, one that says so. All referred to outlive
// it.
class Console {
public:
    Console(const std::string& service_name, storage::CommitQueue& queue, storage::ReadPool& reads,
            const world::Clock& clock, const Metrics& metrics, const SelfReport& self);

    Task<world::HttpResponse> front();
    Task<world::HttpResponse> alive();
    Task<world::HttpResponse> ready();  // 200 or 503, with every reason in words
    Task<world::HttpResponse> metrics();

private:
    const std::string service_name_;
    storage::CommitQueue& queue_;
    storage::ReadPool& reads_;
    const world::Clock& clock_;
    const Metrics& metrics_;
    const SelfReport& self_;
};

}  // namespace kengele::console
