#pragma once

#include <optional>
#include <string>

#include "gateway/cases/rules.hpp"
#include "storage/store.hpp"

namespace kengele::cases {

// What a caller's answers say, in the taxonomy's codes.
struct Report {
    std::string kind;
    storage::PlaceNumber place;
    std::string timing;
    std::string urgency;
    std::string channel;
    bool is_incomplete = false;  // the caller fell silent: the alarm says so
};

struct Raised {
    storage::Incident incident;
    std::string asked_role;  // role key of the office really asked first; "OPS" when nobody else was found
    storage::Millis answer_within{0};
};

// Files a report: incident, first alerts with their texts, escalation clock, history and audit, all in this
// transaction. Never refuses: with a kind or a place that the tables do not know it goes to whoever answers
// for the whole country, at the end to the operations desk.
Raised raise(storage::Transaction& tx, const Rules& rules, const Report& report);

}  // namespace kengele::cases
