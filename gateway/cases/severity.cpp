#include "gateway/cases/severity.hpp"

#include <algorithm>

namespace kengele::cases {

using storage::Sensitivity;
using storage::Severity;

Severity severity_of(const storage::Kind& kind, std::string_view urgency) {
    if (urgency == "life") return Severity::p1;
    if (urgency == "hurt") return std::min(kind.severity, Severity::p2);
    if (urgency == "calm" && kind.sensitivity != Sensitivity::protected_ && kind.severity < Severity::p4) {
        return static_cast<Severity>(static_cast<int>(kind.severity) + 1);
    }
    return kind.severity;
}

}  // namespace kengele::cases
