#include "menus/step.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

#include "menus/day.hpp"
#include "menus/draw.hpp"
#include "menus/gsm7.hpp"
#include "menus/text.hpp"
#include "menus/ways.hpp"

namespace kengele::menus {

namespace {

constexpr int wrong_keys_max = 3;
// Nodes to go back through; a longer way forgets its beginning.
constexpr std::size_t path_max = 32;
// No key, code or word that means anything is longer.
constexpr std::size_t typed_bytes_max = 1024;
constexpr std::size_t area_code_digits = 4;
// A node whose text holds facts may have more pages than step() can know; more than these it never has.
constexpr int unknown_pages_max = 9;

std::string cleaned(std::string_view typed);
bool asks_for_code(NodeKind kind);
// At most nine digits; nothing otherwise.
std::optional<int> whole_number(std::string_view typed);
const Option* option_of(const Node& node, const std::string& typed);
// Which of all lines a key of one page means.
std::optional<std::size_t> line_of(const Page& page, const std::string& typed);

Session session_of(const Menu& menu, Language language);
// What a screen does before it is shown.
void enter_screen(const Node& node, Session& session);

// One turn: the session as it was shown, and as it becomes.
class Walk {
public:
    Walk(const Stage& stage, const Session& shown)
        : stage_(stage), menu_(stage.menu), shown_(shown), node_(menu_.node(shown.node)), turn_{shown, {}} {
        session().hint = Session::Hint::none;
    }

    Turn answer(const std::string& typed, const Input& input) {
        if (typed.empty()) return std::move(turn_);
        if (!(typed == "00" && go_home()) && !(typed == "0" && go_back()) && !go_on(typed)) {
            take(typed, input);
        }
        return std::move(turn_);
    }

private:
    Session& session() { return turn_.session; }

    void take(const std::string& typed, const Input& input) {
        switch (node_.kind) {
            case NodeKind::menu:
                return choose(typed, input.code);
            case NodeKind::text:
                return keep_text(typed);
            case NodeKind::area:
                return find_place(typed);
            case NodeKind::code:
                return check_code(input.code);
            case NodeKind::list:
                return choose_from_list(typed);
            case NodeKind::lookup:
                return choose_row(typed);
            case NodeKind::number:
                return keep_number(typed);
            case NodeKind::date:
                return keep_day(typed, input.today);
            case NodeKind::info:
                return ask_again(Session::Hint::wrong_key);
            case NodeKind::pin:
                return check_pin(input.code);
            case NodeKind::new_pin:
                return keep_pin(input.code);
            case NodeKind::pin_again:
                return choose_pin(input.code);
            case NodeKind::end:
                session().ended = true;
        }
    }

    void choose(const std::string& typed, const std::optional<CodeCheck>& check) {
        const auto* chosen = option_of(node_, typed);
        if (chosen == nullptr || !is_shown(stage_, shown_, *chosen)) {
            return ask_again(Session::Hint::wrong_key);
        }
        if (chosen->to == "@prove") return prove(check, chosen->then);
        take_option(*chosen);
    }

    void choose_from_list(const std::string& typed) {
        const auto drawing = draw(stage_, shown_, {});
        const auto line = line_of(drawing.page_of(shown_), typed);
        if (!line) return ask_again(Session::Hint::wrong_key);
        take_option(*drawing.options[*line]);
    }

    void choose_row(const std::string& typed) {
        const auto drawing = draw(stage_, shown_, {});
        const auto line = line_of(drawing.page_of(shown_), typed);
        if (!line) return ask_again(Session::Hint::wrong_key);
        const auto& row = shown_.rows[*line];
        for (const auto& [field, value] : row.set) {
            if (std::ranges::find(node_.sets, field) != node_.sets.end()) keep(field, value);
        }
        keep(node_.store, row.value);
        session().names[node_.store] = row.label;
        lead_on();
    }

    void keep(const std::string& field, std::string value) {
        session().fields[field] = std::move(value);
        session().names.erase(field);
    }

    void take_option(const Option& chosen) {
        if (is_answer_action(chosen.to)) return answer_alert(chosen);
        if (!chosen.value.empty()) keep(node_.store, chosen.value);
        for (const auto& [field, value] : chosen.set)
            keep(field, value);
        follow(chosen.to, chosen.then);
    }

    void keep_text(const std::string& typed) {
        if (!node_.skip.empty() && typed == node_.skip) {
            session().fields.erase(node_.store);
            session().names.erase(node_.store);
            return lead_on();
        }
        auto text = kept(typed);
        if (cost(text).units < node_.min) return ask_again(Session::Hint::unfit);
        take_answer(std::move(text));
    }

    void take_answer(std::string value) {
        keep(node_.store, std::move(value));
        lead_on();
    }

    // After the answer is kept, as conditions may ask for it.
    void lead_on() {
        const auto taken = std::ranges::find_if(node_.next, [this](const Branch& branch) {
            return holds(branch.when, told_fields(menu_, session()), stage_.circumstances);
        });
        follow(taken == node_.next.end() ? node_.to : taken->to, {});
    }

    void keep_number(const std::string& typed) {
        const auto number = whole_number(typed);
        if (!number || *number < node_.min || *number > node_.max) return ask_again(Session::Hint::unfit);
        take_answer(std::to_string(*number));
    }

    void keep_day(const std::string& typed, Day today) {
        if (typed == "1") return take_answer(stored_day(today));
        if (typed == "2") return take_answer(stored_day(today - std::chrono::days(1)));
        const auto day = day_meant(typed, today, node_.days);
        if (!day) return ask_again(Session::Hint::unfit);
        take_answer(stored_day(*day));
    }

    // Counted in septets, so that a text of brackets fits where one of letters does. A brace would be taken
    // for a filling by who reads the text later.
    std::string kept(std::string text) const {
        std::replace(text.begin(), text.end(), '{', '(');
        std::replace(text.begin(), text.end(), '}', ')');
        text.resize(beginning(text, node_.max).size());
        return text.substr(0, text.find_last_not_of(' ') + 1);
    }

    void find_place(const std::string& typed) {
        const bool is_number =
            std::all_of(typed.begin(), typed.end(), [](char c) { return c >= '0' && c <= '9'; });
        if (!is_number) return search(typed);
        if (typed.size() == area_code_digits) {
            const auto* place = stage_.places.find_area_code(typed);
            return place != nullptr ? take_place(*place) : ask_place(Session::Hint::no_match);
        }
        choose_line(typed);
    }

    void choose_line(const std::string& typed) {
        const auto drawing = draw(stage_, shown_, {});
        if (drawing.mode == AreaStep::Mode::ask) {
            return typed == "1" ? open_list(0) : ask_again(Session::Hint::wrong_key);
        }
        const auto line = line_of(drawing.page_of(shown_), typed);
        if (!line) return ask_again(Session::Hint::wrong_key);
        choose_place(*drawing.places[*line]);
    }

    // A county or constituency is not yet a place: its parts are asked for.
    void choose_place(const PlaceEntry& place) {
        if (stage_.places.children(place.number).empty()) return take_place(place);
        open_list(place.number);
    }

    void take_place(const PlaceEntry& place) { take_answer(std::to_string(place.number)); }

    void search(const std::string& typed) {
        std::vector<int> found;
        for (const auto* place : stage_.places.search(typed, results_max))
            found.push_back(place->number);
        if (found.empty()) return ask_place(Session::Hint::no_match);
        move_in_area({AreaStep::Mode::results, std::move(found), 0});
    }

    void open_list(int parent) { move_in_area({AreaStep::Mode::list, {}, parent}); }

    // Not counted as a wrong key: a name spelt in an unknown way must not end the call.
    void ask_place(Session::Hint hint) {
        move_in_area({});
        session().hint = hint;
    }

    void move_in_area(AreaStep area) {
        session().area = std::move(area);
        session().page = 0;
        session().wrong_keys = 0;
    }

    void check_code(const std::optional<CodeCheck>& code) {
        if (code && code->is_doubted) {
            session().claim = code->subject;
            return enter(node_.proof);
        }
        if (!code || !code->is_right) return ask_again(Session::Hint::wrong_code);
        session().subject = code->subject;
        lead_on();
    }

    // Neither way leads back here: a proof is asked for by a code only. A wrong answer is told in the words
    // of a wrong code, so that nobody learns which of the two was wrong.
    void prove(const std::optional<CodeCheck>& check, const std::string& then) {
        const auto claim = std::exchange(session().claim, {});
        if (check && check->is_right) {
            session().subject = claim;
            return arrive(then);
        }
        auto& path = session().path;
        const auto to = path.empty() ? first_node() : path.back();
        if (!path.empty()) path.pop_back();
        arrive(to);
        session().hint = Session::Hint::wrong_code;
    }

    void check_pin(const std::optional<CodeCheck>& check) {
        if (check && check->is_doubted) {
            session().claim = check->subject;
            return enter(node_.first);
        }
        if (!check || !check->is_right) return ask_again(Session::Hint::wrong_code);
        pass(*check);
    }

    void keep_pin(const std::optional<CodeCheck>& check) {
        if (!check || !check->is_right) return ask_again(Session::Hint::unfit);
        session().claim = check->subject;
        enter(node_.to);
    }

    void choose_pin(const std::optional<CodeCheck>& check) {
        if (!check || !check->is_right) return ask_again(Session::Hint::unfit);
        turn_.effects.emplace_back(ChoosePin{session().claim});
        pass(*check);
    }

    // Behind the PIN nothing leads back to where it is asked for.
    void pass(const CodeCheck& check) {
        session().subject = check.subject;
        session().claim.clear();
        arrive(node_.to);
        session().path.clear();
    }

    // The last screen holds the code, so no key can lose it: it is shown again without end.
    void ask_again(Session::Hint hint) {
        if (shown_.filed && node_.id == menu_.filed) return;
        session().hint = hint;
        if (++session().wrong_keys >= wrong_keys_max) session().ended = true;
    }

    // Nodes and actions.
    void follow(const std::string& to, const std::string& then) {
        if (to == "@submit") return submit();
        if (to == "@language") return turn_language();
        if (to == "@confirm") return answer_follow_up(ConfirmHelp{session().subject}, then);
        if (to == "@dispute") return answer_follow_up(DisputeHelp{session().subject}, then);
        if (to == "@continue") return go_on_where_it_broke_off();
        if (to == "@start") return arrive(menu_.start);
        if (to == "@forget") {
            turn_.effects.emplace_back(ForgetAnswers{});
            return arrive(menu_.start);
        }
        if (to == "@on_duty" || to == "@off_duty") {
            return act_as_responder(SetDuty{session().subject, to == "@on_duty"}, then);
        }
        if (to == "@responders") return change_menu(Audience::responders);
        if (to == "@residents") return change_menu(Audience::residents);
        if (to == "@end") {
            session().ended = true;
            return;
        }
        enter(to);
    }

    void submit() {
        if (!session().filed) turn_.effects.emplace_back(RaiseIncident{told_fields(menu_, session())});
        session().filed = true;
        session().fields.clear();
        session().names.clear();
        session().path.clear();
        arrive(menu_.filed);
    }

    void turn_language() {
        session().language = static_cast<Language>((session().language + 1U) % menu_.languages.size());
        session().page = 0;
        session().wrong_keys = 0;
        turn_.effects.emplace_back(SetLanguage{session().language});
    }

    // Without a case there is nothing to answer for: the caller starts again.
    void answer_follow_up(Effect effect, const std::string& then) {
        if (session().subject.empty()) return arrive(first_node());
        turn_.effects.push_back(std::move(effect));
        enter(then);
    }

    // Below the question lies the screen on which the call broke off.
    void go_on_where_it_broke_off() {
        auto& path = session().path;
        if (path.empty()) return arrive(menu_.start);
        const auto to = path.back();
        path.pop_back();
        arrive(to);
        if (!menu_.common.continued.empty()) session().hint = Session::Hint::continued;
    }

    void answer_alert(const Option& chosen) {
        const auto alert = session().fields.find(chosen_alert_field);
        if (alert == session().fields.end()) return arrive(first_node());
        act_as_responder(AnswerAlert{session().subject, alert->second, chosen.to.substr(1), chosen.value},
                         chosen.then);
    }

    void act_as_responder(Effect effect, const std::string& then) {
        if (session().subject.empty()) return arrive(first_node());
        turn_.effects.push_back(std::move(effect));
        enter(then);
    }

    // The gateway begins there; a session stays where it is when there is no such menu.
    void change_menu(Audience to) {
        session().wrong_keys = 0;
        turn_.effects.emplace_back(ChangeMenu{to});
    }

    void enter(const std::string& to) {
        auto& path = session().path;
        const auto known = std::find(path.begin(), path.end(), to);
        if (known != path.end()) {
            path.erase(known, path.end());
        } else if (to != node_.id) {
            path.push_back(node_.id);
            if (path.size() > path_max) path.erase(path.begin());
        }
        arrive(to);
    }

    void arrive(const std::string& to) {
        session().node = to;
        session().page = 0;
        session().wrong_keys = 0;
        session().area = {};
        session().rows.clear();
        session().has_rows = false;
        if (is_passed() && to == first_node()) {
            session().path.clear();
            session().fields.clear();
            session().names.clear();
        }
        if (to == menu_.start) {
            session().path.clear();
            session().fields.clear();
            session().names.clear();
            session().subject.clear();
            session().claim.clear();
        }
        enter_screen(menu_.node(to), session());
    }

    // Once a report is filed there is no way back into making one: its screen is the start. A PIN is not
    // asked for twice.
    const std::string& first_node() const {
        if (shown_.filed) return menu_.filed;
        return is_passed() ? menu_.node(menu_.start).to : menu_.start;
    }

    bool is_passed() const { return is_behind_pin(menu_, turn_.session); }

    bool go_home() {
        if (!node_.has_home) return false;
        session().path.clear();
        arrive(first_node());
        return true;
    }

    // One page, one level of a list, or one node.
    bool go_back() {
        if (!node_.leave.empty()) {
            change_menu(Audience::residents);
            return true;
        }
        const auto drawing = draw(stage_, shown_, {});
        const auto page = std::min(shown_.page, pages_max(drawing) - 1);
        if (page > 0) {
            session().page = page - 1;
            session().wrong_keys = 0;
            return true;
        }
        if (drawing.mode == AreaStep::Mode::list && shown_.area.parent != 0) {
            const auto* place = stage_.places.find(shown_.area.parent);
            open_list(place == nullptr ? 0 : place->parent);
            return true;
        }
        if (drawing.mode != AreaStep::Mode::ask) {
            move_in_area({});
            return true;
        }
        if (!node_.has_back || shown_.path.empty()) return false;
        const auto to = shown_.path.back();
        session().path.pop_back();
        arrive(to);
        return true;
    }

    // The next page. Where there is none, the key is an answer like any other.
    bool go_on(const std::string& typed) {
        // A number screen has one page, as 98 may be the answer.
        if (node_.kind == NodeKind::number) return false;
        static constexpr std::array<std::string_view, 6> keys{"98", "#", "n", "N", "m", "M"};
        if (std::find(keys.begin(), keys.end(), typed) == keys.end()) return false;
        const auto drawing = draw(stage_, shown_, {});
        const int page = std::clamp(shown_.page, 0, pages_max(drawing) - 1);
        if (page + 1 >= pages_max(drawing)) return false;
        session().page = page + 1;
        session().wrong_keys = 0;
        return true;
    }

    int pages_max(const Drawing& drawing) const {
        const auto names = fillings(node_.text.in(shown_.language));
        const bool holds_facts = std::any_of(names.begin(), names.end(), [this](const std::string& name) {
            return menu_.samples.find(name) != menu_.samples.end();
        });
        const int known = static_cast<int>(drawing.pages.size());
        return holds_facts && drawing.mode == AreaStep::Mode::ask ? std::max(known, unknown_pages_max)
                                                                  : known;
    }

    const Stage& stage_;
    const Menu& menu_;
    const Session& shown_;
    const Node& node_;
    Turn turn_;
};

}  // namespace

Session begin(const Menu& menu, Language language) {
    Session session = session_of(menu, language);
    session.node = menu.start;
    enter_screen(menu.node(menu.start), session);
    return session;
}

Session begin_at(const Menu& menu, Language language, const Shortcut& shortcut) {
    auto session = begin(menu, language);
    for (const auto& [field, value] : shortcut.set)
        session.fields[field] = value;
    session.path = {menu.start};
    session.node = shortcut.to;
    enter_screen(menu.node(shortcut.to), session);
    return session;
}

Session resume(const Menu& menu, Language language, std::string subject) {
    if (menu.resumed.empty()) return begin(menu, language);
    Session session = session_of(menu, language);
    session.node = menu.resumed;
    session.subject = std::move(subject);
    enter_screen(menu.node(menu.resumed), session);
    return session;
}

Turn step(const Stage& stage, const Session& session, const Input& input) {
    if (!belongs_to(stage.menu, session)) return {begin(stage.menu, session.language), {}};
    if (session.ended) return {session, {}};
    return Walk(stage, session).answer(cleaned(input.typed), input);
}

std::optional<std::string> code_to_check(const Menu& menu, const Session& session, std::string_view typed) {
    if (!belongs_to(menu, session) || session.ended) return std::nullopt;
    const auto& node = menu.node(session.node);
    const auto answer = cleaned(typed);
    const bool has_back = !node.leave.empty() || (node.has_back && !session.path.empty());
    const bool leaves =
        (answer == "00" && node.has_home) || (answer == "0" && (session.page > 0 || has_back));
    if (!asks_for_code(node.kind) || answer.empty() || leaves) return std::nullopt;
    return answer;
}

std::optional<std::string> proof_to_check(const Menu& menu, const Session& session, std::string_view typed) {
    if (!belongs_to(menu, session) || session.ended) return std::nullopt;
    const auto& node = menu.node(session.node);
    const auto* chosen = node.kind == NodeKind::menu ? option_of(node, cleaned(typed)) : nullptr;
    if (chosen == nullptr || chosen->to != "@prove") return std::nullopt;
    return chosen->value;
}

bool ended_by_wrong_keys(const Session& session) {
    return session.ended && session.wrong_keys >= wrong_keys_max;
}

Screen show(const Stage& stage, const Session& session, const Facts& facts) {
    if (!belongs_to(stage.menu, session)) return show(stage, begin(stage.menu, session.language), facts);
    if (ended_by_wrong_keys(session)) {
        return {stage.menu.common.too_many_wrong.in(session.language), false};
    }
    const auto& node = stage.menu.node(session.node);
    const auto drawing = draw(stage, session, facts);
    return {drawing.page_of(session).text(), !session.ended && node.kind != NodeKind::end};
}

namespace {

Session session_of(const Menu& menu, Language language) {
    Session session;
    session.menu_hash = menu.hash;
    session.language = language < menu.languages.size() ? language : Language{0};
    return session;
}

void enter_screen(const Node& node, Session& session) {
    for (const auto& [field, value] : node.set) {
        session.fields[field] = value;
        session.names.erase(field);
    }
    if (node.kind == NodeKind::end) session.ended = true;
}

bool asks_for_code(NodeKind kind) {
    return kind == NodeKind::code || kind == NodeKind::pin || kind == NodeKind::new_pin ||
           kind == NodeKind::pin_again;
}

const Option* option_of(const Node& node, const std::string& typed) {
    const auto chosen = std::find_if(node.options.begin(), node.options.end(),
                                     [&typed](const Option& option) { return option.key == typed; });
    return chosen == node.options.end() ? nullptr : &*chosen;
}

std::optional<int> whole_number(std::string_view typed) {
    const bool is_number = !typed.empty() && typed.size() <= 9 &&
                           std::ranges::all_of(typed, [](char c) { return c >= '0' && c <= '9'; });
    return is_number ? std::optional(std::stoi(std::string(typed))) : std::nullopt;
}

std::optional<std::size_t> line_of(const Page& page, const std::string& typed) {
    if (typed.size() != 1 || typed.front() < '1' || typed.front() > '9') return std::nullopt;
    const auto line = static_cast<std::size_t>(typed.front() - '1');
    if (line >= page.lines) return std::nullopt;
    return page.first_line + line;
}

std::string cleaned(std::string_view typed) {
    const auto text = fold_to_gsm7(typed.substr(0, typed_bytes_max));
    const auto first = text.find_first_not_of(' ');
    if (first == std::string::npos) return {};
    return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

}  // namespace

}  // namespace kengele::menus
