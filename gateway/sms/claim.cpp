#include "gateway/sms/claim.hpp"

#include <algorithm>
#include <chrono>

namespace kengele::sms {
namespace {

using storage::OutboundSms;
using storage::SmsState;

// Nobody can answer an older screen any more; one that says that a report was filed is never too old.
constexpr storage::Millis screen_life = std::chrono::minutes(30);

void queue_lapsed_again(storage::Transaction& tx, int limit);
bool is_overtaken(storage::Transaction& tx, const OutboundSms& row);
bool has_filed(const OutboundSms& row);
bool move(storage::Transaction& tx, OutboundSms row, SmsState to, const std::string& failure = {});
std::string channel_of(const OutboundSms& row, const std::vector<std::string>& channels);

}  // namespace

std::vector<Claim> claim_due(storage::Transaction& tx, const OutboxRules& rules, int limit) {
    queue_lapsed_again(tx, rules.config.group_max);
    std::vector<Claim> claims;
    for (OutboundSms& row : tx.due_sms(tx.now(), limit)) {
        if (is_overtaken(tx, row)) {
            move(tx, row, SmsState::cancelled);
            continue;
        }
        auto text = rules.text_of(tx, row);
        if (!text) {
            // A caller's is not there any more once the day is over.
            const bool is_ours = move(tx, row, SmsState::failed, "no number");
            if (is_ours && is_alarm(row.what)) rules.on_final_failure(tx, row.alert);
            continue;
        }
        const storage::Key128 last_attempt = row.attempt;
        // Counted before sending: a crash mid-send must not earn a free retry.
        ++row.attempts;
        rules.random.fill(row.attempt);
        row.lease_until = tx.now() + rules.config.lease;
        row.channel = channel_of(row, rules.channels);
        row.state = SmsState::claimed;
        if (tx.change_sms(row, SmsState::queued, last_attempt)) claims.push_back({row, std::move(*text)});
    }
    return claims;
}

bool is_alarm(storage::SmsTemplate what) {
    using storage::SmsTemplate;
    return what == SmsTemplate::alert || what == SmsTemplate::alert_private ||
           what == SmsTemplate::escalation || what == SmsTemplate::desk;
}

namespace {

void queue_lapsed_again(storage::Transaction& tx, int limit) {
    for (OutboundSms& row : tx.lapsed_claims(tx.now(), limit)) {
        row.state = SmsState::queued;
        row.possible_duplicate = true;
        row.not_before = tx.now();
        tx.change_sms(row, SmsState::claimed, row.attempt);
    }
}

// While its text waited for another try the alert was answered or withdrawn, or asked once more: after an
// outage of hours the desk gets one text of a case and not one for every quarter of an hour.
bool is_overtaken(storage::Transaction& tx, const OutboundSms& row) {
    if (row.what == storage::SmsTemplate::screen)
        return tx.now() - row.created > screen_life && !has_filed(row);
    if (!is_alarm(row.what)) return false;
    const auto alert = tx.alert(row.alert);
    if (alert && alert->state != storage::AlertState::open) return true;
    return std::ranges::any_of(tx.sms_of_alert(row.alert), [&](const OutboundSms& other) {
        return other.id > row.id && is_alarm(other.what) && other.state != SmsState::cancelled;
    });
}

bool has_filed(const OutboundSms& row) {
    return row.about == storage::filed_screen;
}

bool move(storage::Transaction& tx, OutboundSms row, SmsState to, const std::string& failure) {
    row.state = to;
    row.failure = failure;
    if (row.what == storage::SmsTemplate::screen) tx.drop_caller_text(row.id);
    return tx.change_sms(row, SmsState::queued, row.attempt);
}

// `attempts` counts the one about to be made.
std::string channel_of(const OutboundSms& row, const std::vector<std::string>& channels) {
    constexpr std::size_t tries_each = 2;
    // Who texted one number of ours is answered from that number.
    if (row.what == storage::SmsTemplate::screen) return row.channel;
    if (row.priority != 1) return channels.front();
    return channels[(static_cast<std::size_t>(row.attempts) - 1) / tries_each % channels.size()];
}

}  // namespace
}  // namespace kengele::sms
