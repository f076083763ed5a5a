#include "menus/draw.hpp"

#include <algorithm>
#include <utility>

#include "menus/gsm7.hpp"
#include "menus/text.hpp"

namespace kengele::menus {

namespace {

// The lines of one screen and what they mean.
class Sketch {
public:
    Sketch(const Stage& stage, const Session& session, const Facts& facts)
        : stage_(stage), session_(session), facts_(facts), node_(stage.menu.node(session.node)) {}

    Drawing pages() {
        parts_.heading = fill(stage_.menu, stage_.places, session_, facts_, node_.text);
        if (!session_.ended && node_.kind != NodeKind::end) {
            add_lines();
            add_foot();
        }
        drawing_.pages = with_hint();
        return std::move(drawing_);
    }

private:
    void add_lines() {
        if (node_.kind == NodeKind::area) {
            add_places();
            return;
        }
        if (node_.kind == NodeKind::lookup) {
            add_rows();
            return;
        }
        if (node_.kind == NodeKind::date) {
            parts_.lines = {"1 " + word(node_.today), "2 " + word(node_.yesterday)};
            return;
        }
        parts_.are_keys_of_the_page = node_.kind == NodeKind::list;
        for (const auto& option : node_.options) {
            if (!is_shown(stage_, session_, option)) continue;
            const auto words = fill(stage_.menu, stage_.places, session_, facts_, option.text);
            parts_.lines.push_back(parts_.are_keys_of_the_page ? words : option.key + ' ' + words);
            drawing_.options.push_back(&option);
        }
    }

    void add_rows() {
        if (session_.rows.empty()) parts_.heading = word(node_.none);
        parts_.are_keys_of_the_page = true;
        for (const auto& row : session_.rows)
            parts_.lines.push_back(in_language(row.label, session_.language));
    }

    void add_places() {
        const auto& area = session_.area;
        if (area.mode == AreaStep::Mode::results) drawing_.places = found_places();
        if (area.mode == AreaStep::Mode::list) drawing_.places = stage_.places.children(area.parent);
        if (drawing_.places.empty()) {
            parts_.lines.push_back("1 " + word(node_.list_word));
            return;
        }
        drawing_.mode = area.mode;
        parts_.are_keys_of_the_page = true;
        const bool is_list = area.mode == AreaStep::Mode::list;
        for (const auto* place : drawing_.places) {
            parts_.lines.push_back(
                fold_to_gsm7(is_list ? place->name : stage_.places.full_name(place->number)));
        }
        parts_.heading = word(is_list ? list_heading() : common().pick_place);
    }

    // As they were listed, so that a key means what the caller read. When one of them is gone since, none:
    // the place is asked again.
    std::vector<const PlaceEntry*> found_places() const {
        std::vector<const PlaceEntry*> places;
        for (const int number : session_.area.found)
            places.push_back(stage_.places.find(number));
        if (std::ranges::find(places, nullptr) != places.end()) places.clear();
        return places;
    }

    const Text& list_heading() const {
        switch (drawing_.places.front()->level) {
            case Level::country:
            case Level::county:
                return common().pick_county;
            case Level::constituency:
                return common().pick_constituency;
            case Level::ward:
            case Level::other:
                break;
        }
        return common().pick_ward;
    }

    void add_foot() {
        const bool is_list = drawing_.mode != AreaStep::Mode::ask;
        const bool can_go_back = is_list || (node_.has_back && !session_.path.empty());
        parts_.more = "98 " + word(common().more);
        parts_.back = "0 " + word(node_.leave.empty() ? common().back : node_.leave);
        parts_.is_back_on_first = can_go_back || !node_.leave.empty();
        // Where "0" already leads to the start, "00" need not be said.
        const bool back_is_home = can_go_back && !is_list && session_.path.size() == 1;
        if (node_.has_home && node_.id != first_node() && !session_.filed && !back_is_home) {
            parts_.home = "00 " + word(common().home);
        }
        parts_.heading_room = cost(word(common().wrong_key)).units;
        if (!node_.again.empty())
            parts_.heading_room = std::max(parts_.heading_room, cost(word(node_.again)).units);
    }

    const std::string& first_node() const {
        const auto& start = stage_.menu.start;
        return is_behind_pin(stage_.menu, session_) ? stage_.menu.node(start).to : start;
    }

    // The hint before each page; where it does not fit, in place of the heading, unless that tells the caller
    // something of his own (a code to keep): then the same screen again says enough. A screen that just fits
    // one page and has a short heading is divided anew under the hint; without hint it is one page again.
    std::vector<Page> with_hint() {
        auto pages = paginate(parts_, stage_.screen_septets);
        if (session_.hint == Session::Hint::none) return pages;
        if (session_.hint == Session::Hint::continued) return greeted(std::move(pages));
        for (auto& page : pages) {
            Page hinted = page;
            hinted.heading = page.heading.empty() ? hint() : hint() + '\n' + page.heading;
            if (!fits(hinted) && tells_facts()) continue;
            if (!fits(hinted)) hinted.heading = hint();
            if (!fits(hinted)) {
                parts_.heading = hint();
                return paginate(parts_, stage_.screen_septets);
            }
            page = std::move(hinted);
        }
        return pages;
    }

    // Nothing went wrong: where there is no room for the word, the screen stands as it stood.
    std::vector<Page> greeted(std::vector<Page> pages) const {
        for (auto& page : pages) {
            auto hinted = page;
            hinted.heading = page.heading.empty() ? hint() : hint() + '\n' + page.heading;
            if (fits(hinted)) page = std::move(hinted);
        }
        return pages;
    }

    bool tells_facts() const {
        return drawing_.mode == AreaStep::Mode::ask && !fillings(word(node_.text)).empty();
    }

    bool fits(const Page& page) const { return cost(page.text()).units <= stage_.screen_septets; }

    std::string hint() const {
        switch (session_.hint) {
            case Session::Hint::none:
                break;
            case Session::Hint::wrong_key:
                return word(common().wrong_key);
            case Session::Hint::wrong_code:
                return word(common().wrong_code);
            case Session::Hint::no_match:
                return word(common().no_match);
            case Session::Hint::unfit:
                return word(node_.again.empty() ? common().wrong_key : node_.again);
            case Session::Hint::continued:
                return word(common().continued);
        }
        return {};
    }

    const CommonTexts& common() const { return stage_.menu.common; }
    const std::string& word(const Text& text) const { return text.in(session_.language); }

    const Stage& stage_;
    const Session& session_;
    const Facts& facts_;
    const Node& node_;
    Parts parts_;
    Drawing drawing_;
};

}  // namespace

const Page& Drawing::page_of(const Session& session) const {
    const auto last = pages.size() - 1;
    return pages[std::min(last, static_cast<std::size_t>(std::max(0, session.page)))];
}

Drawing draw(const Stage& stage, const Session& session, const Facts& facts) {
    return Sketch(stage, session, facts).pages();
}

bool is_shown(const Stage& stage, const Session& session, const Option& option) {
    return stage.shows_hidden || option.when.empty() ||
           holds(option.when, told_fields(stage.menu, session), stage.circumstances);
}

bool is_behind_pin(const Menu& menu, const Session& session) {
    return menu.node(menu.start).kind == NodeKind::pin && !session.subject.empty();
}

bool belongs_to(const Menu& menu, const Session& session) {
    return session.menu_hash == menu.hash && menu.has_node(session.node) &&
           session.language < menu.languages.size() &&
           std::all_of(session.path.begin(), session.path.end(),
                       [&menu](const std::string& node) { return menu.has_node(node); });
}

}  // namespace kengele::menus
