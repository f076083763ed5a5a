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

// The field in which a responders' menu keeps which alert was chosen: a token of the gateway's.
inline constexpr const char* chosen_alert_field = "chosen";
// The lookup list it is chosen from.
inline constexpr const char* alerts_list = "alerts";

// To an alert of the responder's, by the gateway's tokens. The answer is one of the words of answer_actions.
struct AnswerAlert {
    std::string subject;
    std::string alert;
    std::string answer;  // "accept", "on_the_way", "arrived", "resolved", "cannot"
    std::string reason;  // of "cannot", or the outcome of "resolved"; or empty

    bool operator==(const AnswerAlert&) const = default;
};

struct SetDuty {
    std::string subject;
    bool is_on = false;

    bool operator==(const SetDuty&) const = default;
};

// A PIN was typed twice: `claim` is the gateway's token of it.
struct ChoosePin {
    std::string claim;

    bool operator==(const ChoosePin&) const = default;
};

// The call goes on at the start of the other menu.
struct ChangeMenu {
    Audience to = Audience::residents;

    bool operator==(const ChangeMenu&) const = default;
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
using Effect = std::variant<RaiseIncident, ConfirmHelp, DisputeHelp, SetLanguage, ForgetAnswers, AnswerAlert,
                            SetDuty, ChoosePin, ChangeMenu>;

}  // namespace kengele::menus
