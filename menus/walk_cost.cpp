#include "menus/walk_cost.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "menus/draw.hpp"
#include "menus/gsm7.hpp"
#include "menus/ways.hpp"
#include "menus/worst_case.hpp"

namespace kengele::menus {

namespace {

// A reader with little schooling, ten letters a second; a key a second; the network and the phone's own
// pause between two screens.
constexpr int letters_a_second = 10;
constexpr int pause_seconds = 3;
constexpr int answers_max = 100;  // nobody walks further
constexpr std::size_t stations_max = 20'000;

// Four digits from a poster, a follow-up code, a few words; with the key that sends them.
int typed(const Node& node, const Answer& answer) {
    if (!answer.key.empty()) return static_cast<int>(answer.key.size()) + 1;
    switch (node.kind) {
        case NodeKind::area:
        case NodeKind::pin:
            return 5;
        case NodeKind::code:
            return 10;
        case NodeKind::list:
        case NodeKind::lookup:
        case NodeKind::date:
            return 2;
        case NodeKind::number:
            return static_cast<int>(std::to_string(node.min).size()) + 1;
        default:
            return 20;
    }
}

// Fields that some condition asks for: what else was answered makes no difference to the way.
std::set<std::string> asked_for(const Menu& menu) {
    std::set<std::string> names;
    for (const auto& node : menu.nodes) {
        for (const auto& way : ways(node)) {
            if (way.when == nullptr) continue;
            for (const auto& term : way.when->terms)
                names.insert(term.name);
        }
    }
    return names;
}

class Walker {
public:
    Walker(const Menu& menu, const Places& places, int septets)
        : stage_{menu, places, septets},
          facts_(longest_fillings(menu, places)),
          asked_for_(asked_for(menu)) {}

    // From the start, by the options that lead to `danger` or by the others.
    std::optional<WalkCost> cheapest(bool by_danger) {
        const auto& menu = stage_.menu;
        open_.clear();
        done_.clear();
        FieldMap first;
        note(menu.node(menu.start).set, first);
        open_.insert({0, 0, {menu.start, std::move(first)}, 0, {}});
        while (!open_.empty() && done_.size() < stations_max) {
            const auto [answers, keys, at, order, walk] = *open_.begin();
            open_.erase(open_.begin());
            if (at.id.empty()) return walk;
            if (!done_.insert(at).second) continue;
            const auto& node = menu.node(at.id);
            const bool is_start = at.id == menu.start;
            const int seconds = pause_seconds + letters(node, at) / letters_a_second;
            std::set<std::string> typed_keys;
            for (const auto& answer : menus::answers(node)) {
                const bool is_danger = !menu.danger.empty() && answer.to == menu.danger;
                if (is_start && is_danger != by_danger) continue;
                if (!by_danger && says_danger(answer)) continue;
                if (answer.option == nullptr && typed_keys.contains(answer.key)) continue;
                if (!go_on(node, answer, seconds, at, walk)) continue;
                // Of several ways on the first that is open is taken.
                if (answer.option == nullptr) typed_keys.insert(answer.key);
            }
        }
        return std::nullopt;
    }

private:
    // Sets all that the first screen's option for danger sets.
    bool says_danger(const Answer& answer) const {
        const auto& menu = stage_.menu;
        const auto& offered = menu.node(menu.start).options;
        const auto danger = std::ranges::find(offered, menu.danger, &Option::to);
        if (answer.option == nullptr || danger == offered.end() || danger->set.empty()) return false;
        return std::ranges::all_of(danger->set, [&](const Assignment& wanted) {
            return std::ranges::find(answer.option->set, wanted) != answer.option->set.end();
        });
    }

    // A screen, and what was answered before it.
    struct Station {
        std::string id;
        FieldMap fields;

        auto operator<=>(const Station&) const = default;
    };

    // Fewest answers first, then fewest keys; a walk that has filed is at no screen.
    struct Open {
        int answers;
        int keys;
        Station at;
        int order;  // as they were found, which is as they are written
        WalkCost walk;

        bool operator<(const Open& other) const {
            return std::tie(answers, keys, at.id, order) <
                   std::tie(other.answers, other.keys, other.at.id, other.order);
        }
    };

    // Whether this way is open.
    bool go_on(const Node& node, const Answer& answer, int seconds, const Station& from, WalkCost walk) {
        const bool files = answer.to == "@submit";
        auto fields = from.fields;
        if (answer.option != nullptr && !is_open(answer, fields)) return false;
        keep(node, answer, fields);
        if (answer.option == nullptr && !is_open(answer, fields)) return false;
        const auto next = files ? std::string() : next_screen(stage_.menu, answer.to, answer.then);
        if (files) fields.clear();
        if (!next.empty()) note(stage_.menu.node(next).set, fields);
        Station to{next, std::move(fields)};
        if ((!files && next.empty()) || done_.contains(to) || walk.answers >= answers_max) return true;
        const int keys = typed(node, answer);
        ++walk.answers;
        walk.keys += keys;
        walk.seconds += seconds + keys;
        walk.way += fmt::format("{}{}{}", walk.way.empty() ? "" : " > ", node.id,
                                answer.key.empty() ? std::string() : " " + answer.key);
        open_.insert({walk.answers, walk.keys, std::move(to), ++found_, walk});
        return true;
    }

    bool is_open(const Answer& answer, const FieldMap& fields) const {
        if (answer.when == nullptr) return true;
        auto told = fields;
        told.insert(stage_.menu.defaults.begin(), stage_.menu.defaults.end());
        return holds(*answer.when, told, stage_.circumstances);
    }

    void note(const std::vector<Assignment>& assignments, FieldMap& fields) const {
        for (const auto& [field, value] : assignments)
            if (asked_for_.contains(field)) fields[field] = value;
    }

    void keep(const Node& node, const Answer& answer, FieldMap& fields) const {
        const auto put = [&](const std::string& field, const std::string& value) {
            if (asked_for_.contains(field)) fields[field] = value;
        };
        if (answer.option == nullptr) {
            const bool is_number = node.kind == NodeKind::number;
            if (answer.key.empty()) put(node.store, is_number ? std::to_string(node.min) : "typed");
            if (!answer.key.empty()) fields.erase(node.store);
            return;
        }
        if (!answer.option->value.empty()) put(node.store, answer.option->value);
        note(answer.option->set, fields);
    }

    // Letters of the first page.
    int letters(const Node& node, const Station& at) {
        Session session = begin(stage_.menu, 0);
        session.node = node.id;
        session.fields = at.fields;
        return cost(draw(stage_, session, facts_).pages.front().text()).units;
    }

    Stage stage_;
    Facts facts_;
    std::set<Open> open_;
    std::set<std::string> asked_for_;
    std::set<Station> done_;
    int found_ = 0;
};

std::string line_of(std::string_view whose, const std::optional<WalkCost>& walk) {
    if (!walk) return {};
    return fmt::format("{}: {} answers, {} keys, about {} seconds: {}.\n", whose, walk->answers, walk->keys,
                       walk->seconds, walk->way);
}

}  // namespace

ReportCosts report_costs(const Menu& menu, const Places& places, int screen_septets) {
    Walker walker(menu, places, screen_septets);
    return {walker.cheapest(true), walker.cheapest(false)};
}

Problems long_walks(const Menu& menu, const ReportCosts& costs, std::string_view file_name) {
    Problems problems;
    for (const auto& [walk, whose] :
         {std::pair(&costs.alarm, "an alarm"), std::pair(&costs.report, "a report")}) {
        if (!*walk || (*walk)->answers <= first_dial_answers_max) continue;
        const auto& start = menu.node(menu.start);
        Problem problem{std::string(file_name), start.line, 0,
                        fmt::format("screen \"{}\": {} takes {} answers from here, by {}; {} are allowed",
                                    start.id, whose, (*walk)->answers, (*walk)->way, first_dial_answers_max),
                        "leave out a question, or ask it after filing"};
        problem.severity = Severity::warning;
        problem.screen = start.id;
        problems.push_back(std::move(problem));
    }
    return problems;
}

std::string summary(const ReportCosts& costs) {
    return line_of("The shortest alarm", costs.alarm) + line_of("The shortest other report", costs.report);
}

}  // namespace kengele::menus
