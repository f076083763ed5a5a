#include "menus/exchange/form.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <set>
#include <utility>

#include "menus/exchange/columns.hpp"
#include "menus/exchange/names.hpp"
#include "menus/gsm7.hpp"
#include "menus/text.hpp"
#include "menus/utf8.hpp"

namespace kengele::exchange {

namespace {

using Row = Table::Row;

constexpr int largest_number = 999'999;
constexpr std::size_t name_letters_max = 40;
// Far more than a caller answers; a table may have many more.
constexpr std::size_t questions_max = 200;
constexpr std::size_t choices_max = 4000;  // of all questions
constexpr std::size_t text_bytes_max = 4000;

// What a type of question becomes; nothing: it cannot be asked on a plain phone.
struct KindWord {
    std::string_view type;
    std::optional<Question::Kind> kind;
    std::string_view lost;  // what of it is, or empty
};

using Kind = Question::Kind;

constexpr std::array kinds{
    KindWord{"select_one", Kind::choice, ""},
    KindWord{"select_multiple", Kind::choice, "only one answer can be chosen"},
    KindWord{"text", Kind::text, ""},
    KindWord{"integer", Kind::number, ""},
    KindWord{"decimal", Kind::number, "only whole numbers can be typed"},
    KindWord{"range", Kind::number, "it is typed as a whole number"},
    KindWord{"date", Kind::date, ""},
    KindWord{"datetime", Kind::date, "only the day is asked"},
    KindWord{"time", Kind::text, "the time is typed as words"},
    KindWord{"barcode", Kind::text, "the code is typed"},
    KindWord{"note", Kind::note, ""},
    KindWord{"acknowledge", Kind::note, ""},
    KindWord{"geopoint", Kind::place, ""},
};

// "select one" and "select1" are older spellings.
constexpr std::pair<std::string_view, std::string_view> spellings[] = {
    {"select one from file", "select_one_from_file"},
    {"select one", "select_one"},
    {"select1", "select_one"},
    {"select all that apply from", "select_multiple"},
    {"select all that apply", "select_multiple"},
    {"select multiple", "select_multiple"},
    {"begin group", "begin_group"},
    {"end group", "end_group"},
    {"begin repeat", "begin_repeat"},
    {"end repeat", "end_repeat"},
    {"begin loop", "begin_repeat"},
    {"end loop", "end_repeat"},
    {"int", "integer"},
    {"string", "text"},
    {"location", "geopoint"},
    {"gps", "geopoint"},
    {"trigger", "acknowledge"},
};

struct Type {
    std::string word;  // "select_one"
    std::string list;  // of choices
    bool has_other = false;
};

Type type_of(std::string_view cell) {
    std::string text;
    for (const char letter : cell)
        text += letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    std::string_view rest = text;
    std::size_t used = 0;
    Type type;
    for (const auto& [spelling, word] : spellings) {
        const bool is_whole = rest == spelling || rest.starts_with(std::string(spelling) + ' ');
        if (!is_whole) continue;
        type.word = word;
        used = spelling.size();
        break;
    }
    if (type.word.empty()) {
        used = std::min(rest.find(' '), rest.size());
        type.word = rest.substr(0, used);
    }
    auto list = trimmed(cell.substr(used));  // names of lists keep their capitals
    for (const auto* ending : {"or_other", "or specify other"}) {
        if (!list.ends_with(ending)) continue;
        type.has_other = true;
        list = trimmed(list.substr(0, list.size() - std::string_view(ending).size()));
    }
    type.list = list;
    return type;
}

bool is_yes(std::string_view cell) {
    constexpr std::array words{"yes", "true", "true()", "1", "YES", "Yes", "TRUE", "True"};
    return std::ranges::count(words, cell) > 0;
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
        const auto first = code_of(default_language_);
        const auto found = std::ranges::find(form_.languages, first);
        if (found != form_.languages.end()) std::rotate(form_.languages.begin(), found, found + 1);
    }

    // Columns without a language are in the default one, or English.
    std::string code_of(const std::string& name) const {
        const auto code = language_code(name.empty() ? default_language_ : name);
        return code.empty() ? "en" : code;
    }

    void add_language(const std::string& name) {
        const auto code = code_of(name);
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
            if (name.empty() || fields_.contains(name) || !kind_of(type_of(survey_.plain(row, "type"))))
                continue;
            // Reports are routed by the field `place`.
            const bool is_place =
                type_of(survey_.plain(row, "type")).word == "geopoint" && !taken.contains("place");
            fields_[name] = unique(is_place ? "place" : menu_name(name, "question"), taken);
        }
        taken_ = std::move(taken);
    }

    static const KindWord* word_of(const Type& type) {
        const auto* found = std::ranges::find(kinds, std::string_view(type.word), &KindWord::type);
        return found == kinds.end() ? nullptr : found;
    }

    static std::optional<Kind> kind_of(const Type& type) {
        const auto* word = word_of(type);
        return word == nullptr ? std::nullopt : word->kind;
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
        const auto* word = word_of(type);
        if (word == nullptr) {
            return lose(row, "type",
                        fmt::format("\"{}\" cannot be asked on a plain phone, and is left out", type.word),
                        is_of_phone(type.word) ? "nothing: Kengele notes when a report came by itself"
                                               : "ask it in words, or when the caller is called back");
        }
        if (!word->lost.empty())
            lose(row, "type", fmt::format("\"{}\": {}", type.word, word->lost),
                 "see whether the question still makes sense");
        add_question(row, type, *word->kind);
    }

    static bool is_of_phone(std::string_view type) {
        constexpr std::array words{"start",          "end",       "today",  "deviceid",        "phonenumber",
                                   "username",       "email",     "audit",  "simserial",       "subscriberid",
                                   "start-geopoint", "calculate", "hidden", "background-audio"};
        return std::ranges::count(words, type) > 0;
    }

    void begin_group(const Row& row, const Type& type) {
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

    void add_question(const Row& row, const Type& type, Kind kind) {
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
        question.text = text_of(row, "label", question.kind == Kind::choice && question.choices.size() > 9);
        add_hint(row, question);
        question.again = optional_text(survey_, tables_.survey, row, "constraint_message");
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

    void read_choices(const Row& row, const Type& type, Question& question) {
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
                read.text = text_in(choices_, *tables_.choices, choice, name, true);
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
        const auto hints = optional_text(survey_, tables_.survey, row, "hint");
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

    // ". >= 1 and . < 100"
    static bool take_bounds(const std::string& cell, Question& question) {
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

    Words text_of(const Row& row, const char* column, bool is_plain) {
        return text_in(survey_, tables_.survey, row, survey_.plain(row, "name"), is_plain, column);
    }

    // In every language; where one is missing in the first that is there, or else the name.
    Words text_in(const Columns& columns, const Table& table, const Row& row, const std::string& name,
                  bool is_plain, const char* column = "label") {
        Words words = texts(columns, table, row, column, is_plain);
        const auto there = std::ranges::find_if(words, [](const auto& it) { return !it.empty(); });
        const auto usual = there == words.end() ? clean(table, row, column, name, true) : *there;
        for (std::size_t i = 0; i < words.size(); ++i) {
            if (!words[i].empty()) continue;
            lose(table, row.number, fmt::format("{} ({})", column, form_.languages[i]),
                 fmt::format("there is no text: \"{}\" stands for it", usual), "write the translation");
            words[i] = usual.empty() ? "?" : usual;
        }
        return words;
    }

    Words optional_text(const Columns& columns, const Table& table, const Row& row, const char* column) {
        auto words = texts(columns, table, row, column, true);
        const auto there = std::ranges::find_if(words, [](const auto& it) { return !it.empty(); });
        if (there == words.end()) return {};
        const auto usual = *there;
        for (auto& it : words) {
            if (it.empty()) it = usual;
        }
        return words;
    }

    Words texts(const Columns& columns, const Table& table, const Row& row, const char* column,
                bool is_plain) {
        Words words;
        for (const auto& language : form_.languages) {
            std::string text;
            for (const auto& [name, at] : columns.in_languages(column)) {
                if (text.empty() && code_of(name) == language) text = columns.at(row, at);
            }
            words.push_back(clean(table, row, column, text, is_plain));
        }
        return words;
    }

    // A form's text as a phone shows it: without markup, with the answers it names as fillings.
    std::string clean(const Table& table, const Row& row, const std::string& column, const std::string& text,
                      bool is_plain) {
        if (text.size() > text_bytes_max) {
            lose(table, row.number, column, fmt::format("a text of {} letters is left out", text.size()),
                 "a screen has 160; write what matters");
            return {};
        }
        auto cleaned = plain_words(text, [&](const std::string& name) -> std::string {
            const auto found = fields_.find(name);
            if (found != fields_.end() && !is_plain) return "{" + found->second + "}";
            lose(table, row.number, column, fmt::format("${{{}}} cannot be filled in here", name),
                 "say it in words");
            return "...";
        });
        auto composed = menus::composed(cleaned.words);
        if (cleaned.has_markup)
            lose(table, row.number, column, "markup is left out of the text", "read how it looks now");
        if (menus::cost(composed).is_gsm7) return composed;
        auto folded = fold_lines(composed);
        lose(table, row.number, column, "letters that no plain phone shows are written otherwise",
             fmt::format("read how it looks now: \"{}\"", folded));
        return folded;
    }

    static std::string fold_lines(const std::string& text) {
        std::string result;
        for (const auto& line : menus::lines_of(text))
            result += (result.empty() ? "" : "\n") + menus::fold_to_gsm7(line);
        return result;
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

    static std::string shortened(const std::string& cell) {
        constexpr std::size_t shown = 60;
        if (cell.size() <= shown) return cell;
        auto end = shown;
        while (end > 0 && (static_cast<unsigned char>(cell[end]) & 0xC0U) == 0x80U)
            --end;
        return cell.substr(0, end) + "...";
    }

    Words title() {
        const auto words =
            tables_.settings == nullptr || tables_.settings->rows().empty()
                ? title_
                : clean(*tables_.settings, tables_.settings->rows().front(), "form_title", title_, true);
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
