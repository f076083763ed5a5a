#include "gateway/cases/routing.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string_view>
#include <utility>

#include "gateway/cases/escalation.hpp"

namespace kengele::cases {
namespace {

using storage::Kind;
using storage::Line;
using storage::Rank;
using storage::Role;
using storage::RosterEntry;
using storage::Sensitivity;
using storage::Standing;

std::string_view name_of(Line line) {
    switch (line) {
        case Line::community:
            return "community";
        case Line::guard:
            return "guard";
        case Line::ngao:
            return "ngao";
        case Line::police:
            return "police";
        case Line::agency:
            return "agency";
        case Line::referral:
            return "referral";
        case Line::county:
            return "county";
        case Line::emergency:
            return "emergency";
        case Line::oversight:
            return "oversight";
        case Line::desk:
            return "desk";
    }
    return "";
}

bool is_community(const Role& role) {
    return role.line == Line::community || role.line == Line::guard;
}

const Role* find_role(const std::vector<Role>& roles, std::string_view key) {
    const auto found = std::ranges::find(roles, key, &Role::key);
    return found == roles.end() ? nullptr : &*found;
}

bool is_kept_out(const Role& role, const std::vector<std::string>& never, const Kind& kind) {
    if (is_community(role) && kind.sensitivity != Sensitivity::normal) return true;
    return std::ranges::any_of(
        never, [&](const std::string& n) { return n == role.key || n == name_of(role.line); });
}

// The tier above the lead in the lead's own line.
std::optional<int> next_tier(const Role& lead, const std::vector<Role>& roles) {
    std::optional<int> next;
    for (const Role& role : roles) {
        if (role.line == lead.line && role.tier > lead.tier && (!next || role.tier < *next)) next = role.tier;
    }
    return next;
}

// The role keys behind one word of a rung, with the standing they get.
std::vector<AskedRole> meaning(const std::string& word, const Kind& kind, int rung_number,
                               const std::vector<Role>& roles) {
    std::vector<AskedRole> asked;
    const auto add = [&](const std::string& key, Standing standing) {
        asked.push_back({key, standing, word});
    };
    if (word == "LEAD") {
        add(kind.lead_role, Standing::lead);
    } else if (word == "DEPUTY") {
        add(kind.lead_role, Standing::deputy);
    } else if (word == "COPY") {
        for (const std::string& key : kind.copy_roles)
            add(key, Standing::copied);
    } else if (word == "TIER0" || word == "TIER1") {
        const int tier = word == "TIER0" ? 0 : 1;
        for (const Role& role : roles) {
            if (role.tier == tier) add(role.key, Standing::copied);
        }
    } else if (word == "NEXT") {
        const Role* lead = find_role(roles, kind.lead_role);
        const auto tier = lead ? next_tier(*lead, roles) : std::nullopt;
        for (const Role& role : roles) {
            if (tier && role.line == lead->line && role.tier == *tier) add(role.key, Standing::higher);
        }
    } else if (word == kind.lead_role && rung_number == 0) {
        add(word, Standing::lead);
    } else {
        // A role named on the first rung stands beside the lead; named on a later one it is the higher
        // office. The operations desk is above everybody wherever it stands.
        add(word, rung_number == 0 && word != "OPS" ? Standing::copied : Standing::higher);
    }
    return asked;
}

}  // namespace

std::vector<AskedRole> asked_roles(const storage::Rung& rung, const std::vector<std::string>& never,
                                   const Kind& kind, const std::vector<Role>& roles) {
    std::vector<AskedRole> asked;
    for (const std::string& word : rung.roles) {
        for (AskedRole& one : meaning(word, kind, rung.number, roles)) {
            const Role* role = find_role(roles, one.role);
            if (!role || is_kept_out(*role, never, kind)) continue;
            if (is_community(*role)) one.standing = Standing::community;
            const auto same = [&](const AskedRole& other) {
                return other.role == one.role &&
                       (other.standing == Standing::deputy) == (one.standing == Standing::deputy);
            };
            if (std::ranges::none_of(asked, same)) asked.push_back(std::move(one));
        }
    }
    return asked;
}

std::vector<ReachedRole> reached_roles(const Kind& kind, storage::Severity severity,
                                       const std::vector<storage::Rung>& rungs,
                                       const std::vector<Role>& roles) {
    const std::string name = ladder_name(kind, severity);
    std::vector<storage::Rung> ladder;
    std::ranges::copy_if(rungs, std::back_inserter(ladder),
                         [&](const storage::Rung& rung) { return rung.ladder == name; });
    std::ranges::sort(ladder, {}, &storage::Rung::number);
    if (ladder.empty()) ladder.push_back(desk_alone(name));
    std::vector<ReachedRole> reached;
    for (const auto& rung : ladder) {
        for (AskedRole& asked : asked_roles(rung, ladder.front().never, kind, roles)) {
            const auto same = [&](const ReachedRole& other) { return other.asked.role == asked.role; };
            if (std::ranges::none_of(reached, same)) reached.push_back({name, rung.number, std::move(asked)});
        }
    }
    return reached;
}

std::vector<RosterEntry> pick(const std::vector<RosterEntry>& roster, Standing standing,
                              const std::vector<storage::ResponderId>& asked_already) {
    std::vector<RosterEntry> free;
    for (const RosterEntry& entry : roster) {
        if (standing == Standing::deputy && entry.rank != Rank::deputy) continue;
        if (std::ranges::find(asked_already, entry.responder.id) == asked_already.end())
            free.push_back(entry);
    }
    const auto nearest_of = [&](auto fits) {
        std::vector<RosterEntry> nearest;
        for (const RosterEntry& entry : free) {
            if (!fits(entry)) continue;
            if (!nearest.empty() && entry.distance > nearest.front().distance)
                break;  // the roster comes nearest first
            nearest.push_back(entry);
        }
        return nearest;
    };
    auto found =
        nearest_of([](const RosterEntry& e) { return e.responder.is_on_duty && e.rank == Rank::holder; });
    if (found.empty()) found = nearest_of([](const RosterEntry& e) { return e.responder.is_on_duty; });
    if (found.empty()) found = nearest_of([](const RosterEntry&) { return true; });
    return found;
}

}  // namespace kengele::cases
