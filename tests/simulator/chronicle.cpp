#include "tests/simulator/chronicle.hpp"

#include <algorithm>
#include <chrono>

namespace kengele::simulator {
namespace {

using namespace std::chrono_literals;
using storage::ServiceTime;

constexpr Millis slack_running = 5s;
constexpr Millis slack_restarted = 30s;

}  // namespace

ServiceTime Chronicle::service_time(Millis at) const {
    const Life* life = &lives_.front();
    for (const auto& next : lives_) {
        if (next.began <= at) life = &next;
    }
    return life->service_at_beginning + (at - life->began);
}

bool Chronicle::is_honest(const storage::ClockMark& mark) const {
    const auto& life = lives_.back();
    const auto& then = life.reading_at_beginning;
    if (mark.reading.boot_id != then.boot_id || mark.reading.elapsed < then.elapsed)
        return true;  // an earlier life's
    return mark.service == life.service_at_beginning + (mark.reading.elapsed - then.elapsed);
}

Millis Chronicle::world_time(ServiceTime at) const {
    const Life* life = &lives_.front();
    for (const auto& next : lives_) {
        if (next.service_at_beginning <= at) life = &next;
    }
    return life->began + (at - life->service_at_beginning);
}

bool Chronicle::excuses(ServiceTime due, ServiceTime at) const {
    const auto from = world_time(due);
    const auto to = world_time(at);
    if (to - from <= slack_running) return true;
    const auto covers = [&](Millis began, Millis ended) {
        return began <= to && ended + slack_restarted >= from;
    };
    // A start, and the last moments of the life before it, in which a unit may have been lost.
    const bool restarted = std::ranges::any_of(
        lives_, [&](const Life& life) { return life.began > from && to - life.began <= slack_restarted; });
    const bool troubled = std::ranges::any_of(troubles_, [&](const Window& window) {
        return covers(window.from, window.to) && to - std::max(from, window.to) <= slack_restarted;
    });
    return restarted || troubled;
}

}  // namespace kengele::simulator
