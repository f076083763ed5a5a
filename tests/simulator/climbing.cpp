#include "tests/simulator/climbing.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "tests/simulator/journal.hpp"

namespace kengele::simulator {
namespace {

using storage::CaseEvent;
using storage::EventKind;
using storage::ServiceTime;

class Walk {
public:
    Walk(const Town& town, const Chronicle& chronicle, const storage::Incident& incident)
        : town_(town), chronicle_(chronicle), incident_(incident), ladder_(ladder()) {}

    void take(const CaseEvent& event) {
        switch (event.kind) {
            case EventKind::raised:
                pushed_at_ = event.at;
                set_due(event.at);
                break;
            case EventKind::climbed:
                start_step(event);
                if (event.rung <= rung_) fail("I8: rung {} started again, or out of order", event.rung);
                rung_ = event.rung;
                set_due(event.at);
                break;
            case EventKind::at_the_desk:
                start_step(event);
                set_due(event.at);
                break;
            case EventKind::accepted:
                if (holder_) fail("I7: accepted at {} ms while another holds it", event.at.ms);
                holder_ = event.alert;
                break;
            case EventKind::declined:
            case EventKind::undone:
                if (holder_ == event.alert) let_go(event.at);
                pushed_at_ = event.at;
                break;
            case EventKind::undeliverable:
                pushed_at_ = event.at;
                break;
            case EventKind::disputed:
                take_dispute(event.at);
                break;
            case EventKind::confirmed:
                is_closed_ = true;
                break;
            default:
                break;
        }
    }

    void finish(ServiceTime now) const {
        if (holder_ || is_closed_) return;
        if (now > waits_since() && !chronicle_.excuses(waits_since(), now)) {
            fail("I8: nothing happened since rung {} though the next step was due {} s ago", rung_,
                 (now - waits_since()).count() / 1000);
        }
    }

private:
    std::vector<storage::Rung> ladder() const {
        const auto kind = town_.kinds.find(incident_.kind);
        const bool has_own = kind != town_.kinds.end() && !kind->second.ladder.empty();
        return town_.ladders.at(has_own ? kind->second.ladder
                                        : fmt::format("P{}", static_cast<int>(incident_.severity)));
    }

    // Something at the same moment makes the ladder move at once: nobody to ask, a refusal, a dispute.
    bool is_pushed(ServiceTime at) const { return pushed_at_ == at; }

    void start_step(const CaseEvent& event) {
        if (holder_ || is_closed_) fail("I7: a step started at {} ms while the case was held", event.at.ms);
        if (!is_pushed(event.at)) {
            if (event.at < due_) {
                fail("I8: rung {} started {} ms before its deadline", event.rung, (due_ - event.at).count());
            }
            if (!chronicle_.excuses(waits_since(), event.at)) {
                fail("I8: rung {} started {} s after its deadline", event.rung,
                     (event.at - waits_since()).count() / 1000);
            }
        }
        // Rungs that find nobody are passed at once, with this one.
        pushed_at_ = event.at;
    }

    // One moves the ladder for each deadline, and any that ends a hold or opens a closed case.
    void take_dispute(ServiceTime at) {
        const bool is_again = !holder_ && !is_closed_ && disputed_at_ && *disputed_at_ >= stepped_at_;
        disputed_at_ = at;
        if (is_again) return;
        let_go(at);
        is_closed_ = false;
        pushed_at_ = at;
    }

    ServiceTime waits_since() const { return std::max(due_, free_since_); }

    void let_go(ServiceTime at) {
        holder_.reset();
        free_since_ = at;
    }

    void set_due(ServiceTime at) {
        const auto minute = town_.config.cases.ladder_minute;
        const auto here = std::ranges::find(ladder_, rung_, &storage::Rung::number);
        const auto next = here == ladder_.end() ? here : std::next(here);
        const bool is_last = next == ladder_.end();
        const int again = incident_.severity == storage::Severity::p1 ? 5 : 15;
        stepped_at_ = at;
        due_ = at + minute * (is_last ? again : next->after_minutes - here->after_minutes);
    }

    template <class... T>
    [[noreturn]] void fail(fmt::format_string<T...> words, const T&... values) const {
        const auto said = fmt::vformat(words, fmt::make_format_args(values...));
        throw BrokenInvariant(fmt::format("{} (case {})", said, incident_.case_number));
    }

    const Town& town_;
    const Chronicle& chronicle_;
    const storage::Incident& incident_;
    const std::vector<storage::Rung> ladder_;
    int rung_ = 0;
    ServiceTime due_;
    ServiceTime free_since_;
    ServiceTime stepped_at_;
    std::optional<ServiceTime> pushed_at_;
    std::optional<ServiceTime> disputed_at_;
    std::optional<storage::AlertId> holder_;
    bool is_closed_ = false;
};

}  // namespace

void check_climbing(const Town& town, const Chronicle& chronicle, const storage::Incident& incident,
                    const std::vector<CaseEvent>& events, std::optional<ServiceTime> now) {
    Walk walk(town, chronicle, incident);
    for (const auto& event : events)
        walk.take(event);
    if (now) walk.finish(*now);
}

}  // namespace kengele::simulator
