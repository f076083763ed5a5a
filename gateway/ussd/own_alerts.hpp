#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/ussd/apply_effects.hpp"
#include "gateway/ussd/exchange.hpp"
#include "menus/condition.hpp"
#include "menus/effect.hpp"
#include "menus/session.hpp"
#include "storage/store.hpp"

namespace kengele::ussd {

// What a responder finds and does behind the PIN. Whose alerts they are is judged anew at every turn.

// Those to be answered or brought to an end, the gravest first, then the newest; of one case what was asked
// last.
std::vector<storage::Alert> open_alerts(storage::Transaction& tx, storage::ResponderId responder);

// The alert that this session chose, when it is one of the responder's who gave the PIN.
std::optional<storage::Alert> chosen_alert(storage::Transaction& tx, const menus::Session& session);

// How the alert stands for whoever it was sent to. Open is also what no text could reach.
menus::AlertKind standing_of(storage::Transaction& tx, const storage::Alert& alert);

// What conditions of the menu ask of it.
void tell_alert(storage::Transaction& tx, const storage::Alert& alert, menus::Circumstances& circumstances);

// "You have it"; of what is over, who has the case.
std::string state_words(storage::Transaction& tx, const storage::Alert& alert, std::string_view language);

// Who else is asked or on it, by role, a line each.
std::string others_on_it(storage::Transaction& tx, const storage::Alert& alert, std::string_view language);

// The report's own words, for whoever is on the case and nobody else. What looks like a phone number is
// struck.
std::string details_for(storage::Transaction& tx, const reporters::KeyRing& ring,
                        const storage::Alert& alert);

// Whether the word of "@accept", "@cannot", ... did anything; an alert of somebody else's is left alone.
void answer_alert(const Filer& filer, const menus::AnswerAlert& answer);
void set_duty(const Filer& filer, const menus::SetDuty& duty);

}  // namespace kengele::ussd
