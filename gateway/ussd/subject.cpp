#include "gateway/ussd/subject.hpp"

#include <charconv>

namespace kengele::ussd {

std::string subject_of(storage::IncidentId incident) {
    return std::to_string(incident.value);
}

storage::IncidentId incident_of(std::string_view subject) {
    storage::IncidentId incident;
    std::from_chars(subject.data(), subject.data() + subject.size(), incident.value);
    return incident;
}

}  // namespace kengele::ussd
