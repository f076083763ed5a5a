#include "menus/check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "menus/draw.hpp"
#include "menus/gsm7.hpp"
#include "menus/text.hpp"

namespace kengele::menus {

namespace {

// Every field as a fact at its longest, so that it fills any text whatever was stored.
Facts longest_fillings(const Menu& menu, const Places& places, const PlaceEntry* longest_place);
const PlaceEntry* longest_named(const Places& places);

class Checker {
public:
    Checker(const Menu& menu, const Places& places, int septets, std::string_view file)
        : stage_{menu, places, septets},
          file_(file),
          longest_(longest_named(places)),
          facts_(longest_fillings(menu, places, longest_)) {}

    std::vector<Problem> problems() {
        const auto languages = stage_.menu.languages.size();
        for (Language language = 0; language < languages; ++language) {
            for (const auto& node : stage_.menu.nodes) {
                measure_node(node, language);
            }
            measure(0, "the goodbye after wrong keys", language,
                    stage_.menu.common.too_many_wrong.in(language));
        }
        std::vector<Problem> problems;
        for (const auto& [where, worst] : worst_) {
            problems.push_back(problem(where, worst));
        }
        return problems;
    }

private:
    using Where = std::tuple<int, std::string, Language>;  // line, whose, language

    void measure_node(const Node& node, Language language) {
        Session session = begin(stage_.menu, language);
        session.node = node.id;
        // Two nodes to go back through: the longest foot.
        session.path = {stage_.menu.start, stage_.menu.start};
        session.ended = node.kind == NodeKind::end;
        measure_hints(node, session);
        if (node.kind != NodeKind::area || longest_ == nullptr) return;
        session.area = {AreaStep::Mode::results, std::vector<int>(results_max, longest_->number), 0};
        measure_hints(node, session);
        measure_lists(node, session, 0);
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
        for (const auto hint : {Session::Hint::none, Session::Hint::wrong_key, Session::Hint::wrong_code,
                                Session::Hint::no_match}) {
            if (node.kind == NodeKind::end && hint != Session::Hint::none) continue;
            session.hint = hint;
            const auto drawing = draw(stage_, session, facts_);
            if (node.kind == NodeKind::end && drawing.pages.size() > 1) {
                return measure(node.line, fmt::format("screen \"{}\"", node.id), session.language,
                               fill(stage_.menu, stage_.places, session, facts_, node.text));
            }
            for (const auto& page : drawing.pages) {
                measure(node.line, fmt::format("screen \"{}\"", node.id), session.language, page.text());
            }
        }
    }

    // One line about a screen, with its worst: its pages, lists and hints share their words.
    void measure(int line, const std::string& whose, Language language, const std::string& text) {
        const auto price = cost(text);
        if (price.is_gsm7 && price.units <= stage_.screen_septets) return;
        auto& worst = worst_[{line, whose, language}];
        worst.is_gsm7 = worst.is_gsm7 && price.is_gsm7;
        worst.units = std::max(worst.units, price.units);
    }

    Problem problem(const Where& where, const Cost& worst) const {
        const auto& [line, whose, language] = where;
        const auto whole = fmt::format("{}, {}", whose, stage_.menu.languages.at(language));
        if (!worst.is_gsm7) {
            return {file_, line, 0, whole + ": has signs that no plain phone shows",
                    "keep to the letters of the GSM alphabet"};
        }
        return {file_, line, 0,
                fmt::format("{}: takes {} characters at its longest; {} are allowed", whole, worst.units,
                            stage_.screen_septets),
                fmt::format("shorten a text or a sample by {}", worst.units - stage_.screen_septets)};
    }

    Stage stage_;
    std::string file_;
    const PlaceEntry* longest_;
    Facts facts_;
    std::map<Where, Cost> worst_;
};

void keep_longest(Text& text, const Text& other) {
    text.by_language.resize(std::max(text.by_language.size(), other.by_language.size()));
    for (std::size_t at = 0; at < other.by_language.size(); ++at) {
        auto& longest = text.by_language[at];
        if (cost(other.by_language[at]).units > cost(longest).units) longest = other.by_language[at];
    }
}

Facts longest_fillings(const Menu& menu, const Places& places, const PlaceEntry* longest_place) {
    Facts facts;
    for (const auto& [name, text] : menu.samples) {
        facts[name] = text;
    }
    const auto keep = [&facts, &menu](const std::string& field, const std::string& value) {
        keep_longest(facts[field], Text{std::vector<std::string>(menu.languages.size(), value)});
    };
    for (const auto& [stored, text] : menu.labels) {
        keep_longest(facts[stored.first], text);
    }
    for (const auto& node : menu.nodes) {
        if (node.kind == NodeKind::text)
            keep(node.store, std::string(static_cast<std::size_t>(node.max), 'm'));
        if (node.kind == NodeKind::area && longest_place != nullptr) {
            keep(node.store, places.full_name(longest_place->number));
        }
        for (const auto& option : node.options) {
            for (const auto& [field, value] : option.set) {
                if (menu.labels.count({field, value}) == 0) keep(field, value);
            }
        }
    }
    return facts;
}

void find_longest(const Places& places, int parent, const PlaceEntry*& longest) {
    for (const auto* place : places.children(parent)) {
        const auto units = [&places](const PlaceEntry* entry) {
            return cost(fold_to_gsm7(places.full_name(entry->number))).units;
        };
        if (longest == nullptr || units(place) > units(longest)) longest = place;
        find_longest(places, place->number, longest);
    }
}

const PlaceEntry* longest_named(const Places& places) {
    const PlaceEntry* longest = nullptr;
    find_longest(places, 0, longest);
    return longest;
}

}  // namespace

std::vector<Problem> check(const Menu& menu, const Places& places, int screen_septets,
                           std::string_view file_name) {
    return Checker(menu, places, screen_septets, file_name).problems();
}

}  // namespace kengele::menus
