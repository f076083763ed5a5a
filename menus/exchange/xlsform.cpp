#include "menus/exchange/xlsform.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "menus/exchange/form.hpp"

namespace kengele::exchange {

namespace {

using Kind = Question::Kind;

constexpr std::size_t branches_max = 16;
constexpr int days_back = 364;
constexpr std::size_t options_of_a_menu = 9;

// Where a question leads: the first of the branches that is true, else `to`.
struct Ways {
    std::vector<DraftBranch> branches;
    std::string to;
    std::size_t first_doubtful = 0;  // the question that the first branch is about
};

class Drafter {
public:
    Drafter(const Form& form, std::string_view file, Remarks& losses)
        : form_(form), file_(file), losses_(losses) {}

    Draft draft() {
        draft_.id = form_.id;
        draft_.version = form_.version;
        draft_.languages = form_.languages;
        home_ = unique_screen("home");
        send_ = unique_screen("send");
        draft_.start = home_;
        add_home();
        for (std::size_t i = 0; i < form_.questions.size(); ++i)
            add_question(i);
        add_send();
        tell_missing();
        return std::move(draft_);
    }

private:
    void lose(int row, const std::string& column, std::string what, std::string mend) {
        if (losses_.size() < remarks_max)
            losses_.push_back({file_, row, column, std::move(what), std::move(mend)});
    }

    // Generated screens give way to questions of the same name.
    std::string unique_screen(const std::string& name) const {
        auto result = name;
        for (int i = 2; std::ranges::count(form_.questions, result, &Question::field) > 0; ++i)
            result = fmt::format("{}_{}", name, i);
        return result;
    }

    Words title() const {
        const auto has_title = !form_.title.empty() && !form_.title.front().empty();
        return has_title ? form_.title : Words(draft_.languages.size(), form_.id);
    }

    void add_home() {
        DraftScreen home;
        home.id = home_;
        home.text = title();
        DraftOption begin;
        begin.key = "1";
        begin.to = ways(0, none_asked(0)).to;
        begin.text = own_words(draft_, "begin");
        home.options.push_back(std::move(begin));
        if (draft_.languages.size() > 1) home.options.push_back(language_option());
        draft_.screens.push_back(std::move(home));
    }

    // Called as the language it turns to.
    DraftOption language_option() const {
        DraftOption option;
        option.key = "7";
        option.to = "@language";
        for (std::size_t i = 0; i < draft_.languages.size(); ++i) {
            const auto& next = draft_.languages[(i + 1) % draft_.languages.size()];
            option.text.push_back(next == "en"   ? "English"
                                  : next == "sw" ? "Kiswahili"
                                  : next == "so" ? "Soomaali"
                                                 : next);
        }
        return option;
    }

    void add_send() {
        DraftScreen send;
        send.id = send_;
        send.text = title();
        const auto asked = own_words(draft_, "send?");
        for (std::size_t i = 0; i < send.text.size(); ++i)
            send.text[i] += "\n" + asked[i];
        DraftOption option;
        option.to = "@submit";
        option.text = own_words(draft_, "send");
        send.options.push_back(std::move(option));
        draft_.screens.push_back(std::move(send));
    }

    // What Kengele sends reports by, and forms do not know of.
    void tell_missing() {
        const auto stores = [this](std::string_view field) {
            return std::ranges::count(draft_.screens, field, &DraftScreen::store) > 0;
        };
        if (!stores("place"))
            lose(0, {}, "nothing asks for the place",
                 "write a screen of type = \"area\" with store = \"place\" into the menu file");
        if (!stores("kind"))
            lose(0, {}, "nothing says which kind of report it is, so it reaches the operations desk alone",
                 "write set = { kind = \"...\", category = \"...\" } beside an option, as in taxonomy.csv");
    }

    // While question i is answered: what its own condition says of the answers before, and that those after
    // are not there yet.
    Known known_at(std::size_t i) const {
        auto known = none_asked(i + 1);
        const auto& relevance = form_.questions[i].relevance;
        if (relevance.size() != 1) return known;
        for (const auto& comparison : relevance.front())
            known.add(comparison);
        return known;
    }

    Known none_asked(std::size_t from) const {
        Known known;
        for (auto j = from; j < form_.questions.size(); ++j)
            known.equal.emplace(form_.questions[j].field, "");
        return known;
    }

    // From question `next` on.
    Ways ways(std::size_t next, Known known) const {
        Ways result;
        for (auto j = next; j < form_.questions.size(); ++j) {
            const auto left = simplified(form_.questions[j].relevance, known);
            const auto& to = form_.questions[j].field;
            if (is_always(left) || (!left.empty() && result.branches.size() + left.size() > branches_max)) {
                result.to = to;
                return result;
            }
            if (!left.empty() && result.branches.empty()) result.first_doubtful = j;
            for (const auto& clause : left) {
                result.branches.push_back({{terms_of(clause)}, to});
                known.broken.push_back(clause);
            }
        }
        result.to = send_;
        return result;
    }

    static std::vector<std::string> terms_of(const Clause& clause) {
        std::vector<std::string> terms;
        for (const auto& [name, sign, value] : clause)
            terms.push_back(fmt::format("{} {} {}", name, sign, value));
        return terms;
    }

    void add_question(std::size_t i) {
        const auto& question = form_.questions[i];
        DraftScreen screen;
        screen.id = question.field;
        screen.row = question.row;
        screen.text = question.text.empty() ? own_words(draft_, "which other") : question.text;
        const auto known = known_at(i);
        if (question.kind == Kind::choice || question.kind == Kind::note) {
            add_options(i, known, screen);
        } else {
            add_typed(question, screen);
            auto way = ways(i + 1, known);
            screen.next = std::move(way.branches);
            screen.to = std::move(way.to);
        }
        draft_.screens.push_back(std::move(screen));
    }

    void add_typed(const Question& question, DraftScreen& screen) {
        screen.store = question.field;
        if (question.kind == Kind::number) {
            screen.type = "number";
            screen.numbers = {{"min", std::max(question.min, 1)}, {"max", std::max(question.max, 1)}};
            screen.texts["again"] = question.again.empty() ? own_words(draft_, "a number") : question.again;
            if (question.min < 1)
                lose(question.row, "constraint", "0 cannot be answered, as 0 goes back",
                     "ask for 0 as an option before");
        } else if (question.kind == Kind::date) {
            screen.type = "date";
            screen.numbers["days"] = days_back;
            screen.texts["today"] = own_words(draft_, "today");
            screen.texts["yesterday"] = own_words(draft_, "yesterday");
            screen.texts["again"] = own_words(draft_, "a day");
            lose(question.row, "type",
                 fmt::format("only days up to today are taken, at most {} back", days_back),
                 "ask for other days as text");
        } else if (question.kind == Kind::place) {
            screen.type = "area";
            screen.texts["list"] = own_words(draft_, "from list");
            lose(question.row, "type", "a place is chosen by its name, not measured", "nothing");
        } else {
            screen.type = "text";
            screen.numbers["max"] = std::clamp(question.max, 1, 160);
            if (!question.is_required) let_skip(screen);
        }
        if (!question.is_required && screen.type != "text")
            lose(question.row, "required", "the question cannot be left out",
                 "nothing, or ask before whether it is known");
    }

    void let_skip(DraftScreen& screen) {
        screen.words["skip"] = "1";
        const auto words = own_words(draft_, "skip");
        for (std::size_t i = 0; i < screen.text.size(); ++i)
            screen.text[i] += "\n" + words[i];
    }

    void add_options(std::size_t i, const Known& known, DraftScreen& screen) {
        const auto& question = form_.questions[i];
        const bool is_note = question.kind == Kind::note;
        if (!is_note) screen.store = question.field;
        if (question.choices.size() > options_of_a_menu) screen.type = "list";
        if (is_note) {
            screen.options.push_back(option_to(i, known, {{}, own_words(draft_, "continue"), {}}));
            return;
        }
        for (const auto& choice : question.choices) {
            auto after = known;
            after.add({question.field, "=", choice.value});
            auto option = option_to(i, after, choice);
            if (option.text.empty()) option.text = own_words(draft_, "other");
            if (!question.filter_column.empty() && choice.attributes.contains(question.filter_column)) {
                const auto& value = choice.attributes.at(question.filter_column);
                if (!value.empty())
                    option.when.terms = {fmt::format("{} = {}", question.filter_question, value)};
            }
            screen.options.push_back(std::move(option));
        }
        if (!question.is_required)
            lose(question.row, "required", "the question cannot be left out",
                 "nothing, or add a choice for it");
    }

    // An option leads to one screen. Where what follows depends on an earlier answer, it is asked of
    // everybody.
    DraftOption option_to(std::size_t i, const Known& known, const Choice& choice) {
        auto way = ways(i + 1, known);
        DraftOption option;
        option.value = choice.value;
        option.text = choice.text;
        option.row = form_.questions[i].row;
        option.to = way.to;
        if (way.branches.empty()) return option;
        option.to = way.branches.front().to;
        const auto& doubtful = form_.questions[way.first_doubtful];
        if (told_.insert({i, way.first_doubtful}).second) {
            lose(doubtful.row, "relevant",
                 fmt::format("after \"{}\" this is asked of everybody: options lead to one screen",
                             form_.questions[i].name),
                 "ask the question that decides just before, or give the options screens of their own");
        }
        return option;
    }

    const Form& form_;
    std::string file_;
    Remarks& losses_;
    Draft draft_;
    std::string home_;
    std::string send_;
    std::set<std::pair<std::size_t, std::size_t>> told_;
};

}  // namespace

Drafted read_xlsform(const Sheet& survey, const Sheet& choices, const Sheet& settings,
                     const menus::Menu& like, const Measure& measure) {
    Drafted result;
    const auto table_of = [&result](const Sheet& sheet) {
        return sheet.csv.empty() ? std::nullopt : Table::read(sheet.csv, sheet.file, result.refusals);
    };
    const auto survey_table = Table::read(survey.csv, survey.file, result.refusals);
    const auto choices_table = table_of(choices);
    const auto settings_table = table_of(settings);
    if (!result.refusals.empty()) return result;
    Remarks losses;
    const auto form = read_form({*survey_table, choices_table ? &*choices_table : nullptr,
                                 settings_table ? &*settings_table : nullptr},
                                losses);
    if (form.questions.empty()) {
        result.refusals.push_back(
            {std::string(survey.file),
             0,
             {},
             "there is no question in it",
             "a survey has the columns type, name and label, and a row for each question"});
        return result;
    }
    auto draft = Drafter(form, survey.file, losses).draft();
    const std::string file(survey.file);
    complete(draft, like, file, losses);
    return finished(draft, fmt::format("Made from the form {}.", file), file, std::move(losses), measure,
                    true);
}

}  // namespace kengele::exchange
