#include "gateway/ussd/subject.hpp"

#include <charconv>
#include <cstdint>

namespace kengele::ussd {
namespace {

std::int64_t number_in(std::string_view token) {
    std::int64_t number = 0;
    const auto* end = token.data() + token.size();
    return std::from_chars(token.data(), end, number).ptr == end ? number : 0;
}

constexpr char responder_mark = 'r';

}  // namespace

std::string subject_of(storage::IncidentId incident) {
    return std::to_string(incident.value);
}

storage::IncidentId incident_of(std::string_view subject) {
    return storage::IncidentId{number_in(subject)};
}

std::string subject_of(storage::ResponderId responder) {
    return responder_mark + std::to_string(responder.value);
}

storage::ResponderId responder_of(std::string_view subject) {
    if (!subject.starts_with(responder_mark)) return {};
    return storage::ResponderId{number_in(subject.substr(1))};
}

std::string token_of(storage::AlertId alert) {
    return std::to_string(alert.value);
}

storage::AlertId alert_of(std::string_view token) {
    return storage::AlertId{number_in(token)};
}

}  // namespace kengele::ussd
