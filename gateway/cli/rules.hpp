#pragma once

#include <chrono>
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
    std::vector<storage::DirectoryEntry> directory;

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

// A day that has surely come: a machine without a battery begins in 1970, and its demo must start all the
// same.
inline constexpr std::chrono::sys_days surely_past{std::chrono::year{2026} / 11 / 22};

// Nothing can have been verified after `today`, the callers' day.
std::vector<storage::DirectoryEntry> read_directory(std::string_view text, std::string_view file,
                                                    const Rules& stored, std::chrono::sys_days today,
                                                    Problems& problems);
std::string write_directory(const Rules& stored);

// "2 entries were last verified more than six months ago: nacada, childline"; empty when none was. Numbers of
// helplines change, and nobody tells us.
std::string stale_entries(const std::vector<storage::DirectoryEntry>& entries, std::chrono::sys_days today);

}  // namespace kengele::cli
