#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/cli/csv.hpp"
#include "gateway/reporters/key_ring.hpp"
#include "gateway/world/random.hpp"
#include "storage/store.hpp"

namespace kengele::cli {

// Everything that is stored of places, roster and rules: what a file is checked against, and what is
// exported.
struct Rules {
    std::vector<storage::Place> places;
    std::vector<storage::Role> roles;
    std::vector<storage::Rung> rungs;
    std::vector<storage::Kind> kinds;
    std::vector<storage::RosterRow> roster;

    bool has_role(std::string_view key) const;
    bool has_ladder(std::string_view name) const;
    const storage::Place* place(std::string_view code) const;
    const storage::Place* place(storage::PlaceNumber number) const;
};

Result<Rules> read_rules(storage::Reader& reader);

// From a file's text to rows, judged against what is stored; rows count only when `problems` stays empty. And
// back again.
std::vector<storage::Place> read_places(std::string_view text, std::string_view file, const Rules& stored,
                                        Problems& problems);
std::string write_places(const Rules& stored);

std::vector<storage::Role> read_roles(std::string_view text, std::string_view file, Problems& problems);
std::string write_roles(const Rules& stored);

std::vector<storage::Rung> read_ladders(std::string_view text, std::string_view file, const Rules& stored,
                                        Problems& problems);
std::string write_ladders(const Rules& stored);

std::vector<storage::Kind> read_taxonomy(std::string_view text, std::string_view file, const Rules& stored,
                                         Problems& problems);
std::string write_taxonomy(const Rules& stored);

// Numbers of phones are sealed as they are read, and opened only to be written.
std::vector<storage::RosterRow> read_responders(std::string_view text, std::string_view file,
                                                const Rules& stored, const reporters::KeyRing& ring,
                                                world::Random& random, Problems& problems);
std::string write_responders(const Rules& stored, const reporters::KeyRing& ring);

}  // namespace kengele::cli
