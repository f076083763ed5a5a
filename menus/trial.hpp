#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "menus/effect.hpp"
#include "menus/menu.hpp"
#include "menus/screen.hpp"
#include "menus/step.hpp"

namespace kengele::menus {

// Runs the tests that travel with a menu: each is walked as a caller would, on the places callers choose
// from. Whom a filed report reaches is judged by the gateway, which knows the ladders.

struct WalkStep {
    std::string typed;  // empty: dialled
    std::string node;   // at which the call stands then
    Language language = 0;
    Screen screen;
    std::string filed;  // what this step filed, in words
};

struct TrialRun {
    std::vector<WalkStep> walk;
    std::optional<RaiseIncident> report;  // what was filed
    // What a responder did last, as a test's `answers` says it.
    std::map<std::string, std::string> answers;
    std::vector<std::string> failures;  // what was expected and did not come; empty: the test passes
};

// What the gateway would fill in is filled with the menu's samples. Works for every test of a parsed menu.
TrialRun run_trial(const Stage& stage, const Trial& trial);

// A place that a test names: by the digits on a poster, which also end a ward's path code, or by the name a
// caller reads. Null when there is none, or several.
const PlaceEntry* place_named(const Places& places, std::string_view named);

// The screens that no walk showed, in the order of the file: in one language, or in none.
std::vector<std::string> never_shown(const Menu& menu, const std::vector<TrialRun>& runs,
                                     std::optional<Language> language);

// What was typed and every screen that answered, for a person to read.
std::string transcript(const TrialRun& run);

}  // namespace kengele::menus
