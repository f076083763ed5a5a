#pragma once

#include <string>

#include "storage/model/ids.hpp"
#include "storage/model/time.hpp"

namespace kengele::storage {

// A place to turn to for help besides a report: a treatment centre, a hospital, a helpline. Its number is a
// published one, of no person.
struct DirectoryEntry {
    std::string code;  // unique; what a menu stores of it, so it stays when the name changes
    std::string list;  // which lookups show it: "recovery", "care"
    OrganisationId organisation = the_deployment;
    std::string name;
    PlaceNumber place;     // where it lies or what it serves; zero: the whole country
    std::string phone;     // as people dial it: "0800 221 349", "*483*306#"
    std::string hours_en;  // "Day and night"; or both empty
    std::string hours_sw;
    Day verified_on = 0;  // when somebody last made sure of it
};

}  // namespace kengele::storage
