#pragma once

#include <string>
#include <string_view>

#include "storage/model/ids.hpp"

namespace kengele::ussd {

// What the menu's session carries for us, as tokens that mean nothing to the menu. What a follow-up is about:
std::string subject_of(storage::IncidentId incident);
storage::IncidentId incident_of(std::string_view subject);  // zero for none

// Who gave a right PIN in this call; never taken for an incident.
std::string subject_of(storage::ResponderId responder);
storage::ResponderId responder_of(std::string_view subject);  // zero for none

// Which of the responder's alerts was chosen.
std::string token_of(storage::AlertId alert);
storage::AlertId alert_of(std::string_view token);  // zero for none

}  // namespace kengele::ussd
