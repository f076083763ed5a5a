#include "menus/ways.hpp"

namespace kengele::menus {

namespace {

const Condition* when_of(const Option& option) {
    return option.when.empty() ? nullptr : &option.when;
}

std::vector<Way> ways_on(const Node& node) {
    std::vector<Way> result;
    for (const auto& branch : node.next)
        result.push_back({branch.to, {}, branch.line, &branch.when});
    result.push_back({node.to, {}, node.line});
    return result;
}

Answer answer_of(const Node& node, const Option& option) {
    Answer answer{option.key, option.to, option.then, {}, &option, when_of(option)};
    if (!node.store.empty() && !option.value.empty()) answer.fields.push_back(node.store);
    for (const auto& assignment : option.set)
        answer.fields.push_back(assignment.field);
    return answer;
}

}  // namespace

bool has_options(const Node& node) {
    return node.kind == NodeKind::menu || node.kind == NodeKind::list;
}

bool leads_on(const Node& node) {
    return !has_options(node) && node.kind != NodeKind::end && node.kind != NodeKind::info;
}

std::vector<Way> ways(const Node& node) {
    std::vector<Way> result;
    for (const auto& option : node.options)
        result.push_back({option.to, option.then, option.line, when_of(option)});
    if (leads_on(node)) result = ways_on(node);
    if (node.kind == NodeKind::code) result.push_back({node.proof, {}, node.line});
    if (node.kind == NodeKind::pin) result.push_back({node.first, {}, node.line});
    return result;
}

std::vector<Answer> answers(const Node& node) {
    std::vector<Answer> result;
    for (const auto& option : node.options)
        result.push_back(answer_of(node, option));
    if (has_options(node)) return result;
    for (const auto& way : ways(node)) {
        Answer answer{{}, way.to, way.then, {}, nullptr, way.when};
        if (!node.store.empty()) answer.fields.push_back(node.store);
        result.push_back(std::move(answer));
    }
    if (node.skip.empty()) return result;
    for (const auto& way : ways_on(node))
        result.push_back({node.skip, way.to, {}, {}, nullptr, way.when});
    return result;
}

bool needs_then(std::string_view action) {
    return action == "@confirm" || action == "@dispute" || action == "@prove" || action == "@on_duty" ||
           action == "@off_duty" || is_answer_action(action);
}

bool is_answer_action(std::string_view action) {
    return action == "@accept" || action == "@on_the_way" || action == "@arrived" || action == "@resolved" ||
           action == "@cannot";
}

std::vector<std::string> actions_for(Audience audience) {
    if (audience == Audience::responders) {
        return {"@accept",  "@on_the_way", "@arrived",   "@resolved", "@cannot",
                "@on_duty", "@off_duty",   "@residents", "@language", "@end"};
    }
    return {"@submit",     "@language", "@confirm", "@dispute",  "@prove",
            "@responders", "@end",      "@start",   "@continue", "@forget"};
}

bool is_last_action(std::string_view action) {
    return action == "@end" || action == "@residents" || action == "@responders";
}

std::string next_screen(const Menu& menu, std::string_view to, std::string_view then) {
    if (to == "@submit") return menu.filed;
    if (to == "@start" || to == "@forget") return menu.start;
    if (needs_then(to)) return std::string(then);
    return to.starts_with('@') ? std::string() : std::string(to);
}

}  // namespace kengele::menus
