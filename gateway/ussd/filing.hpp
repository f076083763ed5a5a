#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "gateway/cases/rules.hpp"
#include "gateway/reporters/day_keys.hpp"
#include "gateway/reporters/key_ring.hpp"
#include "gateway/ussd/menu_versions.hpp"
#include "storage/store.hpp"

namespace kengele::ussd {

// What was answered, by the menu's names.
using Fields = std::map<std::string, std::string>;

// What a report is filed with that no transaction holds. All outlive the unit of work.
struct Office {
    const reporters::KeyRing& ring;
    const reporters::DayKeys& days;
    cases::Rules rules;
    std::shared_ptr<const MenuVersions> menus;  // calls may be in
};

// Whose report it is, as far as that is known when the number is not any more.
struct Reporter {
    std::vector<storage::Pseudonym> names;  // the caller's; the first is written
    storage::Key128 session{};
    std::string channel;
};

// `whole`: the caller sent it. `broken_off`: the caller fell silent, and what was told is raised as it
// stands.
enum class Ending { whole, broken_off };

// The incident of this report, in this transaction: a session that filed finds the one it made. What this
// caller told of the same kind and place within the last half hour and did not finish is gone on with,
// whether it was raised or still waits for that: one alarm, not two. A report that names another kind or
// place than its own broken-off beginning is an incident of its own, as other people must hear of it.
storage::IncidentId file_report(storage::Transaction& tx, const Office& office, const Reporter& reporter,
                                const Fields& fields, Ending ending);

// Code of the kind, or of the category where no kind was told; empty when neither was.
const std::string& kind_told(const Fields& fields);
storage::PlaceNumber place_told(const Fields& fields);            // zero when none was
const std::string& told(const Fields& fields, const char* name);  // empty when it was not

}  // namespace kengele::ussd
