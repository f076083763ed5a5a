#include "menus/blanks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <map>
#include <set>

#include "menus/step.hpp"
#include "menus/text.hpp"
#include "menus/ways.hpp"

namespace kengele::menus {

namespace {

// How a screen is reached without a field being stored: by a key on another one.
struct Came {
    std::string_view from;  // empty: a call can begin here
    std::string_view key;   // or the number that is dialled
};

// By the screens' ids, which the menu keeps. A way of a thousand screens is kept a step a screen.
using Unfilled = std::map<std::string_view, Came>;

constexpr std::size_t problems_max = 100;
constexpr std::size_t steps_told_max = 12;

// "home 9 > where > review" or "dialled 9 > where > review"; of a long way the beginning and the end.
std::string way_to(std::string_view screen, const Unfilled& unfilled);

// The key that the menu keeps; empty for a word, a place or a code.
std::string_view kept_key(const Node& node, const Answer& answer);

bool has_words(const std::string& line);

class Judge {
public:
    Judge(const Menu& menu, std::string_view file) : menu_(menu), file_(file) {}

    Problems problems() {
        for (const auto& node : menu_.nodes) {
            for (const Language language : menu_.each_language()) {
                for (const auto& line : lines_of(node.text.in(language)))
                    if (has_words(line)) judge(node, node.line, language, line);
                // Of an option its key would be left, and nothing beside it.
                for (const auto& option : node.options)
                    judge(node, option.line, language, option.text.in(language));
            }
        }
        return std::move(problems_);
    }

private:
    void judge(const Node& node, int at, Language language, const std::string& line) {
        if (problems_.size() >= problems_max) return;
        for (const auto& name : fillings(line)) {
            if (menu_.samples.contains(name)) continue;
            const auto& unfilled = without(name);
            const auto way = unfilled.find(node.id);
            if (way == unfilled.end() || !told_.insert({node.id, name}).second) continue;
            Problem problem{file_, at, 0,
                            fmt::format("screen \"{}\", {}: {{{}}} can be empty in \"{}\"", node.id,
                                        menu_.languages.at(language), name, line),
                            fmt::format("ask for it on the way \"{}\", or write {{{}}} on a line of its own",
                                        way_to(node.id, unfilled), name)};
            problem.severity = Severity::warning;
            problem.screen = node.id;
            problem.language = menu_.languages.at(language);
            problems_.push_back(std::move(problem));
        }
    }

    const Unfilled& without(const std::string& field) {
        auto& unfilled = unfilled_[field];
        if (!unfilled.empty()) return unfilled;
        std::deque<std::string_view> open;
        const auto reach = [&](const std::string& id, const Came& came) {
            if (id.empty() || is_set_by(menu_.node(id), field)) return;
            const std::string_view kept = menu_.node(id).id;
            if (unfilled.emplace(kept, came).second) open.push_back(kept);
        };
        // Nothing is stored yet at the start and on a redial, and nothing is left after filing.
        if (!menu_.defaults.contains(field)) {
            reach(menu_.start, {});
            reach(menu_.resumed, {});
            for (const auto& shortcut : menu_.shortcuts)
                if (!begin_at(menu_, 0, shortcut).fields.contains(field))
                    reach(shortcut.to, {{}, shortcut.number});
        }
        reach(menu_.filed, {});
        // A call may break off after any answer.
        reach(menu_.unfinished, {});
        while (!open.empty()) {
            const auto& node = menu_.node(open.front());
            open.pop_front();
            for (const auto& answer : answers(node)) {
                if (std::ranges::find(answer.fields, field) != answer.fields.end()) continue;
                if (answer.when != nullptr && !may_hold(*answer.when, field, {})) continue;
                reach(next_screen(menu_, answer.to, answer.then), {node.id, kept_key(node, answer)});
            }
        }
        return unfilled;
    }

    static bool is_set_by(const Node& node, const std::string& field) {
        return std::ranges::find(node.set, field, &Assignment::field) != node.set.end();
    }

    const Menu& menu_;
    std::string file_;
    std::map<std::string, Unfilled> unfilled_;
    std::set<std::pair<std::string, std::string>> told_;  // once a screen, not once a language
    Problems problems_;
};

}  // namespace

Problems blanks(const Menu& menu, std::string_view file_name) {
    return Judge(menu, file_name).problems();
}

namespace {

std::string way_to(std::string_view screen, const Unfilled& unfilled) {
    std::vector<std::string> steps{std::string(screen)};  // from the end
    auto came = unfilled.at(screen);
    for (; !came.from.empty(); came = unfilled.at(came.from)) {
        steps.push_back(fmt::format("{}{}{} > ", came.from, came.key.empty() ? "" : " ", came.key));
    }
    if (!came.key.empty()) steps.push_back(fmt::format("dialled {} > ", came.key));
    if (steps.size() > steps_told_max) {
        const auto middle = steps.begin() + steps_told_max / 2;
        steps.erase(middle, steps.end() - steps_told_max / 2);
        steps.insert(steps.begin() + steps_told_max / 2, "... > ");
    }
    std::ranges::reverse(steps);
    return fmt::format("{}", fmt::join(steps, ""));
}

std::string_view kept_key(const Node& node, const Answer& answer) {
    if (answer.option != nullptr) return answer.option->key;
    return answer.key.empty() ? std::string_view() : node.skip;
}

// Something besides fillings: it would stand there alone.
bool has_words(const std::string& line) {
    const auto parts = pieces(line).value_or(std::vector<TextPiece>{});
    return std::ranges::any_of(parts, [](const TextPiece& piece) {
        return !piece.is_filling && piece.text.find_first_not_of(' ') != std::string::npos;
    });
}

}  // namespace

}  // namespace kengele::menus
