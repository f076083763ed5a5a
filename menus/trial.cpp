#include "menus/trial.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "menus/draw.hpp"
#include "menus/redial.hpp"
#include "menus/rows.hpp"
#include "menus/text.hpp"
#include "menus/words.hpp"

namespace kengele::menus {

namespace {

constexpr const char* the_case = "case";
constexpr const char* the_responder = "responder";
constexpr const char* the_choice = "choice";

// Where a call ended or stands, as a test's `ends` says it.
std::string end_of(const Menu& menu, const Session& session, const Screen& screen);
std::string in_words(const Stage& stage, const RaiseIncident& report);

class Runner {
public:
    Runner(const Stage& stage, const Trial& trial)
        : stage_{stage.menu, stage.places, stage.screen_septets, trial.circumstances},
          trial_(trial),
          session_(trial.redials ? resume(stage.menu, trial.language, the_case)
                                 : begin(stage.menu, trial.language)) {
        if (!trial.begun.empty()) break_off();
        // Who dials something definite goes on with nothing else.
        if (const auto* dialled = stage.menu.shortcut(trial.dial))
            session_ = begin_at(stage.menu, trial.language, *dialled);
    }

    TrialRun run() {
        look_up();
        look({}, {});
        for (const auto& key : trial_.keys) {
            if (session_.ended) {
                fail(fmt::format("the call was over before \"{}\" was typed", key));
                break;
            }
            type(key);
        }
        judge_screens();
        judge_end();
        judge_report();
        judge_answers();
        // A place that was not found explains what came of it. A test may also want it so: then it passes.
        if (!run_.failures.empty()) {
            run_.failures.insert(run_.failures.begin(), not_found_.begin(), not_found_.end());
        }
        return std::move(run_);
    }

private:
    void fail(std::string what) { run_.failures.push_back(std::move(what)); }

    // An earlier call types that far; then its caller dials again.
    void break_off() {
        for (const auto& key : trial_.begun)
            session_ = step(stage_, session_, {key, check(key), trial_.today}).session;
        if (!is_unfinished(stage_.menu, session_)) fail("the call that broke off left nothing unfinished");
        if (is_unfinished(stage_.menu, session_)) session_ = redial(stage_.menu, std::move(session_), false);
    }

    void type(const std::string& key) {
        auto turn = step(stage_, session_, {key, check(key), trial_.today});
        session_ = std::move(turn.session);
        std::string filed;
        for (auto& effect : turn.effects) {
            note_answer(effect);
            auto* report = std::get_if<RaiseIncident>(&effect);
            if (report == nullptr) continue;
            session_.subject = the_case;
            filed = in_words(stage_, *report);
            run_.report = std::move(*report);
        }
        if (session_.hint == Session::Hint::no_match) {
            not_found_.push_back(fmt::format("this deployment has no place for \"{}\"", key));
        }
        look_up();
        look(key, std::move(filed));
    }

    void look_up() {
        const auto wanted = rows_wanted(stage_.menu, session_);
        if (!wanted) return;
        auto rows = sample_rows(stage_.menu, wanted->list, 1);
        if (const auto told = trial_.rows.find(wanted->list); told != trial_.rows.end()) {
            const auto sample = rows.front().label;
            rows.clear();
            for (const auto& [value, label, set] : told->second)
                rows.push_back({value, label.empty() ? sample : Text{{label}}, set});
        }
        session_ = with_rows(std::move(session_), std::move(rows));
    }

    // What a responder did, and how the alert stands after it.
    void note_answer(const Effect& effect) {
        if (const auto* answer = std::get_if<AnswerAlert>(&effect)) {
            run_.answers = {{"answer", answer->answer}, {"reason", answer->reason}};
            stage_.circumstances.alert = after(answer->answer);
        }
        if (const auto* duty = std::get_if<SetDuty>(&effect))
            run_.answers = {{"duty", duty->is_on ? "on" : "off"}};
        if (std::holds_alternative<ChoosePin>(effect)) run_.answers = {{"pin", "chosen"}};
        if (const auto* change = std::get_if<ChangeMenu>(&effect))
            run_.answers = {{"menu", std::string(word_of(audience_words, change->to))}};
    }

    static AlertKind after(const std::string& answer) {
        if (answer == "accept") return AlertKind::accepted;
        if (answer == "on_the_way") return AlertKind::on_the_way;
        if (answer == "arrived") return AlertKind::arrived;
        return answer == "resolved" ? AlertKind::resolved : AlertKind::over;
    }

    // As the gateway does: where proof is wanted it is asked for, whether or not the code leads to a case.
    std::optional<CodeCheck> check(const std::string& key) const {
        if (const auto asked = code_to_check(stage_.menu, session_, key)) {
            const auto kind = stage_.menu.node(session_.node).kind;
            if (kind == NodeKind::pin) {
                return CodeCheck{trial_.has_right_pin && !trial_.is_invited,
                                 trial_.is_invited ? the_choice : the_responder, trial_.is_invited};
            }
            if (kind == NodeKind::new_pin) return CodeCheck{trial_.has_right_pin, the_choice, false};
            if (kind == NodeKind::pin_again) return CodeCheck{trial_.has_right_pin, the_responder, false};
            const bool is_doubted = !trial_.proof.empty();
            return CodeCheck{trial_.has_right_code && !is_doubted, trial_.has_right_code ? the_case : "",
                             is_doubted};
        }
        if (const auto proof = proof_to_check(stage_.menu, session_, key)) {
            return CodeCheck{trial_.has_right_code && *proof == trial_.proof, {}, false};
        }
        return std::nullopt;
    }

    void look(const std::string& typed, std::string filed) {
        run_.walk.push_back({typed, session_.node, session_.language,
                             show(stage_, session_, stage_.menu.samples), std::move(filed)});
    }

    void judge_screens() {
        for (const auto& [after, text] : trial_.shows) {
            const auto has_it = [&text = text](const WalkStep& one) {
                return one.screen.text.find(text) != std::string::npos;
            };
            if (!after) {
                if (std::none_of(run_.walk.begin(), run_.walk.end(), has_it)) {
                    fail(fmt::format("no screen shows \"{}\"", text));
                }
            } else if (*after >= run_.walk.size() || !has_it(run_.walk[*after])) {
                fail(fmt::format("the screen after {} keys does not show \"{}\"", *after, text));
            }
        }
    }

    void judge_end() {
        if (trial_.ends.empty()) return;
        const auto end = end_of(stage_.menu, session_, run_.walk.back().screen);
        if (end == trial_.ends) return;
        if (stage_.menu.has_node(end) && stage_.menu.node(end).written == trial_.ends) return;
        fail(fmt::format("it ends on \"{}\", expected was \"{}\"", end, trial_.ends));
    }

    void judge_report() {
        if (trial_.makes.empty()) return;
        if (!run_.report) return fail("no report was filed");
        for (const auto& [field, expected] : trial_.makes) {
            const auto found = run_.report->fields.find(field);
            judge_field(field, expected, found == run_.report->fields.end() ? std::string() : found->second);
        }
    }

    void judge_answers() {
        for (const auto& [what, expected] : trial_.answers) {
            const auto found = run_.answers.find(what);
            const auto said = found == run_.answers.end() ? std::string() : found->second;
            if (said == expected) continue;
            fail(fmt::format("answered is {} \"{}\", expected was \"{}\"", what, said, expected));
        }
    }

    void judge_field(const std::string& field, const std::string& expected, const std::string& made) {
        if (!is_place_field(stage_.menu, field) || expected.empty()) {
            if (made == expected) return;
            return fail(
                expected.empty() ? fmt::format("the report has {} = \"{}\", expected was none", field, made)
                : made.empty()
                    ? fmt::format("the report has no {}, expected was \"{}\"", field, expected)
                    : fmt::format("the report has {} = \"{}\", expected was \"{}\"", field, made, expected));
        }
        const auto* place = place_named(stage_.places, expected);
        if (place == nullptr) {
            return fail(
                fmt::format("this deployment has no place \"{}\", which {} should be", expected, field));
        }
        if (made == std::to_string(place->number)) return;
        fail(fmt::format("the report's {} is {}, expected was {}", field,
                         made.empty() ? "none" : stage_.places.full_name(std::stoi(made)),
                         stage_.places.full_name(place->number)));
    }

    Stage stage_;
    const Trial& trial_;
    Session session_;
    TrialRun run_;
    std::vector<std::string> not_found_;
};

}  // namespace

TrialRun run_trial(const Stage& stage, const Trial& trial) {
    return Runner(stage, trial).run();
}

const PlaceEntry* place_named(const Places& places, std::string_view named) {
    const auto dash = named.rfind('-');
    const auto digits = dash == std::string_view::npos ? named : named.substr(dash + 1);
    if (const auto* place = places.find_area_code(digits)) return place;
    const PlaceEntry* found = nullptr;
    for (const auto* place : places.search(named, results_max)) {
        if (place->name != named && places.full_name(place->number) != named) continue;
        if (found != nullptr) return nullptr;
        found = place;
    }
    return found;
}

std::vector<std::string> never_shown(const Menu& menu, const std::vector<TrialRun>& runs,
                                     std::optional<Language> language) {
    std::set<std::string_view> shown;
    for (const auto& run : runs) {
        for (const auto& one : run.walk) {
            if (!language || one.language == *language) shown.insert(menu.node(one.node).name());
        }
    }
    std::vector<std::string> never;
    for (const auto& node : menu.nodes) {
        if (shown.insert(node.name()).second) never.push_back(node.name());
    }
    return never;
}

std::string transcript(const TrialRun& run) {
    std::string text;
    for (const auto& one : run.walk) {
        text += one.typed.empty() ? "dials\n" : fmt::format("> {}\n", one.typed);
        if (!one.filed.empty()) text += fmt::format("=> {}\n", one.filed);
        std::string_view rest = one.screen.text;
        for (bool has_more = true; has_more;) {
            const auto end = rest.find('\n');
            text += fmt::format("    | {}\n", rest.substr(0, end));
            has_more = end != std::string_view::npos;
            if (has_more) rest.remove_prefix(end + 1);
        }
        if (!one.screen.waits) text += "    (ends)\n";
    }
    return text;
}

namespace {

std::string end_of(const Menu& menu, const Session& session, const Screen& screen) {
    if (!session.ended || menu.node(session.node).kind == NodeKind::end) return session.node;
    return screen.text == menu.common.too_many_wrong.in(session.language) ? "@too_many_wrong" : "@end";
}

std::string in_words(const Stage& stage, const RaiseIncident& report) {
    std::string words = "files";
    for (const auto& [field, value] : report.fields) {
        const bool is_place = is_place_field(stage.menu, field);
        words += fmt::format(" {}=[{}]", field, is_place ? stage.places.full_name(std::stoi(value)) : value);
    }
    return words;
}

}  // namespace

}  // namespace kengele::menus
