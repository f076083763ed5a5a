#pragma once

#include <string>
#include <vector>

#include "storage/model/bytes.hpp"
#include "storage/model/ids.hpp"
#include "storage/model/time.hpp"

namespace kengele::storage {

enum class Rank { holder, deputy };

// A person who is alerted. The number is stored sealed (reporters/sealing.hpp); `phone_tag` finds it again.
struct Responder {
    ResponderId id;
    OrganisationId organisation = the_deployment;
    std::string name;
    Bytes phone_sealed;
    Key128 phone_tag{};
    std::string language = "en";
    bool is_on_duty = true;
};

// A post that persons hold: chief of a location, a police station. It covers places, from a day to a day.
struct Office {
    OfficeId id;
    OrganisationId organisation = the_deployment;
    std::string name;
    std::string role;
};

// One answer to "who holds an office of this role that covers this place": nearest office first, holder
// before deputy.
struct RosterEntry {
    Office office;
    Responder responder;
    Rank rank = Rank::holder;
    int distance = 0;  // 0: the office covers the place itself; 1: its parent; ...
};

// One line of a roster file: who holds what where. Offices are told apart by name and role.
struct RosterRow {
    int line = 0;
    Office office;
    std::vector<PlaceNumber> places;
    Responder responder;
    Rank rank = Rank::holder;
};

}  // namespace kengele::storage
