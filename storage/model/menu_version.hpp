#pragma once

#include <cstdint>
#include <string>

#include "storage/model/ids.hpp"
#include "storage/model/time.hpp"

namespace kengele::storage {

// One state of a menu, told apart by the hash of its canonical form. It never changes: an edit is another
// version.
struct MenuVersion {
    OrganisationId organisation = the_deployment;
    std::string menu;  // "incident"
    std::string hash;
    std::string name;    // what its author calls it: "2026.11.1"
    std::string source;  // the file as it was published, notes and all
};

// A version that waits for a second person to publish it.
struct MenuDraft {
    std::int64_t number = 0;  // in order
    std::string menu;
    std::string hash;
    std::string name;
    std::string by;
    std::string note;
    WallTime wall;
};

// From `at` on calls begin with this version, until the menu's next publication. Going back to an earlier
// version is one more publication.
struct Publication {
    std::int64_t number = 0;  // in order
    OrganisationId organisation = the_deployment;
    std::string menu;
    std::string hash;
    std::string name;
    std::string by;  // "amina"
    std::string note;
    ServiceTime at;
    WallTime wall;
};

}  // namespace kengele::storage
