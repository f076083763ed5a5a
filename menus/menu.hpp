#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "menus/condition.hpp"
#include "menus/day.hpp"

namespace kengele::menus {

// Position of a language in Menu::languages.
using Language = std::uint8_t;

// One text in every language of its menu.
struct Text {
    std::vector<std::string> by_language;

    const std::string& in(Language language) const { return by_language.at(language); }
    bool empty() const { return by_language.empty(); }
    bool operator==(const Text&) const = default;
};

enum class NodeKind {
    menu,       // numbered options
    text,       // free text, at most `max` septets of it; `skip` typed alone leaves it empty
    area,       // a place: typed name, poster code, or county > constituency > ward by list
    code,       // a follow-up code, checked by the gateway before the step
    list,       // many options, paged; keys begin again on each page, as with places
    info,       // words to read, paged; nothing is chosen
    number,     // a whole number from `min` to `max`
    date,       // a day: today, yesterday, or typed as day and month, at most `days` back
    lookup,     // one of the gateway's rows: help centres near a place, a responder's alerts
    pin,        // a responder's PIN or invitation, checked by the gateway before the step
    new_pin,    // a PIN to be chosen, judged by the gateway before the step
    pin_again,  // the same once more
    end,        // the last screen; nothing is awaited
};

// Whom a menu is for: who dials, or who dials and gives a responder's PIN on its first screen.
enum class Audience { residents, responders };

// Who may read what is answered on a screen; the bare words are C++.
enum class Privacy { normal, private_, protected_ };

// What may be texted to a caller about what was answered on a screen.
enum class SmsRule { never, neutral, full };

// Where a call goes on that broke off on a screen: there, at the start, or wherever the caller says.
enum class ResumeRule { resume, restart, ask };

struct Assignment {
    std::string field;
    std::string value;

    bool operator==(const Assignment&) const = default;
};

// `to` is a node's id, or an action: "@submit" (file the report, then show `Menu::filed`), "@language"
// (switch to the next one, stay), "@confirm" and "@dispute" (answer to a follow-up, then `then`), "@prove"
// (the gateway says whether `value` is true of the case whose code was typed; then `then`, else the code is
// asked for again), "@end". On `Menu::unfinished` besides: "@continue" (go on where the call broke off),
// "@start" (at the start, with nothing answered), "@forget" (what was answered is deleted; then the start).
// "@responders" and "@residents" go to the start of the other menu. In the responders' one "@accept",
// "@on_the_way", "@arrived", "@resolved" and "@cannot" answer the alert that is in the field "chosen",
// `value` being the outcome or reason, "@on_duty" and "@off_duty" say what they say; then `then`.
struct Option {
    std::string key;
    std::string value;  // stored in the node's `store` field; empty: nothing
    std::string to;
    std::string then;  // where actions lead that say it
    std::vector<Assignment> set;
    Condition when;  // while it is not true the option is not shown, and its key is a wrong one
    Text text;
    int line = 0;  // in the file, for messages
};

// Where a screen leads instead of to its `to` when something is true.
struct Branch {
    Condition when;
    std::string to;
    std::string then;  // only while a file is read: where a sub-menu returns to
    int line = 0;      // in the file, for messages
};

struct Node {
    std::string id;
    std::string written;  // of a copy of a sub-menu's screen: "where.place", as the file has it
    NodeKind kind = NodeKind::menu;
    Text text;
    std::string store;
    std::string to;            // text, number, date, area, code, lookup
    std::string then;          // only while a file is read: where a sub-menu returns to
    std::vector<Branch> next;  // the same: the first that is true goes before `to`
    std::string proof;         // code: the screen that asks for more than the code
    std::string skip;          // text
    // Text: septets kept, which are characters but for ten signs that take two. Number: the largest.
    int max = 0;
    int min = 0;        // text: septets asked for at least; number: the smallest, at least 1, as 0 goes back
    int days = 0;       // date: how many days back
    std::string first;  // pin: where a right invitation leads
    Text leave;         // pin: the words of key 0, which leads to the residents' menu
    // Number, date, text with `min`, new_pin, pin_again: said when the answer does not fit.
    Text again;
    Text unit;                      // number: what is said after it, "km"; or empty
    Text today;                     // date: the first option's words
    Text yesterday;                 // date: the second's
    std::string from;               // lookup: which of the gateway's lists
    std::string near;               // lookup: the field whose place narrows it; or empty
    std::vector<std::string> sets;  // lookup: fields that a row may set besides `store`
    Text none;                      // lookup: said when there is no row
    Text list_word;                 // area: the option that opens the list, "Choose from list"
    bool has_back = true;
    bool has_home = true;
    Privacy privacy = Privacy::normal;
    bool has_callers_class = false;          // of a sub-menu's screen: it states none
    SmsRule sms = SmsRule::neutral;          // unless the file says more; never on a protected screen
    ResumeRule resume = ResumeRule::resume;  // of a protected screen never that
    std::vector<Assignment> set;             // stored when the screen is entered, before it is shown
    std::vector<Option> options;
    int line = 0;  // in the file, for messages

    const std::string& name() const { return written.empty() ? id : written; }  // for people
};

// Words the engine adds to screens; written in the menu file like any other text.
struct CommonTexts {
    Text back;       // "Back"
    Text home;       // "Start"
    Text more;       // "More"
    Text wrong_key;  // one line before a repeated screen
    Text wrong_code;
    Text no_match;        // "{typed}" is not filled: it could overflow
    Text too_many_wrong;  // the graceful end after three wrong keys, with the emergency number
    Text pick_place;      // heading over search results
    Text pick_county;
    Text pick_constituency;
    Text pick_ward;
    Text continued;  // one line over a screen on which a new call goes on; or empty
};

// A number dialled behind the code, *384*911*31#: one more way from the start, which no screen shows.
struct Shortcut {
    std::string number;
    std::string to;
    std::vector<Assignment> set;
    int line = 0;  // in the file, for messages
};

// Whom a test speaks of: everybody of a role, or those of it who answer for a place (its code).
struct RoleAt {
    std::string role;
    std::string place;  // empty: any
};

// The day on which tests that name none are walked.
inline constexpr Day trial_day{std::chrono::year{2026} / 11 / 22};

struct ShownText {
    std::optional<std::size_t> after;  // how many keys; else on any screen
    std::string text;
};

// A row that a lookup finds in a test.
struct TrialRow {
    std::string value;
    std::string label;  // empty: as in [sample]
    std::vector<Assignment> set;
};

// One [[test]] of the file: what is typed, and what must come of it.
struct Trial {
    std::string name;
    Language language = 0;
    Day today = trial_day;           // what a date screen counts back from
    std::string dial;                // the shortcut that is dialled; empty: the plain code
    bool redials = false;            // begins at the menu's `resumed` screen
    std::vector<std::string> begun;  // typed in an earlier call that broke off
    bool has_right_code = false;     // a code that is typed leads to a case
    bool has_right_pin = false;      // a PIN that is typed is the responder's
    bool is_invited = false;         // what is typed for a PIN is a right invitation
    std::string proof;               // `value` of the "@prove" that is true; empty: no proof is asked for
    Circumstances circumstances;     // of the call
    std::vector<std::string> keys;   // what is typed, in order
    std::vector<ShownText> shows;
    std::string ends;  // a node's id, "@end" or "@too_many_wrong"; empty: wherever
    // Fields of the report. An empty value: the field is not there.
    std::map<std::string, std::string> makes;
    // What is answered to which alert, with which outcome or reason: "answer", "reason", "duty".
    std::map<std::string, std::string> answers;
    std::vector<RoleAt> routed_to;
    std::vector<RoleAt> not_routed_to;
    std::map<std::string, std::vector<TrialRow>, std::less<>> rows;  // of lookups; else a row as in [sample]
    int line = 0;                                                    // in the file, for messages
};

// A word, in capitals, with which a conversation by SMS begins.
struct FirstWord {
    std::string word;
    std::optional<Language> language = std::nullopt;  // it is in; nothing: the one its writer used last

    bool operator==(const FirstWord&) const = default;
};

// How the menu runs over SMS.
struct Texting {
    // At the start, or where who is in danger begins.
    std::vector<FirstWord> begin;
    std::vector<FirstWord> danger;
    Text dial_instead;  // in place of a screen that must never be texted
    int line = 0;       // in the file, for messages
};

// A whole definition, immutable once parsed. Nodes refer to each other by id; `index` finds them.
struct Menu {
    std::string id;
    Audience audience = Audience::residents;
    std::string version;
    std::vector<std::string> languages;  // "en", "sw"; the first is the default
    std::string start;
    std::string danger;  // where who is in danger begins: the start has an option that leads here; or empty
    std::string filed;   // shown after "@submit"
    std::string
        resumed;  // shown instead of `start` when a case's last screen may not have been read; or empty
    std::string unfinished;          // asks a redial what to do with a report that broke off; or empty
    std::optional<Texting> texting;  // nothing: the menu does not run over SMS
    CommonTexts common;
    std::vector<Node> nodes;
    std::map<std::string, std::size_t, std::less<>> index;
    // What a stored value is called: (field, value) -> the text of the option that stored it.
    std::map<std::pair<std::string, std::string>, Text> labels;
    // Worst-case fillings for names that the gateway supplies ([sample] in the file).
    std::map<std::string, Text, std::less<>> samples;
    // What a field is that no answer set, until the report is filed and in it.
    FieldMap defaults;
    int defaults_line = 0;
    std::vector<Shortcut> shortcuts;  // by number
    std::vector<Trial> trials;        // no part of the canonical form
    std::string hash;                 // of the canonical form

    const Node& node(
        std::string_view wanted) const;  // throws std::out_of_range: a parsed menu has no dangling id
    const Shortcut* shortcut(std::string_view number) const;  // null when nothing is dialled with it
    std::size_t screens_written() const;                      // copies of a sub-menu's screen counted once
    bool has_node(std::string_view wanted) const { return index.find(wanted) != index.end(); }
    std::vector<Language> each_language() const;
};

}  // namespace kengele::menus
