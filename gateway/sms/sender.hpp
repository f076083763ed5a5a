#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <vector>

#include "gateway/aggregators/registry.hpp"
#include "gateway/nudge.hpp"
#include "gateway/sms/settle.hpp"
#include "gateway/world/world.hpp"
#include "storage/commit_queue.hpp"

namespace kengele::sms {

// Drains the outbox: claims what is due in one commit, posts it after that commit, writes down what came of
// it in the next. So each attempt id reaches a provider at most once, and after a crash it is known which
// texts are in doubt. Runs on one io_context; it alone claims.
class Sender {
public:
    // All references outlive the sender. `own` is raised by whoever puts texts into the outbox.
    Sender(storage::CommitQueue& queue, world::World& world, const gateway::SenderConfig& config,
           const std::vector<aggregators::Channel>& channels, TextSource text_of, gateway::Nudge& own,
           OnFinalFailure on_final_failure);

    // Until stop() or until the queue is broken; ends when the last send in flight is written down.
    Task<void> run();
    // Claims nothing more. On the sender's io_context.
    void stop();

    // Since the start, for metrics; from any thread.
    struct Counts {
        std::uint64_t accepted = 0;
        std::uint64_t tried_again = 0;
        std::uint64_t in_doubt = 0;  // each may reach its phone twice
        std::uint64_t refused = 0;
        std::uint64_t in_flight = 0;  // now
    };
    Counts counts() const;

private:
    struct Pass {
        std::vector<Claim> claims;
        std::optional<storage::ServiceTime> next;  // when the next queued row is due
    };
    Task<std::optional<Pass>> settle_and_claim();
    Task<void> send(Claim claim);
    void launch(Claim claim, const boost::asio::io_context::executor_type& executor);
    const aggregators::Channel& channel_for(const storage::OutboundSms& row) const;
    void take_note(Sent sent);
    int room() const;  // for further sends

    storage::CommitQueue& queue_;
    world::World& world_;
    const gateway::SenderConfig& config_;
    const std::vector<aggregators::Channel>& channels_;
    const TextSource text_of_;
    gateway::Nudge& own_;
    const OnFinalFailure on_final_failure_;
    const OutboxRules rules_;

    int in_flight_ = 0;
    std::vector<Sent> to_settle_;
    bool isolating_ = false;  // after a failed unit: one row a unit, until all are settled
    bool stopping_ = false;
    std::atomic<std::uint64_t> accepted_ = 0;
    std::atomic<std::uint64_t> tried_again_ = 0;
    std::atomic<std::uint64_t> in_doubt_ = 0;
    std::atomic<std::uint64_t> refused_ = 0;
    std::atomic<std::uint64_t> flying_ = 0;
};

}  // namespace kengele::sms
