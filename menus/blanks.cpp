#include "menus/blanks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <map>
#include <set>

#include "menus/text.hpp"
#include "menus/ways.hpp"

namespace kengele::menus {

namespace {

// How each screen is reached without a field being stored: "home 9 > where".
using Unfilled = std::map<std::string, std::string, std::less<>>;

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
        for (const auto& name : fillings(line)) {
            if (menu_.samples.contains(name)) continue;
            const auto& unfilled = without(name);
            const auto way = unfilled.find(node.id);
            if (way == unfilled.end() || !told_.insert({node.id, name}).second) continue;
            Problem problem{file_, at, 0,
                            fmt::format("screen \"{}\", {}: {{{}}} can be empty in \"{}\"", node.id,
                                        menu_.languages.at(language), name, line),
                            fmt::format("ask for it on the way \"{}\", or write {{{}}} on a line of its own",
                                        way->second, name)};
            problem.severity = Severity::warning;
            problem.screen = node.id;
            problem.language = menu_.languages.at(language);
            problems_.push_back(std::move(problem));
        }
    }

    const Unfilled& without(const std::string& field) {
        auto& unfilled = unfilled_[field];
        if (!unfilled.empty()) return unfilled;
        std::deque<std::string> open;
        const auto reach = [&](const std::string& id, const std::string& way) {
            if (!id.empty() && unfilled.emplace(id, way).second) open.push_back(id);
        };
        // Nothing is stored yet at the start and on a redial, and nothing is left after filing.
        reach(menu_.start, menu_.start);
        reach(menu_.resumed, menu_.resumed);
        reach(menu_.filed, menu_.filed);
        while (!open.empty()) {
            const auto& node = menu_.node(open.front());
            const auto way = unfilled.at(open.front());
            open.pop_front();
            for (const auto& answer : answers(node)) {
                if (std::ranges::find(answer.fields, field) != answer.fields.end()) continue;
                const auto next = next_screen(menu_, answer.to, answer.then);
                reach(next, fmt::format("{}{} > {}", way, answer.key.empty() ? "" : " " + answer.key, next));
            }
        }
        return unfilled;
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

// Something besides fillings: it would stand there alone.
bool has_words(const std::string& line) {
    const auto parts = pieces(line).value_or(std::vector<TextPiece>{});
    return std::ranges::any_of(parts, [](const TextPiece& piece) {
        return !piece.is_filling && piece.text.find_first_not_of(' ') != std::string::npos;
    });
}

}  // namespace

}  // namespace kengele::menus
