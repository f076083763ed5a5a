#include "gateway/sms/sender.hpp"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/this_coro.hpp>
#include <exception>

namespace kengele::sms {
namespace {

using namespace std::chrono_literals;
using storage::Millis;

// What a lost nudge costs at most.
constexpr Millis interval = 1s;
// After a commit that failed: the store is busy or full, and says so to callers too.
constexpr Millis pause = 500ms;
constexpr Millis patience = 30s;

std::vector<std::string> names_of(const std::vector<aggregators::Channel>& channels) {
    std::vector<std::string> names;
    names.reserve(channels.size());
    for (const auto& channel : channels)
        names.push_back(channel.name);
    return names;
}

}  // namespace

Sender::Sender(storage::CommitQueue& queue, world::World& world, const gateway::SenderConfig& config,
               const std::vector<aggregators::Channel>& channels, TextSource text_of, gateway::Nudge& own,
               OnFinalFailure on_final_failure)
    : queue_(queue),
      world_(world),
      config_(config),
      channels_(channels),
      text_of_(std::move(text_of)),
      own_(own),
      on_final_failure_(std::move(on_final_failure)),
      rules_{config_, world_.random, text_of_, on_final_failure_, names_of(channels)} {}

Task<void> Sender::run() {
    const auto executor = co_await boost::asio::this_coro::executor;
    while (!queue_.is_broken()) {
        if (stopping_ && in_flight_ == 0 && to_settle_.empty()) co_return;
        auto pass = co_await settle_and_claim();
        if (!pass) {
            co_await world_.clock.sleep(pause);
            continue;
        }
        for (Claim& claim : pass->claims)
            launch(std::move(claim), executor);
        if (!to_settle_.empty()) continue;
        Millis wait = interval;
        if (pass->next && room() > 0) wait = std::clamp(*pass->next - queue_.now(), Millis{1}, interval);
        co_await own_.wait(world_.clock, wait);
    }
}

void Sender::stop() {
    stopping_ = true;
    own_.raise();
}

Sender::Counts Sender::counts() const {
    return {accepted_, tried_again_, in_doubt_, refused_, flying_};
}

// One commit: what came back since the last one is written down, and free places in flight are filled.
Task<std::optional<Sender::Pass>> Sender::settle_and_claim() {
    const std::size_t most = isolating_ ? 1 : static_cast<std::size_t>(config_.group_max);
    const std::size_t settled = std::min(most, to_settle_.size());
    const int limit = isolating_ ? 0 : room();
    const auto end = to_settle_.begin() + static_cast<std::ptrdiff_t>(settled);
    const std::vector<Sent> batch(to_settle_.begin(), end);

    // Named, as g++ 12 destroys twice what a temporary inside a co_await expression holds.
    const auto unit = [this, limit, batch](storage::Transaction& tx) -> Result<Pass> {
        for (const Sent& sent : batch)
            settle(tx, rules_, sent);
        Pass made;
        if (limit == 0) return made;  // the next text that lands makes room
        made.claims = claim_due(tx, rules_, limit);
        const bool took_all = made.claims.size() < static_cast<std::size_t>(limit);
        made.next = took_all ? tx.next_sms() : tx.now();
        return made;
    };
    auto pass = co_await queue_.commit(unit, patience);
    const bool is_hopeless = !pass && pass.error() == storage::Error::failed && isolating_;
    if (pass || is_hopeless) {
        // A row that no unit can write down is left to its lease: it will be tried again as in doubt.
        to_settle_.erase(to_settle_.begin(), to_settle_.begin() + static_cast<std::ptrdiff_t>(settled));
    }
    // One row that spoils its unit must not hold up the others.
    isolating_ = !to_settle_.empty() && (isolating_ || (!pass && pass.error() == storage::Error::failed));
    if (pass) co_return std::move(*pass);
    world_.log.error("texts could not be settled", {{"error", pass.error().message()}});
    co_return std::nullopt;
}

Task<void> Sender::send(Claim claim) {
    const auto& channel = channel_for(claim.row);
    auto request = channel.aggregator->sms_request(claim.text);
    const auto answer = co_await world_.http.send(std::move(request), config_.limit);
    take_note(judge(claim, *channel.aggregator, answer));
}

void Sender::launch(Claim claim, const boost::asio::io_context::executor_type& executor) {
    ++in_flight_;
    ++flying_;
    auto landed = [this, row = claim.row](std::exception_ptr thrown) {
        // A client that throws is a bug; the text may have left all the same.
        if (thrown) take_note({row, Fate::in_doubt, {}, "the client failed", false});
        --in_flight_;
        --flying_;
        own_.raise();
    };
    boost::asio::co_spawn(executor, send(std::move(claim)), std::move(landed));
}

void Sender::take_note(Sent sent) {
    switch (sent.fate) {
        case Fate::accepted:
            ++accepted_;
            break;
        case Fate::try_again:
            ++tried_again_;
            break;
        case Fate::in_doubt:
            ++in_doubt_;
            break;
        case Fate::refused:
            ++refused_;
            break;
    }
    if (sent.fate != Fate::accepted) {
        world_.log.warning("text not accepted", {{"sms", sent.row.id.value},
                                                 {"attempt", sent.row.attempts},
                                                 {"why", sent.failure},
                                                 {"operator must act", sent.needs_operator}});
    }
    to_settle_.push_back(std::move(sent));
}

const aggregators::Channel& Sender::channel_for(const storage::OutboundSms& row) const {
    const auto named = std::ranges::find(channels_, row.channel, &aggregators::Channel::name);
    return named == channels_.end() ? channels_.front() : *named;
}

int Sender::room() const {
    if (stopping_ || channels_.empty()) return 0;
    return std::clamp(config_.in_flight_max - in_flight_, 0, config_.group_max);
}

}  // namespace kengele::sms
