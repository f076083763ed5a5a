#pragma once

#include <map>
#include <string>
#include <variant>

#include "menus/menu.hpp"

namespace kengele::menus {

// "@submit": a report is to be filed. Fields by the menu's own names: kind, category, place (a place number),
// landmark, timing, urgency, ...
struct RaiseIncident {
    std::map<std::string, std::string> fields;

    bool operator==(const RaiseIncident&) const = default;
};

struct ConfirmHelp {  // "help came"
    std::string subject;

    bool operator==(const ConfirmHelp&) const = default;
};

struct DisputeHelp {  // "nobody came"
    std::string subject;

    bool operator==(const DisputeHelp&) const = default;
};

struct SetLanguage {
    Language language = 0;

    bool operator==(const SetLanguage&) const = default;
};

// "@forget": nothing of what was answered may be kept.
struct ForgetAnswers {
    bool operator==(const ForgetAnswers&) const = default;
};

// What a turn asks the gateway to do, in the menu's codes.
using Effect = std::variant<RaiseIncident, ConfirmHelp, DisputeHelp, SetLanguage, ForgetAnswers>;

}  // namespace kengele::menus
