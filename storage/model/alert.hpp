#pragma once

#include <string>

#include "storage/model/ids.hpp"
#include "storage/model/time.hpp"

namespace kengele::storage {

// What an answer to this alert can do: the first three hold the case, the others only say "also going".
enum class Standing { lead, deputy, higher, copied, community };

inline bool may_hold(Standing standing) {
    return standing <= Standing::higher;
}

// open -> accepted -> (undone | resolved); open -> declined | withdrawn | undeliverable
enum class AlertState { open, accepted, going, declined, undone, withdrawn, undeliverable, resolved };

// Tells one responder of one incident.
struct Alert {
    AlertId id;
    IncidentId incident;
    OfficeId office;
    ResponderId responder;
    std::string role;
    int rung = 0;
    Standing standing = Standing::lead;
    std::string reply_code;  // 4 digits, not given to this responder again for 30 days
    AlertState state = AlertState::open;
    std::string cause;  // why this person: rung word, office, place; read by `alert why`
    ServiceTime created;
    WallTime created_wall;
};

// A further reply code of an alert, texted to its responder alone: who uses it has that phone in hand. Each
// is as good as the alert's own.
struct FreshCode {
    ResponderId responder;
    std::string code;  // 4 digits
    AlertId alert;
    ServiceTime given;
};

}  // namespace kengele::storage
