#pragma once

#include <optional>
#include <string>
#include <vector>

#include "storage/model/alert.hpp"
#include "storage/model/responder.hpp"
#include "storage/model/taxonomy.hpp"

namespace kengele::cases {

// Whom a rung asks, as rules over data: no database here.

// One role that a rung asks.
struct AskedRole {
    std::string role;
    storage::Standing standing = storage::Standing::higher;
    std::string word;  // the rung's word that asked for it: "LEAD", "TIER0", "SCPC"

    bool operator==(const AskedRole&) const = default;
};

// The roles that `rung` asks for a case of this kind, each once, in the rung's order. Left out: what the
// ladder's `never` names, by role or by line; community and guard roles for private and protected cases;
// roles that `roles` does not know.
std::vector<AskedRole> asked_roles(const storage::Rung& rung, const std::vector<std::string>& never,
                                   const storage::Kind& kind, const std::vector<storage::Role>& roles);

// A role that a case may become known to, by the first rung that asks it.
struct ReachedRole {
    std::string ladder;
    int rung = 0;
    AskedRole asked;
};

// Every role that any rung of the case's ladder may ask, each once, in the order of the ladder. `rungs` holds
// those of all ladders; for a case whose ladder is not among them the operations desk alone is asked.
std::vector<ReachedRole> reached_roles(const storage::Kind& kind, storage::Severity severity,
                                       const std::vector<storage::Rung>& rungs,
                                       const std::vector<storage::Role>& roles);

// Whom of a role's roster: the nearest offices, holders on duty before deputies on duty before everyone
// enrolled there. For a deputy's standing only deputies. Those in `asked_already` are left out first.
std::vector<storage::RosterEntry> pick(const std::vector<storage::RosterEntry>& roster,
                                       storage::Standing standing,
                                       const std::vector<storage::ResponderId>& asked_already);

}  // namespace kengele::cases
