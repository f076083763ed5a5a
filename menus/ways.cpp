#include "menus/ways.hpp"

namespace kengele::menus {

namespace {

Answer answer_of(const Node& node, const Option& option) {
    Answer answer{option.key, option.to, option.then, {}, &option};
    if (!node.store.empty() && !option.value.empty()) answer.fields.push_back(node.store);
    for (const auto& assignment : option.set)
        answer.fields.push_back(assignment.field);
    return answer;
}

}  // namespace

bool has_options(const Node& node) {
    return node.kind == NodeKind::menu || node.kind == NodeKind::list;
}

std::vector<Way> ways(const Node& node) {
    if (node.kind == NodeKind::end || node.kind == NodeKind::info) return {};
    if (node.kind == NodeKind::code) return {{node.to, {}, node.line}, {node.proof, {}, node.line}};
    if (!has_options(node)) return {{node.to, {}, node.line}};
    std::vector<Way> result;
    for (const auto& option : node.options) {
        result.push_back({option.to, option.then, option.line});
    }
    return result;
}

std::vector<Answer> answers(const Node& node) {
    std::vector<Answer> result;
    if (has_options(node)) {
        for (const auto& option : node.options)
            result.push_back(answer_of(node, option));
        return result;
    }
    for (const auto& way : ways(node)) {
        Answer answer{{}, way.to, way.then, {}};
        if (!node.store.empty()) answer.fields.push_back(node.store);
        result.push_back(std::move(answer));
    }
    if (!node.skip.empty()) result.push_back({node.skip, node.to, {}, {}});
    return result;
}

bool needs_then(std::string_view action) {
    return action == "@confirm" || action == "@dispute" || action == "@prove";
}

std::string next_screen(const Menu& menu, std::string_view to, std::string_view then) {
    if (to == "@submit") return menu.filed;
    if (to == "@start" || to == "@forget") return menu.start;
    if (needs_then(to)) return std::string(then);
    return to.starts_with('@') ? std::string() : std::string(to);
}

}  // namespace kengele::menus
