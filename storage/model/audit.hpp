#pragma once

#include <string>

#include "storage/model/time.hpp"

namespace kengele::storage {

// Who did what to which record. Never holds a number or a report's text, so erasure never needs to touch it.
struct AuditRecord {
    std::string actor;    // "caller", "responder:12", "service", "operator:admin"
    std::string action;   // "raise", "accept", "import places"
    std::string subject;  // "case:4829137"
    WallTime wall;
};

}  // namespace kengele::storage
