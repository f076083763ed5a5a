#include "gateway/cases/escalation.hpp"

#include <algorithm>
#include <string>

namespace kengele::cases {

using storage::Millis;
using storage::Rung;
using storage::Severity;

std::string ladder_name(const storage::Kind& kind, Severity severity) {
    return kind.ladder.empty() ? "P" + std::to_string(static_cast<int>(severity)) : kind.ladder;
}

Rung desk_alone(const std::string& ladder) {
    return {ladder, 0, 0, {"OPS"}, {}};
}

Millis patience(const std::vector<Rung>& ladder, int number, Severity severity,
                const gateway::CaseConfig& config) {
    const auto here = std::ranges::find(ladder, number, &Rung::number);
    const auto next = here == ladder.end() ? here : std::next(here);
    if (next != ladder.end()) return config.ladder_minute * (next->after_minutes - here->after_minutes);
    return config.ladder_minute *
           (severity == Severity::p1 ? config.desk_repeat_minutes_p1 : config.desk_repeat_minutes);
}

bool is_last(const std::vector<Rung>& ladder, int number) {
    return ladder.empty() || number >= ladder.back().number;
}

}  // namespace kengele::cases
