#include "menus/exchange/translations.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "menus/exchange/csv.hpp"
#include "menus/exchange/legible.hpp"
#include "menus/exchange/names.hpp"
#include "menus/exchange/sizes.hpp"
#include "menus/exchange/table.hpp"
#include "menus/exchange/written.hpp"
#include "menus/parse.hpp"
#include "menus/utf8.hpp"

namespace kengele::exchange {

namespace {

using menus::Menu;

constexpr std::size_t languages_max = 8;

// A text that a table says differently from the file.
struct Change {
    const WrittenText* text = nullptr;
    std::string language;
    std::string words;
    int row = 0;
};

class Reader {
public:
    Reader(std::string_view toml, std::string_view file, const Menu& menu, const Measure& measure,
           std::string_view csv_file)
        : toml_(toml),
          file_(file),
          menu_(menu),
          measure_(measure),
          csv_file_(csv_file),
          written_(written_file(toml, menu.languages)) {
        for (const auto& text : written_.texts)
            by_name_.emplace(std::pair(text.screen, text.part), &text);
    }

    TranslationsIn read(std::string_view csv) {
        const auto table = Table::read(csv, csv_file_, refusals_);
        if (table && has_columns(*table)) {
            for (const auto& row : table->rows())
                read_row(*table, row);
            expect_whole_languages();
        }
        auto changed = refusals_.empty() ? applied() : std::string();
        if (refusals_.empty()) judge(changed);
        TranslationsIn result;
        if (refusals_.empty()) {
            result.toml = std::move(changed);
            result.changed = static_cast<int>(changes_.size());
        }
        sort(refusals_);
        result.refusals = std::move(refusals_);
        return result;
    }

private:
    void refuse(int row, const std::string& column, std::string what, std::string mend) {
        if (refusals_.size() < remarks_max)
            refusals_.push_back({csv_file_, row, column, std::move(what), std::move(mend)});
    }

    const std::string& source() const { return menu_.languages.front(); }

    bool has_columns(const Table& table) {
        for (const auto& name : {std::string("screen"), std::string("part"), source()}) {
            if (!table.column(name))
                refuse(1, name, "the column is missing",
                       "export the texts again and write translations beside them");
        }
        for (const auto& name : table.columns()) {
            const bool is_known = name.empty() || name == "screen" || name == "part" || name == "limit" ||
                                  name == "used" || std::ranges::count(menu_.languages, name) > 0;
            if (is_known) continue;
            if (!is_language_code(name)) {
                refuse(1, name, "this is neither a column of translations nor a language",
                       "a language has two or three small letters, as \"so\"; leave other columns out");
                continue;
            }
            new_languages_.push_back(name);
        }
        if (menu_.languages.size() + new_languages_.size() > languages_max)
            refuse(1, {}, fmt::format("a menu has at most {} languages", languages_max), "leave some out");
        return refusals_.empty();
    }

    void read_row(const Table& table, const Table::Row& row) {
        const auto& screen = table.cell(row, "screen");
        const auto& part = table.cell(row, "part");
        const auto found = by_name_.find(std::pair(screen, part));
        if (found == by_name_.end()) {
            const bool is_known = std::ranges::count(written_.texts, screen, &WrittenText::screen) > 0;
            return refuse(row.number, is_known ? "part" : "screen",
                          is_known ? fmt::format("screen \"{}\" has no \"{}\"", screen, part)
                                   : fmt::format("{} has no screen \"{}\"", file_, screen),
                          "export the texts again; names of screens and parts must stay as they are");
        }
        const auto& text = *found->second;
        if (const auto [before, is_new] = rows_.emplace(&text, row.number); !is_new) {
            return refuse(row.number, {}, fmt::format("row {} has this text already", before->second),
                          "leave one of them out");
        }
        if (table.cell(row, source()) != tidied(text.words.front())) {
            return refuse(row.number, source(),
                          fmt::format("{} says \"{}\" by now", file_, text.words.front()),
                          "export the texts again and translate that; the first language is changed in the "
                          "file itself");
        }
        for (std::size_t i = 1; i < menu_.languages.size(); ++i) {
            if (table.column(menu_.languages[i]))
                read_cell(table, row, text, menu_.languages[i], tidied(text.words[i]));
        }
        for (const auto& language : new_languages_)
            read_cell(table, row, text, language, {});
    }

    void read_cell(const Table& table, const Table::Row& row, const WrittenText& text,
                   const std::string& language, const std::string& before) {
        auto words = menus::composed(table.cell(row, language));
        if (words.empty()) {
            return refuse(row.number, language, "the cell is empty",
                          "write the translation, or leave the whole row out to keep what the file says");
        }
        if (words == before) return;
        if (const auto why = why_not_shown(words)) return refuse(row.number, language, why->what, why->mend);
        if (const auto why = other_fillings(text.words.front(), words))
            return refuse(row.number, language, why->what, why->mend);
        changes_.push_back({&text, language, std::move(words), row.number});
    }

    // A language is whole or it is not there.
    void expect_whole_languages() {
        if (new_languages_.empty()) return;
        for (const auto& text : written_.texts) {
            if (rows_.contains(&text)) continue;
            refuse(0, new_languages_.front(),
                   fmt::format("there is no row for screen \"{}\", part \"{}\"", text.screen, text.part),
                   "a new language needs every text; export the texts again and fill its column");
        }
    }

    // The file with every change, and nothing else changed.
    std::string applied() const {
        struct Edit {
            std::size_t begin = 0;
            std::size_t end = 0;
            std::string words;
        };
        std::vector<Edit> edits;
        for (const auto& language : new_languages_) {
            edits.push_back({written_.languages_end, written_.languages_end, ", " + quoted(language)});
        }
        for (const auto& change : changes_) {
            const auto known = std::ranges::find(menu_.languages, change.language);
            if (known == menu_.languages.end()) {
                const auto at = end_of(*change.text);
                edits.push_back({at, at, addition(change)});
                continue;
            }
            const auto& place =
                change.text->places[static_cast<std::size_t>(known - menu_.languages.begin())];
            edits.push_back({place.begin, place.end, quoted(change.words)});
        }
        std::ranges::stable_sort(edits, {}, &Edit::begin);
        std::string result;
        std::size_t at = 0;
        for (const auto& edit : edits) {
            result += toml_.substr(at, edit.begin - at);
            result += edit.words;
            at = edit.end;
        }
        return result += toml_.substr(at);
    }

    static const Place& last_place(const WrittenText& text) {
        return *std::ranges::max_element(text.places, {}, &Place::begin);
    }

    // Where one more language of a text is written: after the last one, on the same line between braces, else
    // on a line of its own.
    std::size_t end_of(const WrittenText& text) const {
        const auto end = last_place(text).end;
        return text.is_inline ? end : std::min(toml_.find('\n', end), toml_.size());
    }

    // In the way that the last language of the text is written: 'en = ' as '\nso = ', ', sw=' as ', so='.
    std::string addition(const Change& change) const {
        const auto& last = last_place(*change.text);
        const auto index = static_cast<std::size_t>(&last - change.text->places.data());
        auto key = std::string(toml_.substr(last.key, last.begin - last.key));
        if (const auto at = key.find(menu_.languages[index]); at != std::string::npos)
            key.replace(at, menu_.languages[index].size(), change.language);
        if (change.text->is_inline) return ", " + key + quoted(change.words);
        const auto line = toml_.substr(0, last.key).rfind('\n') + 1;
        const bool ends_in_cr = end_of(*change.text) > 0 && toml_[end_of(*change.text) - 1] == '\r';
        auto added = fmt::format("\n{}{}{}", toml_.substr(line, last.key - line), key, quoted(change.words));
        // The line before it ends where the file says; this one takes over its end.
        return ends_in_cr ? added + '\r' : added;
    }

    // The new file is read and measured as any other; what is wrong is told of the cell that brought it.
    void judge(const std::string& changed) {
        const auto parsed = menus::parse(changed, file_);
        if (!parsed.menu) return blame(changed, parsed.problems);
        if (!says_all(changed, *parsed.menu)) {
            return refuse(0, {}, fmt::format("{} is laid out in a way that cannot be written into", file_),
                          "put each text on a line of its own: en = \"...\", and import again");
        }
        const auto sizes = sizes_of(*parsed.menu, measure_.places, measure_.screen_septets());
        std::set<std::pair<std::string, std::string>> told;
        for (const auto* change : by_cost()) {
            const auto size = sizes.of(change->text->screen, change->text->part, change->language);
            if (size.septets <= measure_.screen_septets()) continue;
            if (!told.emplace(size.whose, change->language).second) continue;
            refuse(change->row, change->language,
                   fmt::format("{} takes {} characters at its longest with this; {} are allowed", size.whose,
                               size.septets, measure_.screen_septets()),
                   fmt::format("shorten this, or others of that screen, by {}",
                               size.septets - measure_.screen_septets()));
        }
    }

    // The longest first: of a screen that is too large they give most.
    std::vector<const Change*> by_cost() const {
        std::vector<const Change*> result;
        for (const auto& change : changes_)
            result.push_back(&change);
        std::ranges::stable_sort(result, std::ranges::greater{},
                                 [](const Change* it) { return it->words.size(); });
        return result;
    }

    void blame(const std::string& changed, const menus::Problems& problems) {
        std::vector<std::string> languages = menu_.languages;
        languages.insert(languages.end(), new_languages_.begin(), new_languages_.end());
        for (const auto& problem : problems) {
            const auto* change = at_line(changed, problem.line, problem.language);
            if (change == nullptr) {
                refuse(0, {}, fmt::format("with it, {}, line {}: {}", file_, problem.line, problem.what),
                       problem.mend);
            } else {
                refuse(change->row, change->language, problem.what, problem.mend);
            }
        }
    }

    // Which change stands on a line of the new file. Changes keep the lines of files but for new languages,
    // which have lines of their own.
    const Change* at_line(const std::string& changed, int line, const std::string& language) const {
        std::size_t begin = 0;
        for (int i = 1; i < line && begin != std::string::npos; ++i)
            begin = changed.find('\n', begin) + 1;
        const auto words = std::string_view(changed).substr(begin, changed.find('\n', begin) - begin);
        const auto found = std::ranges::find_if(changes_, [&](const Change& it) {
            return (language.empty() || it.language == language) &&
                   words.find(quoted(it.words)) != std::string_view::npos;
        });
        return found == changes_.end() ? nullptr : &*found;
    }

    bool says_all(const std::string& changed, const Menu& menu) const {
        std::map<std::pair<std::string, std::string>, std::map<std::string, std::string>> said;
        for (const auto& text : written_file(changed, menu.languages).texts) {
            for (std::size_t i = 0; i < menu.languages.size(); ++i)
                said[{text.screen, text.part}][menu.languages[i]] = text.words[i];
        }
        return std::ranges::all_of(changes_, [&](const Change& it) {
            return said[std::pair(it.text->screen, it.text->part)][it.language] == it.words;
        });
    }

    std::string_view toml_;
    std::string file_;
    const Menu& menu_;
    Measure measure_;
    std::string csv_file_;
    WrittenFile written_;
    std::map<std::pair<std::string, std::string>, const WrittenText*> by_name_;
    std::map<const WrittenText*, int> rows_;
    std::vector<std::string> new_languages_;
    std::vector<Change> changes_;
    Remarks refusals_;
};

}  // namespace

TranslationsOut write_translations(std::string_view toml, std::string_view file, const Measure& measure) {
    const auto parsed = menus::parse(toml, file);
    if (!parsed.menu) return {std::nullopt, parsed.problems};
    const auto& menu = *parsed.menu;
    const auto sizes = sizes_of(menu, measure.places, measure.screen_septets());
    std::vector<std::string> heading{"screen", "part"};
    heading.insert(heading.end(), menu.languages.begin(), menu.languages.end());
    heading.insert(heading.end(), {"limit", "used"});
    std::vector<std::vector<std::string>> rows{heading};
    for (const auto& text : written_file(toml, menu.languages).texts) {
        std::vector<std::string> row{text.screen, text.part};
        row.insert(row.end(), text.words.begin(), text.words.end());
        int used = 0;
        for (const auto& language : menu.languages)
            used = std::max(used, sizes.of(text.screen, text.part, language).septets);
        row.push_back(std::to_string(measure.screen_septets()));
        row.push_back(std::to_string(used));
        rows.push_back(std::move(row));
    }
    return {write_records(rows), {}};
}

TranslationsIn read_translations(std::string_view toml, std::string_view file, std::string_view csv,
                                 std::string_view csv_file, const Measure& measure) {
    auto parsed = menus::parse(toml, file);
    if (!parsed.menu) return {std::nullopt, 0, {}, std::move(parsed.problems)};
    return Reader(toml, file, *parsed.menu, measure, csv_file).read(csv);
}

}  // namespace kengele::exchange
