#pragma once

#include <string>
#include <string_view>

#include "storage/model/ids.hpp"

namespace kengele::ussd {

// What a follow-up is about, as the menu's session carries it: a token that means nothing to the menu.
std::string subject_of(storage::IncidentId incident);
storage::IncidentId incident_of(std::string_view subject);  // zero for none

}  // namespace kengele::ussd
