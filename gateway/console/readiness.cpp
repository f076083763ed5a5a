#include "gateway/console/readiness.hpp"

namespace kengele::console {
namespace {

using namespace std::chrono_literals;

// Checkpoints run every few seconds; a log that was not copied for so long grows without bound.
constexpr world::Millis checkpoint_patience = 2min;

}  // namespace

Readiness judge(const Signs& signs) {
    Readiness found;
    if (signs.store_is_broken) found.reasons.emplace_back("the database failed; restart the service");
    if (!signs.has_menu) found.reasons.emplace_back("no menu is loaded");
    if (!signs.has_places) found.reasons.emplace_back("no places are loaded: kengele places import FILE.csv");
    if (!signs.has_kinds) {
        found.reasons.emplace_back("no kinds of report are loaded: kengele taxonomy import FILE.csv");
    }
    if (!signs.has_desk) {
        found.reasons.emplace_back(
            "nobody is on duty at the operations desk (role OPS), where every ladder ends: kengele "
            "responders "
            "import FILE.csv");
    }
    if (signs.clock_was_doubtful) {
        found.warnings.emplace_back(
            "the clock was doubtful at start: deadlines may be early or late by the time the machine was "
            "off");
    }
    if (signs.since_checkpoint > checkpoint_patience) {
        found.warnings.emplace_back(
            "the database's log was not copied for over two minutes; is the disk slow or full?");
    }
    return found;
}

}  // namespace kengele::console
