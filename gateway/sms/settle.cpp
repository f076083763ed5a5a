#include "gateway/sms/settle.hpp"

#include <algorithm>
#include <array>

namespace kengele::sms {
namespace {

using namespace std::chrono_literals;
using storage::OutboundSms;
using storage::SmsState;

constexpr int life_in_danger = 1;

Fate fate_of(boost::system::error_code error, int attempts);
bool was_never_sent(boost::system::error_code error);
void note_acceptance(storage::Transaction& tx, OutboundSms& row, const Sent& sent);

}  // namespace

Sent judge(const Claim& claim, const aggregators::Aggregator& aggregator,
           const Result<world::HttpResponse>& answer) {
    Sent sent{claim.row, Fate::in_doubt, {}, {}, false};
    if (!answer) {
        sent.fate = was_never_sent(answer.error()) ? Fate::try_again : Fate::in_doubt;
        sent.failure = answer.error().message();
        return sent;
    }
    const auto receipt = aggregator.sms_outcome(claim.text, *answer);
    if (receipt) {
        sent.fate = Fate::accepted;
        sent.provider_id = receipt->provider_id;
        return sent;
    }
    sent.fate = fate_of(receipt.error(), claim.row.attempts);
    sent.failure = receipt.error().message();
    sent.needs_operator = receipt.error() == aggregators::Error::no_credit;
    return sent;
}

void settle(storage::Transaction& tx, const OutboxRules& rules, const Sent& sent) {
    OutboundSms row = sent.row;
    const bool has_no_try_left = sent.fate == Fate::in_doubt && row.attempts >= rules.config.attempts_max;
    row.lease_until = {};
    if (sent.fate == Fate::accepted) {
        note_acceptance(tx, row, sent);
    } else if (sent.fate == Fate::refused || has_no_try_left) {
        row.state = SmsState::failed;
        row.failure = sent.failure;
    } else {
        row.state = SmsState::queued;
        row.possible_duplicate = row.possible_duplicate || sent.fate == Fate::in_doubt;
        row.not_before = tx.now() + back_off(row.attempts, row.priority, rules.random);
    }
    if (!tx.change_sms(row, SmsState::claimed, row.attempt)) return;
    // Nothing will be sent of it again.
    const bool is_over = row.state != SmsState::queued;
    if (is_over && row.what == storage::SmsTemplate::screen) tx.drop_caller_text(row.id);
    if (row.state == SmsState::failed && is_alarm(row.what)) rules.on_final_failure(tx, row.alert);
}

storage::Millis back_off(int attempts, int priority, world::Random& random) {
    static constexpr std::array<storage::Millis, 5> waits{2s, 5s, 15s, 60s, 300s};
    static constexpr storage::Millis longest_in_danger = 15s;
    const auto step = static_cast<std::size_t>(std::clamp(attempts, 1, static_cast<int>(waits.size())) - 1);

    std::array<std::uint8_t, 2> chance{};
    random.fill(chance);
    constexpr std::int64_t most = 65'535;
    const std::int64_t part = chance[0] * 256 + chance[1];  // none .. most: 80 % .. 120 %
    const storage::Millis wait{waits[step].count() * (80 * most + 40 * part) / (100 * most)};
    return priority == life_in_danger ? std::min(wait, longest_in_danger) : wait;
}

namespace {

Fate fate_of(boost::system::error_code error, int attempts) {
    using aggregators::Error;
    if (error == Error::refused) return Fate::refused;
    if (error == Error::try_again || error == Error::no_credit) return Fate::try_again;
    if (error == Error::try_once_more) return attempts < 2 ? Fate::try_again : Fate::refused;
    return Fate::in_doubt;
}

bool was_never_sent(boost::system::error_code error) {
    return error == world::Error::unreachable || error == world::Error::not_sent;
}

void note_acceptance(storage::Transaction& tx, OutboundSms& row, const Sent& sent) {
    row.state = SmsState::accepted;
    row.provider_id = sent.provider_id;
    if (row.provider_id.empty()) return;
    // A delivery report may overtake the answer to the send.
    const auto report = tx.report(row.channel, row.provider_id);
    if (!report) return;
    if (report->state == storage::DeliveryReport::State::delivered) row.state = SmsState::delivered;
    if (report->state == storage::DeliveryReport::State::failed) {
        row.state = SmsState::failed;
        row.failure = report->reason;
    }
}

}  // namespace
}  // namespace kengele::sms
