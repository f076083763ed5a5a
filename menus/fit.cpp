#include "menus/fit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "menus/draw.hpp"
#include "menus/gsm7.hpp"
#include "menus/rows.hpp"
#include "menus/shorten.hpp"
#include "menus/situations.hpp"
#include "menus/text.hpp"
#include "menus/worst_case.hpp"

namespace kengele::menus {

namespace {

// A line of a screen, and where its words come from.
struct Line {
    std::string written;  // with its fillings
    std::string filled;
    const Option* option = nullptr;  // none: of the screen's own text
};

// The largest page of one screen in one language.
struct Worst {
    Cost cost;
    std::string page;
    const Node* node = nullptr;
};

std::string foot_of(const std::string& page);

class Ruler {
public:
    Ruler(const Menu& menu, const Places& places, const Budget& budget, std::string_view file)
        : stage_{menu, places, budget.septets},
          channel_(budget.channel),
          file_(file),
          longest_(longest_named(places)),
          situations_(menu),
          facts_(longest_fillings(menu, places)) {}

    Problems problems() {
        measure_all();
        Problems problems;
        for (const auto& [where, worst] : worst_) {
            problems.push_back(problem(where, worst));
        }
        return problems;
    }

    LargestPages largest_pages() {
        measure_all();
        return std::move(largest_);
    }

private:
    using Where = std::tuple<int, std::string, Language>;  // line, whose, language

    void measure_all() {
        for (const Language language : stage_.menu.each_language()) {
            for (const auto& node : stage_.menu.nodes) {
                measure_node(node, language);
            }
            measure({0, "the goodbye after wrong keys", language}, nullptr,
                    stage_.menu.common.too_many_wrong.in(language));
        }
    }

    void measure_node(const Node& node, Language language) {
        Session session = begin(stage_.menu, language);
        session.node = node.id;
        // Two nodes to go back through: the longest foot.
        session.path = {stage_.menu.start, stage_.menu.start};
        session.ended = node.kind == NodeKind::end;
        measure_situations(node, session);
        if (node.kind == NodeKind::lookup) {
            session = with_rows(session, sample_rows(stage_.menu, node.from, rows_max));
            measure_hints(node, session);
        }
        if (node.kind != NodeKind::area || longest_ == nullptr) return;
        // Lists have headings of their own: where the foot is the same, so are they.
        const bool is_new =
            lists_.insert({node.has_back, node.has_home, node.id == stage_.menu.start, language}).second;
        if (!is_new) return;
        session.area = {AreaStep::Mode::results, std::vector<int>(results_max, longest_->number), 0};
        measure_hints(node, session);
        measure_lists(node, session, 0);
    }

    // Each selection of options that can be shown; every option where these are too many.
    void measure_situations(const Node& node, Session session) {
        const auto situations = situations_.on(node);
        if (!situations) {
            stage_.shows_hidden = true;
            measure_hints(node, session);
            stage_.shows_hidden = false;
            return;
        }
        for (const auto& situation : *situations) {
            session.fields = situation.fields;
            stage_.circumstances = situation.circumstances;
            measure_hints(node, session);
        }
        stage_.circumstances = {};
    }

    void measure_lists(const Node& node, Session& session, int parent) {
        if (stage_.places.children(parent).empty()) return;
        session.area = {AreaStep::Mode::list, {}, parent};
        measure_hints(node, session);
        for (const auto* place : stage_.places.children(parent)) {
            measure_lists(node, session, place->number);
        }
    }

    void measure_hints(const Node& node, Session session) {
        const Where where{node.line, fmt::format("screen \"{}\"", node.id), session.language};
        for (const auto hint : {Session::Hint::none, Session::Hint::wrong_key, Session::Hint::wrong_code,
                                Session::Hint::no_match, Session::Hint::unfit}) {
            if (node.kind == NodeKind::end && hint != Session::Hint::none) continue;
            if (node.again.empty() && hint == Session::Hint::unfit) continue;
            session.hint = hint;
            const auto drawing = draw(stage_, session, facts_);
            // Nobody asks for more of a last screen, and 98 may be the answer to a question for a number.
            const bool has_one_page = node.kind == NodeKind::end || node.kind == NodeKind::number;
            if (has_one_page && drawing.pages.size() > 1) {
                measure(where, &node, whole(node, session));
                continue;
            }
            for (const auto& page : drawing.pages) {
                measure(where, &node, page.text());
            }
        }
    }

    // Undivided, without "00 Start", which gives way.
    std::string whole(const Node& node, const Session& session) const {
        const bool is_hint = session.hint == Session::Hint::unfit;
        auto text = filled(session.language, is_hint ? node.again : node.text);
        if (node.kind == NodeKind::number && node.has_back) {
            text += "\n0 " + stage_.menu.common.back.in(session.language);
        }
        return text;
    }

    // One line about a screen, with its worst: its pages, lists and hints share their words.
    void measure(const Where& where, const Node* node, const std::string& text) {
        const auto price = cost(text);
        note_size(std::get<Language>(where), node, price.units);
        if (price.is_gsm7 && price.units <= stage_.screen_septets) return;
        auto& worst = worst_[where];
        worst.cost.is_gsm7 = worst.cost.is_gsm7 && price.is_gsm7;
        if (price.units <= worst.cost.units) return;
        worst.cost.units = price.units;
        worst.page = text;
        worst.node = node;
    }

    void note_size(Language language, const Node* node, int units) {
        largest_.goodbyes.resize(stage_.menu.languages.size());
        auto& largest =
            node == nullptr ? largest_.goodbyes.at(language) : largest_.screens[{node->id, language}];
        largest = std::max(largest, units);
    }

    Problem problem(const Where& where, const Worst& worst) const {
        const auto& [line, whose, language] = where;
        Problem problem{file_, line, 0, {}, {}};
        problem.screen = worst.node == nullptr ? std::string() : worst.node->id;
        problem.language = stage_.menu.languages.at(language);
        if (!worst.cost.is_gsm7) {
            problem.what =
                fmt::format("{}, {}: has signs that no plain phone shows", whose, problem.language);
            problem.mend = "keep to the letters of the GSM alphabet";
            return problem;
        }
        problem.channel = channel_;
        problem.measured = worst.cost.units;
        problem.allowed = stage_.screen_septets;
        problem.what = fmt::format("{}, {}, channel \"{}\": ", whose, problem.language, channel_);
        const int over = problem.measured - problem.allowed;
        problem.what += fmt::format("takes {} characters at its longest; {} are allowed", worst.cost.units,
                                    stage_.screen_septets);
        problem.details.push_back(measured(worst, over));
        const auto blamed = longest_line(worst, language);
        problem.mend = advice(blamed, over);
        if (!blamed.filled.empty()) explain(problem, blamed, over, language);
        return problem;
    }

    // "168 characters with "0 Rudi"; 160 are allowed: 8 too many."
    std::string measured(const Worst& worst, int over) const {
        const auto foot = foot_of(worst.page);
        return fmt::format("{} characters{}; {} are allowed: {} too many.", worst.cost.units,
                           foot.empty() ? foot : fmt::format(" with \"{}\"", foot), stage_.screen_septets,
                           over);
    }

    static std::string advice(const Line& line, int over) {
        if (line.filled.empty()) return fmt::format("shorten a text or a sample by {}", over);
        if (line.option == nullptr) return fmt::format("shorten the text or a sample in it by {}", over);
        // Keys of a list belong to the page, not to the option.
        return fmt::format("shorten {} in line {} by {}",
                           line.option->key.empty() ? "the option" : "option " + line.option->key,
                           line.option->line, over);
    }

    void explain(Problem& problem, const Line& line, int over, Language language) const {
        const auto shorter = shortened(line.written, over);
        problem.details.push_back(fmt::format(
            "Longest {}: {}\"{}\" ({}).{}", line.option == nullptr ? "line" : "option",
            line.option == nullptr || line.option->key.empty() ? std::string() : line.option->key + ". ",
            line.filled, cost(line.filled).units,
            shorter ? fmt::format(" Try \"{}\" (saves {}).", *shorter,
                                  cost(line.written).units - cost(*shorter).units)
                    : std::string()));
        for (const auto& name : fillings(line.written)) {
            const auto words = filled(language, all_languages("{" + name + "}"));
            problem.details.push_back(
                fmt::format("{{{}}} counts as \"{}\" ({}).", name, words, cost(words).units));
        }
    }

    // The longest line of the worst page that an operator wrote; an empty one when there is none.
    Line longest_line(const Worst& worst, Language language) const {
        if (worst.node == nullptr) return {};
        std::vector<Line> candidates;
        for (const auto& written : lines_of(worst.node->text.in(language)))
            candidates.push_back({written, filled(language, all_languages(written))});
        for (const auto& option : worst.node->options)
            candidates.push_back({option.text.in(language), filled(language, option.text), &option});
        Line longest;
        for (auto& line : candidates) {
            if (line.filled.empty() || worst.page.find(line.filled) == std::string::npos) continue;
            if (cost(line.filled).units > cost(longest.filled).units) longest = std::move(line);
        }
        return longest;
    }

    std::string filled(Language language, const Text& text) const {
        return fill(stage_.menu, stage_.places, begin(stage_.menu, language), facts_, text);
    }

    Text all_languages(const std::string& words) const {
        return Text{std::vector<std::string>(stage_.menu.languages.size(), words)};
    }

    Stage stage_;
    std::string channel_;
    std::string file_;
    const PlaceEntry* longest_;
    Situations situations_;
    Facts facts_;
    std::set<std::tuple<bool, bool, bool, Language>> lists_;
    std::map<Where, Worst> worst_;
    LargestPages largest_;
};

}  // namespace

Problems oversized(const Menu& menu, const Places& places, const Budgets& budgets,
                   std::string_view file_name) {
    Problems problems;
    std::set<std::tuple<int, std::string, std::string>> told;  // line, screen, language
    int measured = 0;
    for (const auto& budget : budgets) {
        if (std::exchange(measured, budget.septets) == budget.septets) continue;
        for (auto& problem : Ruler(menu, places, budget, file_name).problems()) {
            const bool is_new = told.insert({problem.line, problem.screen, problem.language}).second;
            if (is_new) problems.push_back(std::move(problem));
        }
    }
    return problems;
}

LargestPages largest_pages(const Menu& menu, const Places& places, int screen_septets) {
    return Ruler(menu, places, Budget{{}, screen_septets}, {}).largest_pages();
}

namespace {

// What the engine added: "98 More 0 Back 00 Start".
std::string foot_of(const std::string& page) {
    std::string foot;
    for (const auto& line : lines_of(page)) {
        const bool is_foot = line.starts_with("0 ") || line.starts_with("00 ") || line.starts_with("98 ");
        if (is_foot) foot += (foot.empty() ? "" : " ") + line;
    }
    return foot;
}

}  // namespace

}  // namespace kengele::menus
