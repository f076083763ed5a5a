#pragma once

#include <optional>
#include <string>

#include "storage/model/bytes.hpp"
#include "storage/model/ids.hpp"
#include "storage/model/taxonomy.hpp"
#include "storage/model/time.hpp"

namespace kengele::storage {

// What was reported. Nothing here leads to who reported it: that link is caller_day, which dies with its day
// key.
struct Incident {
    IncidentId id;
    OrganisationId organisation = the_deployment;
    std::string case_number;  // 7 digits, the last a check digit; public
    std::string kind;
    std::string category;
    Severity severity = Severity::p3;
    Sensitivity sensitivity = Sensitivity::normal;
    PlaceNumber place;
    std::string timing;   // "now", "hour", "today", ... as the menu's options say
    std::string urgency;  // "life", "hurt", "urgent", "calm"
    std::string channel;
    bool is_incomplete = false;  // the call fell silent before its end, and nobody has finished it since
    ServiceTime created;
    WallTime created_wall;
};

// A report's free text under its own data key, the key wrapped by the key-encryption key of `key_version`.
struct SealedText {
    int key_version = 1;
    Bytes wrapped_key;
    Bytes sealed;
};

enum class EventKind {
    raised,
    alerted,
    accepted,    // by the lead, its deputy or a higher rung: the clock stops
    also_going,  // by a copied or community role: nothing stops
    on_the_way,
    arrived,
    resolved,  // the responder says so; the reporter may dispute it
    declined,
    undone,     // NO to a confirmation: the acceptance is void
    withdrawn,  // the alert is no longer needed
    undeliverable,
    climbed,      // the ladder went to `rung`
    at_the_desk,  // the operations desk is being asked
    confirmed,    // the reporter: help came
    disputed,     // the reporter: nobody came
    continued,    // the reporter went on with a report that had broken off
};

// One thing that happened to a case. The status of a case is computed from these and nothing else.
struct CaseEvent {
    IncidentId incident;
    EventKind kind = EventKind::raised;
    ServiceTime at;
    WallTime wall;
    int rung = 0;
    AlertId alert;    // where one alert is meant
    OfficeId office;  // whose act or whose alert
    ResponderId responder;
    std::string word;  // outcome of what was resolved, reason of what was declined; empty: none was told
};

// The running clock of a case. While `held_by` is set, no step starts. A closed case has no clock.
struct LadderClock {
    IncidentId incident;
    std::string ladder;
    int rung = 0;     // the rung last alerted
    ServiceTime due;  // when the next one is, unless held
    std::optional<AlertId> held_by;
};

}  // namespace kengele::storage
