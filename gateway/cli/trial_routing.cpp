#include "gateway/cli/trial_routing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "gateway/cases/routing.hpp"
#include "gateway/cases/severity.hpp"
#include "gateway/cli/words.hpp"
#include "menus/spelling.hpp"

namespace kengele::cli {
namespace {

using menus::RoleAt;
using storage::Place;
using storage::PlaceNumber;

std::string field(const menus::RaiseIncident& report, const char* name) {
    const auto found = report.fields.find(name);
    return found == report.fields.end() ? std::string() : found->second;
}

PlaceNumber place_of(const menus::RaiseIncident& report) {
    const auto digits = field(report, "place");
    PlaceNumber place;
    std::from_chars(digits.data(), digits.data() + digits.size(), place.value);
    return place;
}

// Whom one filed report can reach: by every rung of its ladder, and who of a role answers for its place.
class Routing {
public:
    Routing(const Rules& rules, const menus::RaiseIncident& report)
        : rules_(rules), code_(field(report, "kind")), place_(rules.place(place_of(report))) {
        const auto kind = std::ranges::find(rules.kinds, code_, &storage::Kind::code);
        if (kind == rules.kinds.end()) return;
        is_known_ = true;
        severity_ = cases::severity_of(*kind, field(report, "urgency"));
        reached_ = cases::reached_roles(*kind, severity_, rules.rungs, rules.roles);
    }

    // What speaks against the expectation; empty when nothing does.
    std::string against(const RoleAt& who, bool is_expected) const {
        if (!is_known_) return fmt::format("the taxonomy of this deployment has no kind \"{}\"", code_);
        if (!rules_.has_role(who.role)) return unknown_role(who.role);
        const auto* place = who.place.empty() ? nullptr : named(who.place);
        if (!who.place.empty() && place == nullptr) {
            return fmt::format("this deployment has no place {}, which {} is asked of", who.place, who.role);
        }
        const auto reached = std::ranges::find_if(
            reached_, [&](const cases::ReachedRole& one) { return one.asked.role == who.role; });
        const bool is_asked = reached != reached_.end();
        if (is_expected) return is_asked ? missing_office(who, place) : nobody_asks(who.role);
        if (!is_asked) return {};
        const auto asked = fmt::format("a {} case may reach {}: rung {} of ladder {} asks {}", told_case(),
                                       who.role, reached->rung, reached->ladder, reached->asked.word);
        if (place == nullptr) return asked;
        const auto* office = office_of(who.role, *place);
        return office == nullptr
                   ? std::string()
                   : fmt::format("{}, which \"{}\" is for {}", asked, office->name, place->name);
    }

private:
    std::string unknown_role(const std::string& role) const {
        std::vector<std::string> keys;
        for (const auto& one : rules_.roles)
            keys.push_back(one.key);
        const auto meant = menus::probably_meant(role, keys);
        return fmt::format("this deployment has no role {}{}", role,
                           meant ? fmt::format("; did you mean {}?", *meant) : "");
    }

    std::string told_case() const { return fmt::format("{} {}", code_, severities.word(severity_)); }

    std::string nobody_asks(const std::string& role) const {
        return fmt::format("no rung asks {} in a {} case; its ladder {} asks {}", role, told_case(),
                           reached_.empty() ? "" : reached_.front().ladder, all_asked());
    }

    std::string all_asked() const {
        std::string all;
        for (const auto& one : reached_)
            all += (all.empty() ? "" : ", ") + one.asked.role;
        return all.empty() ? "nobody" : all;
    }

    std::string missing_office(const RoleAt& who, const Place* place) const {
        if (place == nullptr || office_of(who.role, *place) != nullptr) return {};
        return fmt::format("no office of {} on the roster answers both for {} and for {}", who.role,
                           place_ == nullptr ? "the report's place" : place_->name, place->name);
    }

    // Who of this role answers for the report's place and has to do with the other one.
    const storage::Office* office_of(const std::string& role, const Place& place) const {
        for (const auto& row : rules_.roster) {
            if (row.office.role != role || place_ == nullptr) continue;
            const bool covers_report =
                std::ranges::any_of(row.places, [this](PlaceNumber one) { return lies_in(*place_, one); });
            const bool meets_place = std::ranges::any_of(row.places, [&](PlaceNumber one) {
                const auto* covered = rules_.place(one);
                return lies_in(place, one) || (covered != nullptr && lies_in(*covered, place.number));
            });
            if (covers_report && meets_place) return &row.office;
        }
        return nullptr;
    }

    bool lies_in(const Place& place, PlaceNumber outer) const {
        const Place* here = &place;
        for (int level = 0; here != nullptr && level <= levels_max; ++level) {
            if (here->number == outer) return true;
            here = rules_.place(here->parent);
        }
        return false;
    }

    // By its path code, or a ward by the digits on posters, which end it.
    const Place* named(const std::string& code) const {
        if (const auto* place = rules_.place(code)) return place;
        const auto found = std::ranges::find_if(rules_.places, [&](const Place& one) {
            return one.level == storage::PlaceLevel::ward && one.code.ends_with("-" + code);
        });
        return found == rules_.places.end() ? nullptr : &*found;
    }

    static constexpr int levels_max = 16;  // of any tree of places

    const Rules& rules_;
    std::string code_;
    const Place* place_;
    bool is_known_ = false;
    storage::Severity severity_ = storage::Severity::p3;
    std::vector<cases::ReachedRole> reached_;
};

}  // namespace

std::vector<std::string> misroutings(const menus::Trial& trial, const Rules& rules,
                                     const std::optional<menus::RaiseIncident>& report) {
    if (trial.routed_to.empty() && trial.not_routed_to.empty()) return {};
    if (!report) return {"no report was filed, so nothing is routed"};
    const Routing routing{rules, *report};
    std::vector<std::string> all;
    const auto judge = [&](const RoleAt& who, bool is_expected) {
        auto why = routing.against(who, is_expected);
        if (!why.empty() && std::ranges::find(all, why) == all.end()) all.push_back(std::move(why));
    };
    for (const auto& who : trial.routed_to)
        judge(who, true);
    for (const auto& who : trial.not_routed_to)
        judge(who, false);
    return all;
}

}  // namespace kengele::cli
