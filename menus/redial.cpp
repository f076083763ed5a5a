#include "menus/redial.hpp"

#include <algorithm>
#include <utility>

#include "menus/step.hpp"
#include "menus/text.hpp"

namespace kengele::menus {

namespace {

bool is_at_the_question(const Menu& menu, const Session& session) {
    return !menu.unfinished.empty() && session.node == menu.unfinished;
}

// Where the report stands, also when the caller was just being asked whether to go on.
const Node& broken_off_at(const Menu& menu, const Session& session) {
    const bool is_below = is_at_the_question(menu, session) && !session.path.empty();
    return menu.node(is_below ? session.path.back() : session.node);
}

// Beginning anew tells the least, going on unasked the most.
ResumeRule more_careful(ResumeRule one, ResumeRule other) {
    for (const auto rule : {ResumeRule::restart, ResumeRule::ask}) {
        if (one == rule || other == rule) return rule;
    }
    return ResumeRule::resume;
}

bool stores(const Node& node, const std::string& field, const std::string& value) {
    return std::ranges::any_of(node.options, [&](const Option& option) {
        if (node.store == field && option.value == value) return true;
        return std::ranges::any_of(option.set, [&](const Assignment& assignment) {
            return assignment.field == field && assignment.value == value;
        });
    });
}

// By a way that the caller may have left again: the answer is still kept, and no other screen gives it.
bool was_answered_on(const Menu& menu, const Node& node, const Session& session) {
    return std::ranges::any_of(session.fields, [&](const auto& answer) {
        if (!stores(node, answer.first, answer.second)) return false;
        return std::ranges::none_of(menu.nodes, [&](const Node& other) {
            return other.privacy != Privacy::protected_ && stores(other, answer.first, answer.second);
        });
    });
}

bool came_through(const Menu& menu, const Node& node, const Session& session) {
    return session.node == node.id || std::ranges::find(session.path, node.id) != session.path.end() ||
           was_answered_on(menu, node, session);
}

// By a screen that the call came through, the first one included, and not by its caller.
bool was_noted(const Menu& menu, const Session& session, const Assignment& kept) {
    const auto notes = [&](const std::string& id) {
        return menu.has_node(id) && std::ranges::find(menu.node(id).set, kept) != menu.node(id).set.end();
    };
    return notes(menu.start) || notes(session.node) || std::ranges::any_of(session.path, notes);
}

}  // namespace

bool is_unfinished(const Menu& menu, const Session& session) {
    const bool is_open = !session.filed && !session.ended && session.subject.empty() && session.claim.empty();
    return is_open && std::ranges::any_of(session.fields, [&](const auto& field) {
               return !was_noted(menu, session, {field.first, field.second});
           });
}

ResumeRule rule_after_break(const Menu& menu, const Session& broken_off, bool is_secret) {
    auto rule = broken_off_at(menu, broken_off).resume;
    // Who was asked and did not answer is asked again.
    if (is_at_the_question(menu, broken_off)) rule = more_careful(rule, ResumeRule::ask);
    for (const auto& node : menu.nodes) {
        if (node.privacy != Privacy::protected_ || !came_through(menu, node, broken_off)) continue;
        rule = more_careful(rule, node.resume);
        is_secret = true;
    }
    if (is_secret) rule = more_careful(rule, ResumeRule::ask);
    if (rule != ResumeRule::ask) return rule;
    const bool can_ask =
        !menu.unfinished.empty() && !(is_secret && tells_of_the_report(menu.node(menu.unfinished)));
    return can_ask ? rule : ResumeRule::restart;
}

Session redial(const Menu& menu, Session broken_off, bool is_secret) {
    const auto rule = rule_after_break(menu, broken_off, is_secret);
    if (rule == ResumeRule::restart) return begin(menu, broken_off.language);
    auto session = std::move(broken_off);
    session.wrong_keys = 0;
    session.hint = Session::Hint::none;
    if (rule == ResumeRule::resume) {
        if (!menu.common.continued.empty()) session.hint = Session::Hint::continued;
        return session;
    }
    if (!is_at_the_question(menu, session))
        session.path.push_back(std::exchange(session.node, menu.unfinished));
    session.page = 0;
    session.area = {};
    return session;
}

bool tells_of_the_report(const Node& asking) {
    const auto has_fillings = [](const Text& text) {
        return std::ranges::any_of(text.by_language,
                                   [](const std::string& words) { return !fillings(words).empty(); });
    };
    return has_fillings(asking.text) || std::ranges::any_of(asking.options, [&](const Option& option) {
               return has_fillings(option.text);
           });
}

}  // namespace kengele::menus
