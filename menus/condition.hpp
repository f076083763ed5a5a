#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace kengele::menus {

enum class CallerKind { resident, responder };
enum class ChannelKind { ussd, sms };
// How the alert that a responder chose stands for him: `over` when it needs him no more.
enum class AlertKind { none, open, going, accepted, on_the_way, arrived, resolved, over };
// Of the case that the alert is about.
enum class CaseKind { normal, private_, protected_ };

// What the gateway states about a call; conditions know it as `caller`, `channel`, `alert` and `class`.
struct Circumstances {
    CallerKind caller = CallerKind::resident;
    ChannelKind channel = ChannelKind::ussd;
    AlertKind alert = AlertKind::none;
    CaseKind secrecy = CaseKind::normal;

    bool operator==(const Circumstances&) const = default;
};

// One name of a circumstance and everything it can be. These are no names of fields.
struct CircumstanceWords {
    const char* name;
    std::vector<std::string> words;
};
const std::vector<CircumstanceWords>& circumstance_words();
const CircumstanceWords* circumstance_named(std::string_view name);  // null when it is none
std::string word_of(const Circumstances& circumstances, std::string_view name);
void set_circumstance(Circumstances& circumstances, std::string_view name, std::string_view word);

enum class Relation { equal, unequal, less, at_most, more, at_least, one_of };

// "kind in CRM1 CRM2": a field or a circumstance, and what it is compared with; several values with `in`
// only.
struct Term {
    std::string name;
    Relation relation = Relation::equal;
    std::vector<std::string> values;

    bool operator==(const Term&) const = default;
};

// What must be true for an option to be shown, or a way to be taken. Without terms it always is.
struct Condition {
    bool is_any = false;  // one true term is enough; else all must be
    std::vector<Term> terms;

    bool empty() const { return terms.empty(); }
    bool operator==(const Condition&) const = default;
};

using FieldMap = std::map<std::string, std::string>;

// A field that is not there is compared as an empty word. Sizes are compared between whole numbers only.
bool holds(const Term& term, std::string_view value);
bool holds(const Condition& condition, const FieldMap& fields, const Circumstances& circumstances);

// Whether some session whose field has this value may fulfil it, whatever else is true.
bool may_hold(const Condition& condition, std::string_view field, std::string_view value);

// "urgency = life"; nothing when it is no comparison.
std::string to_string(const Term& term);
// "urgency = life and kind in CRM1 CRM2", for people.
std::string to_string(const Condition& condition);

}  // namespace kengele::menus
