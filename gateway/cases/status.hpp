#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "storage/model/incident.hpp"

namespace kengele::cases {

enum class Stage {
    received,
    sent,
    accepted,
    on_the_way,
    arrived,
    resolved,
    higher_office,  // nobody holds it; it has climbed
    at_the_desk,
    reopened,  // disputed, and not yet asked higher
    closed,
};

// Where a case stands, told from its history alone.
struct Status {
    Stage stage = Stage::received;
    storage::AlertId alert;  // of whoever the stage is about; zero when nobody
    storage::ServiceTime since;
};

Status status_of(std::span<const storage::CaseEvent> events);

// "accepted", "higher office", ...: for --json and logs.
std::string_view word_of(Stage stage);

}  // namespace kengele::cases
