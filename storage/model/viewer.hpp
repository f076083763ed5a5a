#pragma once

#include <string>
#include <vector>

#include "storage/model/ids.hpp"
#include "storage/model/taxonomy.hpp"

namespace kengele::storage {

// Whose eyes a read is for. Nothing is shown that is not granted here: a default Viewer sees no case at all.
struct Viewer {
    std::string operator_name;
    std::vector<std::string> roles;  // "viewer", "operator", "publisher", ...
    std::vector<OrganisationId> organisations;
    std::vector<PlaceNumber> areas;  // those places and all inside them
    std::vector<Sensitivity> classes;
    std::vector<OfficeId> offices;  // held by this person: a case that excludes one stays hidden
    std::string reason;
    bool sees_all_areas = false;

    // The machine's administrator at the machine's own command line (control.sock, peer uid checked).
    static Viewer at_the_machine();
};

}  // namespace kengele::storage
