#include "gateway/ussd/known_calls.hpp"

namespace kengele::ussd {

void KnownCalls::note(const Names& call, Known known) {
    if (call.empty()) return;
    const auto& key = call.front().key;
    const std::lock_guard lock(mutex_);
    if (known_.insert_or_assign(key, std::move(known)).second) order_.push_back(key);
    while (order_.size() > most_) {
        known_.erase(order_.front());
        order_.pop_front();
    }
}

KnownCalls::Known KnownCalls::find(const Names& call) const {
    const std::lock_guard lock(mutex_);
    // Over midnight a call is still known by the name of its day.
    for (const auto& name : call) {
        const auto found = known_.find(name.key);
        if (found != known_.end()) return found->second;
    }
    return {};
}

}  // namespace kengele::ussd
