#include "menus/exchange/form.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <set>
#include <utility>

#include "menus/exchange/columns.hpp"
#include "menus/exchange/form_types.hpp"
#include "menus/exchange/form_words.hpp"
#include "menus/exchange/names.hpp"

namespace kengele::exchange {

namespace {

using Row = Table::Row;
using Kind = Question::Kind;

constexpr int largest_number = 999'999;
constexpr std::size_t name_letters_max = 40;
// Far more than a caller answers; a table may have many more.
constexpr std::size_t questions_max = 200;
constexpr std::size_t choices_max = 4000;  // of all questions

bool is_yes(std::string_view cell) {
    constexpr std::array words{"yes", "true", "true()", "1", "YES", "Yes", "TRUE", "True"};
    return std::ranges::count(words, cell) > 0;
}

// ". >= 1 and . < 100"
bool take_bounds(const std::string& cell, Question& question) {
    const auto read = read_relevance(cell);
    if (!read || read->size() != 1) return false;
    int min = question.min;
    int max = question.max;
    for (const auto& [name, sign, value] : read->front()) {
        int number = 0;
        const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
        if (name != "." || error != std::errc() || end != value.data() + value.size()) return false;
        if (number > largest_number) return false;
        if (sign == ">=") min = std::max(min, number);
        if (sign == ">") min = std::max(min, number + 1);
        if (sign == "<=") max = std::min(max, number);
        if (sign == "<") max = std::min(max, number - 1);
        if (sign == "=" || sign == "!=") return false;
    }
    if (min > max) return false;
    question.min = min;
    question.max = max;
    return true;
}

std::string shortened(const std::string& cell) {
    constexpr std::size_t shown = 60;
    if (cell.size() <= shown) return cell;
    auto end = shown;
    while (end > 0 && (static_cast<unsigned char>(cell[end]) & 0xC0U) == 0x80U)
        --end;
    return cell.substr(0, end) + "...";
}

class Reader {
public:
    Reader(const FormTables& tables, Remarks& losses)
        : tables_(tables),
          losses_(losses),
          survey_(tables.survey, losses),
          choices_(tables.choices == nullptr ? Columns() : Columns(*tables.choices, losses)) {}

    Form read() {
        read_settings();
        read_languages();
        name_questions();
        for (const auto& row : tables_.survey.rows())
            read_row(row);
        if (!groups_.empty())
            lose(tables_.survey, groups_.back().row, "type", "a group is never ended",
                 "write end_group below it");
        form_.title = title();
        return std::move(form_);
    }

private:
    struct Group {
        Relevance relevance = always;
        bool is_left_out = false;
        int row = 0;
    };

    void lose(const Table& table, int row, const std::string& column, std::string what, std::string mend) {
        if (losses_.size() < remarks_max)
            losses_.push_back({table.file(), row, column, std::move(what), std::move(mend)});
    }

    void lose(const Row& row, const std::string& column, std::string what, std::string mend) {
        lose(tables_.survey, row.number, column, std::move(what), std::move(mend));
    }

    // What is said of the form as a whole.
    void read_settings() {
        form_.id = "form";
        form_.version = "draft";
        if (tables_.settings == nullptr || tables_.settings->rows().empty()) return;
        const auto& settings = *tables_.settings;
        const auto& row = settings.rows().front();
        for (const auto& name : settings.columns()) {
            const auto& cell = settings.cell(row, name);
            if (cell.empty()) continue;
            if (name == "form_title" || name == "title") {
                title_ = cell;
            } else if (name == "form_id" || name == "id_string") {
                form_.id = menu_name(cell, "form");
            } else if (name == "version") {
                form_.version = cell.substr(0, name_letters_max);
            } else if (name == "default_language") {
                default_language_ = cell;
            } else {
                lose(settings, row.number, name, fmt::format("\"{}\" has no meaning for a menu", cell),
                     "nothing");
            }
        }
    }

    void read_languages() {
        for (const auto* columns : {&survey_, &choices_}) {
            for (const auto& name : columns->languages())
                add_language(name);
        }
        if (form_.languages.empty()) add_language(default_language_);
        const auto first = words_.code_of(default_language_);
        const auto found = std::ranges::find(form_.languages, first);
        if (found != form_.languages.end()) std::rotate(form_.languages.begin(), found, found + 1);
    }

    void add_language(const std::string& name) {
        const auto code = words_.code_of(name);
        if (std::ranges::count(form_.languages, code) > 0) return;
        if (form_.languages.size() == languages_max) {
            return lose(tables_.survey, 1, fmt::format("label::{}", name), "a menu has at most 8 languages",
                        "leave another out");
        }
        if (!name.empty() && language_code(name).empty()) {
            lose(tables_.survey, 1, fmt::format("label::{}", name),
                 "the language is not known, and read as English",
                 "write its code, as in label::Kiswahili (sw)");
        }
        form_.languages.push_back(code);
    }

    // Later questions are filled into earlier texts nowhere, but relevance may name any.
    void name_questions() {
        std::set<std::string> taken{"caller", "channel"};
        for (const auto& row : tables_.survey.rows()) {
            const auto& name = survey_.plain(row, "name");
            if (name.empty() || fields_.contains(name) || !asked_as(type_of(survey_.plain(row, "type")).word))
                continue;
            // Reports are routed by the field `place`.
            const bool is_place =
                type_of(survey_.plain(row, "type")).word == "geopoint" && !taken.contains("place");
            fields_[name] = unique(is_place ? "place" : menu_name(name, "question"), taken);
        }
        taken_ = std::move(taken);
    }

    static std::string unique(const std::string& name, std::set<std::string>& taken) {
        auto result = name;
        for (int i = 2; !taken.insert(result).second; ++i) {
            const auto ending = fmt::format("_{}", i);
            result = name.substr(0, name_letters_max - ending.size()) + ending;
        }
        return result;
    }

    void read_row(const Row& row) {
        const auto type = type_of(survey_.plain(row, "type"));
        if (type.word.empty()) {
            return lose(row, "type", "the row has no type, and is left out",
                        "write its type, or delete the row");
        }
        tell_unread(row);
        if (type.word == "begin_group" || type.word == "begin_repeat") return begin_group(row, type);
        if (type.word == "end_group" || type.word == "end_repeat") {
            if (!groups_.empty()) groups_.pop_back();
            return;
        }
        const auto asked = asked_as(type.word);
        if (!asked) {
            return lose(row, "type",
                        fmt::format("\"{}\" cannot be asked on a plain phone, and is left out", type.word),
                        is_of_phone(type.word) ? "nothing: Kengele notes when a report came by itself"
                                               : "ask it in words, or when the caller is called back");
        }
        if (!asked->lost.empty())
            lose(row, "type", fmt::format("\"{}\": {}", type.word, asked->lost),
                 "see whether the question still makes sense");
        add_question(row, type, asked->kind);
    }

    void begin_group(const Row& row, const QuestionType& type) {
        Group group;
        group.row = row.number;
        const auto own = relevance_of(row);
        const auto within = groups_.empty() ? always : groups_.back().relevance;
        if (const auto joined = both(within, own)) {
            group.relevance = *joined;
        } else {
            lose(row, "relevant", "the condition is too long for a menu",
                 "write when = and next = into the menu file");
            group.relevance = within;
        }
        if (type.word == "begin_repeat")
            lose(row, "type", "what repeats is asked once", "ask for the number of times, or report again");
        groups_.push_back(std::move(group));
    }

    void add_question(const Row& row, const QuestionType& type, Kind kind) {
        if (form_.questions.size() == questions_max) {
            if (!std::exchange(is_full_, true))
                lose(row, {}, fmt::format("only the first {} questions are taken", questions_max),
                     "divide the form");
            return;
        }
        Question question;
        question.kind = kind;
        question.row = row.number;
        question.name = survey_.plain(row, "name");
        question.field = field_of(question.name, row);
        question.is_required = is_yes(survey_.plain(row, "required"));
        question.relevance = relevance_within(row);
        if (kind == Kind::choice) read_choices(row, type, question);
        if (kind == Kind::choice && question.choices.empty()) return;
        const bool is_list = kind == Kind::choice && question.choices.size() > 9;
        question.text = words_.needed({survey_, tables_.survey, row}, question.name, is_list);
        add_hint(row, question);
        question.again = words_.optional({survey_, tables_.survey, row, "constraint_message"});
        read_constraint(row, question);
        form_.questions.push_back(std::move(question));
        if (type.has_other) add_other(row, form_.questions.back());
    }

    std::string field_of(const std::string& name, const Row& row) {
        const auto known = fields_.find(name);
        const auto is_again = std::ranges::count(form_.questions, name, &Question::name) > 0;
        if (name.empty() || known == fields_.end() || is_again) {
            if (is_again)
                lose(row, "name", fmt::format("two questions are called \"{}\"", name),
                     "give this one another name");
            return unique(menu_name(name, "question"), taken_);
        }
        return known->second;
    }

    Relevance relevance_within(const Row& row) {
        auto within = groups_.empty() ? always : groups_.back().relevance;
        if (auto joined = both(within, relevance_of(row))) return *joined;
        lose(row, "relevant", "the condition is too long for a menu",
             "write when = and next = into the menu file");
        return within;
    }

    Relevance relevance_of(const Row& row) {
        const auto& cell = survey_.plain(row, "relevant");
        if (cell.empty()) return always;
        auto read = read_relevance(cell);
        const bool is_known = read && std::ranges::all_of(*read, [this](const Clause& clause) {
                                  return std::ranges::all_of(clause, [this](const Comparison& it) {
                                      return fields_.contains(it.name);
                                  });
                              });
        if (!is_known) {
            lose(row, "relevant",
                 fmt::format("\"{}\" is more than a menu can compare: asked of everybody", cell),
                 "write when = and next = into the menu file, where the answers that decide are chosen");
            return always;
        }
        for (auto& clause : *read) {
            for (auto& comparison : clause) {
                comparison.name = fields_.at(comparison.name);
                comparison.value = menu_value(comparison.value);
            }
        }
        return *read;
    }

    void read_choices(const Row& row, const QuestionType& type, Question& question) {
        read_filter(row, question);
        if (tables_.choices != nullptr) {
            for (const auto& choice : tables_.choices->rows()) {
                if (choices_.plain(choice, "list_name") != type.list) continue;
                if (choices_taken_ == choices_max) {
                    lose(row, "type", fmt::format("only the first {} choices are taken", choices_max),
                         "ask for a place or in words instead");
                    break;
                }
                const auto& name = choices_.plain(choice, "name");
                if (name.empty()) {
                    lose(*tables_.choices, choice.number, "name", "a choice without a name is left out",
                         "write the word that is kept when it is chosen");
                    continue;
                }
                Choice read{menu_value(name), {}, {}};
                read.text = words_.needed({choices_, *tables_.choices, choice}, name, true);
                if (!question.filter_column.empty())
                    read.attributes[question.filter_column] =
                        menu_value(choices_.plain(choice, question.filter_column));
                question.choices.push_back(std::move(read));
                ++choices_taken_;
            }
        }
        if (question.choices.empty()) {
            lose(row, "type",
                 fmt::format("there are no choices \"{}\", and the question is left out", type.list),
                 "write them into choices.csv");
            return;
        }
        if (told_lists_.insert(type.list).second) tell_unread_choices(type.list);
        if (type.has_other) question.choices.push_back({other_value, {}, {}});
    }

    // "county = ${county}": choices that fit an answer before.
    void read_filter(const Row& row, Question& question) {
        const auto& cell = survey_.plain(row, "choice_filter");
        if (cell.empty()) return;
        const auto sign = cell.find('=');
        const auto left = trimmed(std::string_view(cell).substr(0, sign));
        const auto right =
            sign == std::string::npos ? std::string_view() : trimmed(std::string_view(cell).substr(sign + 1));
        const bool is_reversed = left.starts_with("${");
        const auto reference = is_reversed ? left : right;
        const std::string column(is_reversed ? right : left);
        const bool is_reference = reference.starts_with("${") && reference.ends_with("}");
        const std::string name(is_reference ? reference.substr(2, reference.size() - 3) : std::string_view());
        if (!is_reference || !fields_.contains(name) || !choices_.has(column)) {
            return lose(row, "choice_filter",
                        fmt::format("\"{}\" is more than a menu can compare: all choices are shown", cell),
                        "write when = beside the options in the menu file");
        }
        question.filter_column = column;
        question.filter_question = fields_.at(name);
    }

    // The answer that no choice was: asked in words.
    void add_other(const Row& row, const Question& chosen) {
        Question other;
        other.kind = Kind::text;
        other.name = chosen.name + "_other";
        other.field = unique(menu_name(other.name, "question"), taken_);
        other.row = row.number;
        other.is_required = true;
        other.max = letters_usual;
        const auto joined = both(chosen.relevance, {{{chosen.field, "=", other_value}}});
        other.relevance = joined.value_or(Relevance{{{chosen.field, "=", other_value}}});
        form_.questions.push_back(std::move(other));
    }

    void add_hint(const Row& row, Question& question) {
        const auto hints = words_.optional({survey_, tables_.survey, row, "hint"});
        for (std::size_t i = 0; i < hints.size(); ++i)
            question.text[i] += "\n" + hints[i];
    }

    void read_constraint(const Row& row, Question& question) {
        question.min = question.kind == Kind::number ? 1 : 0;
        question.max = question.kind == Kind::number ? largest_number : letters_usual;
        const auto& cell = survey_.plain(row, "constraint");
        if (cell.empty()) return;
        const bool is_bounded = question.kind == Kind::number && take_bounds(cell, question);
        if (!is_bounded) {
            return lose(row, "constraint", fmt::format("\"{}\" is not checked", cell),
                        "write min = and max = into the menu file where they say the same");
        }
    }

    // Everything that stands in a column nobody reads.
    void tell_unread(const Row& row) {
        for (const auto& [name, at] : survey_.lost()) {
            const auto& cell = survey_.at(row, at);
            if (!cell.empty())
                lose(row, name, fmt::format("\"{}\" is not kept", shortened(cell)),
                     "nothing, if the question works without");
        }
    }

    void tell_unread_choices(const std::string& list) {
        for (const auto& choice : tables_.choices->rows()) {
            if (choices_.plain(choice, "list_name") != list) continue;
            for (const auto& [name, at] : choices_.lost()) {
                const auto& cell = choices_.at(choice, at);
                if (!cell.empty())
                    lose(*tables_.choices, choice.number, name,
                         fmt::format("\"{}\" is not kept", shortened(cell)),
                         "nothing, if the choice is clear without");
            }
        }
    }

    Words title() {
        const auto words = tables_.settings == nullptr || tables_.settings->rows().empty()
                               ? title_
                               : words_.clean(*tables_.settings, tables_.settings->rows().front(),
                                              "form_title", title_, true);
        return Words(form_.languages.size(), words);
    }

    static constexpr std::size_t languages_max = 8;
    static constexpr int letters_usual = 100;
    static constexpr const char* other_value = "other";

    const FormTables& tables_;
    Remarks& losses_;
    Columns survey_;
    Columns choices_;
    Form form_;
    std::string title_;
    std::string default_language_;
    std::map<std::string, std::string> fields_;  // by the form's names
    FormWords words_{form_.languages, default_language_, fields_, losses_};
    std::set<std::string> taken_;
    std::set<std::string> told_lists_;
    std::size_t choices_taken_ = 0;
    bool is_full_ = false;
    std::vector<Group> groups_;
};

}  // namespace

Form read_form(const FormTables& tables, Remarks& losses) {
    return Reader(tables, losses).read();
}

}  // namespace kengele::exchange
