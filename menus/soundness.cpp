#include "menus/soundness.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "menus/condition_faults.hpp"
#include "menus/effect.hpp"
#include "menus/redial.hpp"
#include "menus/shortcut_faults.hpp"
#include "menus/spelling.hpp"
#include "menus/text.hpp"
#include "menus/ways.hpp"

namespace kengele::menus {

namespace {

constexpr std::size_t fields_max = 32;
constexpr std::size_t problems_max = 100;

class Judge {
public:
    Judge(const Menu& menu, std::string_view file) : menu_(menu), file_(file) {}

    std::vector<Problem> problems() {
        judge_first_screens();
        judge_fields();
        for (const auto& node : menu_.nodes) {
            judge_ways(node);
            judge_proof(node);
            if (node.kind == NodeKind::lookup) judge_lookup(node);
            judge_pin(node);
            for (const auto& option : node.options)
                judge_answer(node, option);
            judge_texts(node);
            judge_break(node);
        }
        if (menu_.has_node(menu_.unfinished)) judge_question(menu_.node(menu_.unfinished));
        take(unsound_shortcuts(menu_, file_));
        take(misnamed_conditions(menu_, file_));
        // With dangling ways nothing can be said about reach, and without reach nothing about what is shown.
        if (problems_.empty()) judge_reach();
        if (problems_.empty()) take(misleading_conditions(menu_, file_));
        return std::move(problems_);
    }

private:
    void add(int line, std::string what, std::string mend) {
        problems_.push_back({file_, line, 0, std::move(what), std::move(mend)});
    }

    void add(const Node& node, int line, std::string_view what, std::string mend) {
        add(line, fmt::format("screen \"{}\": {}", node.id, what), std::move(mend));
        problems_.back().screen = node.id;
    }

    void take(Problems more) { std::ranges::move(more, std::back_inserter(problems_)); }

    void judge_first_screens() {
        judge_named("start", menu_.start);
        if (!menu_.danger.empty()) judge_named("danger", menu_.danger);
        if (!menu_.resumed.empty()) judge_named("resumed", menu_.resumed);
        if (!menu_.filed.empty()) judge_named("filed", menu_.filed);
        if (!menu_.unfinished.empty()) judge_named("unfinished", menu_.unfinished);
    }

    void judge_named(std::string_view what, const std::string& id) {
        if (menu_.has_node(id)) return;
        add(0, fmt::format("{} is screen \"{}\", which does not exist", what, id), meant(id));
    }

    void judge_fields() {
        for (const auto& shortcut : menu_.shortcuts)
            for (const auto& [field, value] : shortcut.set)
                fields_.insert(field);
        for (const auto& node : menu_.nodes) {
            if (!node.store.empty()) fields_.insert(node.store);
            for (const auto& [field, value] : node.set)
                fields_.insert(field);
            // What a row sets is measured by a sample, not by what is written here.
            set_by_rows_.insert(node.sets.begin(), node.sets.end());
            for (const auto& option : node.options) {
                for (const auto& assignment : option.set) {
                    fields_.insert(assignment.field);
                }
            }
        }
        auto all = fields_;
        all.insert(set_by_rows_.begin(), set_by_rows_.end());
        if (all.size() > fields_max) {
            add(0, fmt::format("the menu stores {} fields", all.size()),
                fmt::format("a call carries at most {}", fields_max));
        }
    }

    void judge_ways(const Node& node) {
        for (const auto& way : ways(node)) {
            if (way.to.starts_with('@')) {
                judge_action(node, way);
                continue;
            }
            judge_target(node, way.to, way.line);
            if (!way.then.empty()) {
                add(node, way.line, then_follows(), "leave then out");
            }
        }
        const bool may_be_stuck = has_options(node) || node.kind == NodeKind::info;
        const bool is_stuck = may_be_stuck && node.options.empty() && !node.has_back && !node.has_home;
        if (is_stuck) {
            add(node, node.line, "nothing can be typed here", "add an option, or write type = \"end\"");
        }
    }

    void judge_action(const Node& node, const Way& way) {
        const auto actions = actions_for(menu_.audience);
        if (std::find(actions.begin(), actions.end(), way.to) == actions.end()) {
            const auto near = probably_meant(way.to, actions);
            return add(node, way.line, fmt::format("action \"{}\" is not known", way.to),
                       near ? fmt::format("did you mean \"{}\"?", *near)
                            : fmt::format("known are {}", fmt::join(actions, ", ")));
        }
        if (answers_the_question(way.to) && node.id != menu_.unfinished) {
            add(node, way.line, fmt::format("{} answers only the question after a break", way.to),
                "write unfinished = \"" + node.id + "\" at the top of the file, or lead elsewhere");
        }
        if (way.to == "@submit" && menu_.filed.empty()) {
            add(node, way.line, "@submit leads to no screen", "write filed = \"...\" at the top of the file");
        }
        if (needs_then(way.to) && way.then.empty()) {
            return add(node, way.line, fmt::format("{} does not say what follows", way.to),
                       "write then = \"...\" beside it");
        }
        if (needs_then(way.to)) {
            judge_target(node, way.then, way.line);
        } else if (!way.then.empty()) {
            add(node, way.line, then_follows(), "leave then out");
        }
    }

    static bool answers_the_question(std::string_view action) {
        return action == "@continue" || action == "@start" || action == "@forget";
    }

    void judge_break(const Node& node) {
        if (node.resume != ResumeRule::ask || node.id == menu_.unfinished) return;
        if (menu_.unfinished.empty()) {
            return add(node, node.line, "no screen asks whoever dials again",
                       "write unfinished = \"...\" at the top of the file, or another rule than resume = "
                       "\"ask\"");
        }
        const bool is_protected = node.privacy == Privacy::protected_;
        if (!is_protected || !menu_.has_node(menu_.unfinished)) return;
        const auto& question = menu_.node(menu_.unfinished);
        if (!tells_of_the_report(question)) return;
        add(question, question.line,
            fmt::format("whoever holds the phone would read what was told on the protected \"{}\"", node.id),
            "write it without any {...}, or let that screen begin anew: resume = \"restart\"");
    }

    // Below the question lies the report itself, so that "0" would go on with it unasked.
    void judge_question(const Node& node) {
        const auto leads_on = [](const Option& option) { return option.to == "@continue"; };
        if (node.kind != NodeKind::menu || std::ranges::none_of(node.options, leads_on)) {
            add(node, node.line, "nobody can go on here with an unfinished report",
                "give an option to = \"@continue\"");
        }
        if (node.has_back) {
            add(node, node.line, "0 would go on with the unfinished report", "write back = false");
        }
    }

    // Whoever answers must have chosen which alert.
    void judge_answer(const Node& node, const Option& option) {
        const auto is_choice = [](const Node& other) {
            return other.from == alerts_list && other.store == chosen_alert_field;
        };
        if (!is_answer_action(option.to) || std::ranges::any_of(menu_.nodes, is_choice)) return;
        add(node, option.line, fmt::format("{} does not know which alert", option.to),
            fmt::format("write a screen of type = \"lookup\" with from = \"{}\" and store = \"{}\"",
                        alerts_list, chosen_alert_field));
    }

    // A PIN is asked for on the first screen of the responders' menu, and nowhere else.
    void judge_pin(const Node& node) {
        const bool is_for_responders = menu_.audience == Audience::responders;
        const bool is_start = node.id == menu_.start;
        if (is_for_responders && is_start && node.kind != NodeKind::pin) {
            add(node, node.line, "whoever dials would see this without a PIN",
                "let the menu start with a screen of type = \"pin\"");
        }
        if (node.kind == NodeKind::pin && !(is_for_responders && is_start)) {
            add(node, node.line, "a PIN is asked for on the first screen of the responders' menu only",
                is_for_responders ? "write start = \"" + node.id + "\" at the top of the file"
                                  : "write for = \"responders\" at the top of the file, or another type");
        }
        if (node.from == alerts_list && !is_for_responders) {
            add(node, node.line, "alerts are for responders only",
                "write for = \"responders\" at the top of the file, or look up something else");
        }
        const bool asks_for_new = node.kind == NodeKind::new_pin || node.kind == NodeKind::pin_again;
        if (asks_for_new && !is_for_responders) {
            add(node, node.line, "a PIN is chosen in the responders' menu only", "write another type");
        }
        const bool is_typed_again =
            menu_.has_node(node.to) && menu_.node(node.to).kind == NodeKind::pin_again;
        if (node.kind == NodeKind::new_pin && !is_typed_again) {
            add(node, node.line, "a PIN typed once may be mistyped",
                "let to = name a screen of type = \"pin_again\"");
        }
    }

    const char* then_follows() const {
        return menu_.audience == Audience::responders ? "then follows only answers, @on_duty and @off_duty"
                                                      : "then follows only @confirm, @dispute and @prove";
    }

    // What is asked beside a code must be answerable, and without a code there is nothing to prove.
    void judge_proof(const Node& node) {
        const bool is_asked_for = std::any_of(menu_.nodes.begin(), menu_.nodes.end(),
                                              [&node](const Node& other) { return other.proof == node.id; });
        bool has_proof = false;
        for (const auto& option : node.options) {
            if (option.to != "@prove") continue;
            has_proof = true;
            if (option.value.empty()) {
                add(node, option.line, "@prove proves nothing without a value", "write value = \"...\"");
            }
            if (!is_asked_for || node.kind != NodeKind::menu) {
                add(node, option.line, "@prove works only on the proof screen of a code",
                    "write proof = \"" + node.id + "\" on the screen that asks for the code");
            }
        }
        if (is_asked_for && !has_proof) {
            add(node, node.line, "nothing can be proven here", "give options to = \"@prove\"");
        }
    }

    void judge_lookup(const Node& node) {
        if (!menu_.samples.contains(node.from)) {
            add(node, node.line, fmt::format("nobody says how long a row of \"{}\" is", node.from),
                fmt::format("give the longest under [sample], {} = \"...\"", node.from));
        }
        if (!node.has_back && !node.has_home) {
            add(node, node.line, "without a row nothing can be typed here", "let it have back or home");
        }
        if (node.near.empty() || is_place_field(menu_, node.near)) return;
        std::vector<std::string> known;
        for (const auto& other : menu_.nodes)
            if (other.kind == NodeKind::area) known.push_back(other.store);
        const auto near = probably_meant(node.near, known);
        add(node, node.line, fmt::format("no screen asks for a place as \"{}\"", node.near),
            near ? fmt::format("did you mean \"{}\"?", *near) : "name the field of an area screen");
    }

    void judge_target(const Node& node, const std::string& id, int line) {
        // Finding what was meant is dear, and nobody reads further.
        if (menu_.has_node(id) || problems_.size() >= problems_max) return;
        add(node, line, fmt::format("leads to \"{}\", which does not exist", id), meant(id));
    }

    std::string meant(const std::string& id) const {
        std::vector<std::string> ids;
        for (const auto& node : menu_.nodes) {
            ids.push_back(node.id);
        }
        const auto near = probably_meant(id, ids);
        return near ? fmt::format("did you mean \"{}\"?", *near)
                    : fmt::format("write a [screen.{}], or another name", id);
    }

    void judge_texts(const Node& node) {
        judge_fillings(node, node.text, node.line);
        for (const auto& option : node.options) {
            judge_fillings(node, option.text, option.line);
        }
    }

    void judge_fillings(const Node& node, const Text& text, int line) {
        if (problems_.size() >= problems_max) return;
        for (const auto& words : text.by_language) {
            for (const auto& name : fillings(words)) {
                if (fields_.count(name) > 0 || menu_.samples.count(name) > 0) continue;
                std::vector<std::string> known(fields_.begin(), fields_.end());
                for (const auto& [sample, ignored] : menu_.samples) {
                    known.push_back(sample);
                }
                const auto near = probably_meant(name, known);
                add(node, line, fmt::format("nobody fills {{{}}}", name),
                    near ? fmt::format("did you mean {{{}}}?", *near)
                         : fmt::format("give its longest value under [sample], {} = \"...\"", name));
            }
        }
    }

    void judge_reach() {
        std::set<std::string> reached;
        reach(menu_.start, reached);
        for (const auto& shortcut : menu_.shortcuts)
            reach(shortcut.to, reached);
        if (!menu_.resumed.empty()) reach(menu_.resumed, reached);
        if (!menu_.unfinished.empty()) reach(menu_.unfinished, reached);
        const auto can_end = ending();
        for (const auto& node : menu_.nodes) {
            if (reached.count(node.id) == 0) {
                add(node, node.line, "no way leads here",
                    "give an option to = \"" + node.id + "\", or leave it out");
            } else if (can_end.count(node.id) == 0) {
                add(node, node.line, "from here no call ever ends", "lead to @submit, @end or an end screen");
            }
        }
        judge_after_filing();
    }

    // A session files once; a second "@submit" would show the first report's numbers as if they were new.
    void judge_after_filing() {
        if (menu_.filed.empty()) return;
        std::set<std::string> after;
        reach(menu_.filed, after);
        for (const auto& id : after) {
            const auto& node = menu_.node(id);
            for (const auto& way : ways(node)) {
                if (way.to != "@submit") continue;
                add(node, way.line, fmt::format("a report can be sent again after \"{}\"", menu_.filed),
                    "let no option lead from there into a report");
            }
        }
    }

    void reach(const std::string& first, std::set<std::string>& reached) const {
        std::vector<std::string> open{first};
        while (!open.empty()) {
            const auto id = open.back();
            open.pop_back();
            if (!reached.insert(id).second) continue;
            for (const auto& way : ways(menu_.node(id))) {
                if (const auto to = target(way); !to.empty()) open.push_back(to);
            }
        }
    }

    std::string target(const Way& way) const { return next_screen(menu_, way.to, way.then); }

    using Ways = std::map<std::string, std::vector<std::string>>;

    // The screens from which one of `ids` can be reached, themselves included.
    static std::set<std::string> leading_to(const Ways& backwards, std::vector<std::string> ids) {
        std::set<std::string> found;
        while (!ids.empty()) {
            const auto id = ids.back();
            ids.pop_back();
            if (!found.insert(id).second) continue;
            if (const auto from = backwards.find(id); from != backwards.end()) {
                ids.insert(ids.end(), from->second.begin(), from->second.end());
            }
        }
        return found;
    }

    // Ends are reached forward, or over "0" or "00" back to the start and from there.
    std::set<std::string> ending() const {
        Ways backwards;
        std::vector<std::string> ends;
        std::vector<std::string> turns;
        for (const auto& node : menu_.nodes) {
            for (const auto& way : ways(node)) {
                if (const auto to = target(way); !to.empty()) backwards[to].push_back(node.id);
            }
            if (is_end(node)) ends.push_back(node.id);
            if (node.has_home || node.has_back) turns.push_back(node.id);
        }
        auto result = leading_to(backwards, ends);
        if (result.count(menu_.start) > 0) result.merge(leading_to(backwards, turns));
        return result;
    }

    bool is_end(const Node& node) const {
        const auto on = ways(node);
        return node.id == menu_.filed || node.kind == NodeKind::end ||
               std::any_of(on.begin(), on.end(), [](const Way& way) { return is_last_action(way.to); });
    }

    const Menu& menu_;
    std::string file_;
    std::set<std::string> fields_;
    std::set<std::string> set_by_rows_;
    std::vector<Problem> problems_;
};

}  // namespace

std::vector<Problem> unsound(const Menu& menu, std::string_view file_name) {
    return Judge(menu, file_name).problems();
}

}  // namespace kengele::menus
