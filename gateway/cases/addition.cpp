#include "gateway/cases/addition.hpp"

#include "gateway/cases/history.hpp"
#include "gateway/cases/texts.hpp"

namespace kengele::cases {
namespace {

using storage::AlertState;

bool concerns(AlertState state) {
    return state == AlertState::open || state == AlertState::accepted || state == AlertState::going;
}

}  // namespace

void add_to_case(storage::Transaction& tx, storage::IncidentId id, const Addition& addition) {
    auto incident = tx.lock_incident(id);
    if (!incident || !incident->is_incomplete) return;
    const bool has_new_urgency = !addition.urgency.empty() && addition.urgency != incident->urgency;
    const bool is_news = addition.has_new_words || has_new_urgency;
    if (!addition.timing.empty()) incident->timing = addition.timing;
    if (has_new_urgency) incident->urgency = addition.urgency;
    incident->is_incomplete = !addition.is_whole;
    tx.continue_incident(*incident);
    if (!addition.is_whole && !is_news) return;
    note(tx, *incident, storage::EventKind::continued, 0);
    if (!is_news) return;
    for (const storage::Alert& alert : tx.alerts_of(id)) {
        if (!concerns(alert.state)) continue;
        text(tx, alert, incident->severity, storage::SmsTemplate::added,
             has_new_urgency ? addition.urgency : std::string{});
    }
}

}  // namespace kengele::cases
