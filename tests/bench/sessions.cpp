#include "tests/bench/sessions.hpp"

#include <fmt/format.h>

namespace kengele::bench {
namespace {

std::vector<std::string> transcripts_of(const std::vector<std::string>& keys) {
    std::vector<std::string> transcripts{""};
    for (const auto& key : keys)
        transcripts.push_back(transcripts.size() == 1 ? key : transcripts.back() + "%2A" + key);
    return transcripts;
}

}  // namespace

Sessions::Sessions(const std::vector<std::string>& keys, int under_way, std::uint64_t run)
    : transcripts_(transcripts_of(keys)), run_(run) {
    for (int i = 0; i < under_way; ++i) {
        calls_.push_back({begun_++});
        waiting_.push_back(static_cast<Slot>(i));
    }
}

Sessions::Slot Sessions::take() {
    const auto slot = waiting_.front();
    waiting_.pop_front();
    return slot;
}

std::string Sessions::form(Slot slot) const {
    const auto& call = calls_[slot];
    // 90 million callers before a number returns: Kenya has fewer.
    const auto caller = 10'000'000 + (run_ * 7'000'003 + call.number) % 90'000'000;
    return fmt::format(
        "sessionId=ATUid_{:016x}{:016x}&serviceCode=%2A384%2A911%23&phoneNumber=%2B2547{:08}&networkCode="
        "63902&text={}",
        run_, call.number, caller, transcripts_[call.typed]);
}

bool Sessions::is_last_turn(Slot slot) const {
    return calls_[slot].typed + 1 == transcripts_.size();
}

void Sessions::put_back(Slot slot, bool is_over) {
    auto& call = calls_[slot];
    if (is_over || is_last_turn(slot))
        call = {begun_++};
    else
        ++call.typed;
    waiting_.push_back(slot);
}

}  // namespace kengele::bench
