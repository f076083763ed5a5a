#include "menus/exchange/options.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "menus/exchange/legible.hpp"
#include "menus/exchange/names.hpp"
#include "menus/exchange/table.hpp"
#include "menus/spelling.hpp"
#include "menus/utf8.hpp"
#include "menus/words.hpp"

namespace kengele::exchange {

namespace {

constexpr std::array plain_columns{"screen", "key",  "goes_to", "stores", "value",  "type", "then", "max",
                                   "min",    "days", "class",   "sms",    "resume", "back", "home"};
constexpr std::array text_columns{"text", "list", "again", "unit", "today", "yesterday"};
constexpr std::array actions{"submit", "language", "confirm", "dispute", "prove", "end"};

class Reader {
public:
    Reader(std::string_view file, const menus::Menu& like, const Measure& measure)
        : file_(file), like_(like), measure_(measure) {}

    Drafted read(std::string_view csv) {
        const auto table = Table::read(csv, file_, refusals_);
        if (table && read_columns(*table)) {
            for (const auto& row : table->rows())
                read_row(*table, row);
            mend_ways();
            if (draft_.screens.empty())
                refuse(0, {}, "there is no screen",
                       "write a row for each screen, and below it one for each option");
        }
        if (!refusals_.empty()) {
            sort(refusals_);
            return {{}, std::move(refusals_), {}};
        }
        draft_.id = like_.id;
        draft_.version = "draft";
        draft_.start = draft_.screens.front().id;
        complete(draft_, like_, file_, losses_);
        return finished(draft_, fmt::format("Made from {}. Give it a version before it is published.", file_),
                        file_, std::move(losses_), measure_, false);
    }

private:
    void refuse(int row, const std::string& column, std::string what, std::string mend) {
        if (refusals_.size() < remarks_max)
            refusals_.push_back({file_, row, column, std::move(what), std::move(mend)});
    }

    void lose(int row, const std::string& column, std::string what, std::string mend) {
        if (losses_.size() < remarks_max)
            losses_.push_back({file_, row, column, std::move(what), std::move(mend)});
    }

    bool read_columns(const Table& table) {
        for (const auto& name : table.columns()) {
            if (name.empty() || std::ranges::count(plain_columns, std::string_view(name)) > 0) continue;
            const auto parted = name.rfind('_');
            const auto language = parted == std::string::npos ? std::string() : name.substr(parted + 1);
            const auto known = std::ranges::count(text_columns, std::string_view(name).substr(0, parted)) > 0;
            if (!known || !is_language_code(language)) {
                lose(1, name, "this column is not read", "leave it out, or see which columns there are");
            } else if (name.starts_with("text_")) {
                draft_.languages.push_back(language);
            }
        }
        for (const auto* name : {"screen", "goes_to"}) {
            if (!table.column(name)) refuse(1, name, "the column is missing", "name it in the first row");
        }
        if (draft_.languages.empty())
            refuse(1, "text_en", "the column is missing",
                   "write the texts in a column text_en, text_sw, ...");
        if (draft_.languages.size() > 8) refuse(1, {}, "a menu has at most 8 languages", "leave some out");
        return refusals_.empty();
    }

    void read_row(const Table& table, const Table::Row& row) {
        // A name left empty means the screen above.
        const auto& cell = table.cell(row, "screen");
        const auto id = cell.empty() && !draft_.screens.empty() ? above_ : cell;
        if (!is_menu_name(id))
            return refuse(row.number, "screen", fmt::format("\"{}\" is no name", id), name_rule);
        above_ = id;
        const auto known = std::ranges::find(draft_.screens, id, &DraftScreen::id);
        if (known == draft_.screens.end()) {
            read_screen(table, row, id);
        } else {
            read_option(table, row, *known);
        }
    }

    void read_screen(const Table& table, const Table::Row& row, const std::string& id) {
        DraftScreen screen;
        screen.id = id;
        screen.row = row.number;
        screen.type = type_of(table, row);
        screen.text = texts_of(table, row, "text", true);
        screen.store = table.cell(row, "stores");
        if (!screen.store.empty() && !is_menu_name(screen.store))
            refuse(row.number, "stores", fmt::format("\"{}\" is no name of a field", screen.store),
                   name_rule);
        screen.to = table.cell(row, "goes_to");
        const auto& key = table.cell(row, "key");
        if (!key.empty() && screen.type == "text") {
            screen.words["skip"] = key;
        } else if (!key.empty()) {
            refuse(row.number, "key", "the first row of a screen is its own text and has no key",
                   "write a row above it with what callers read first");
        }
        if (screen.type.empty() && !screen.to.empty())
            refuse(row.number, "goes_to", "the first row of a screen with options leads nowhere itself",
                   "write goes_to beside each option, or a type");
        for (const auto* word : {"class", "sms", "resume"}) {
            if (const auto& value = table.cell(row, word); !value.empty()) screen.words[word] = value;
        }
        for (const auto* number : {"max", "min", "days"}) {
            if (const auto value = number_of(table, row, number)) screen.numbers[number] = *value;
        }
        screen.has_back = !is_no(table, row, "back");
        screen.has_home = !is_no(table, row, "home");
        read_texts(table, row, screen);
        draft_.screens.push_back(std::move(screen));
    }

    // What a kind of screen says besides its text; usual words where the table has none.
    void read_texts(const Table& table, const Table::Row& row, DraftScreen& screen) {
        const auto put = [&](const char* key, const char* usual) {
            auto words = texts_of(table, row, key, false);
            const bool is_said = std::ranges::any_of(words, [](const auto& it) { return !it.empty(); });
            if (!is_said && *usual == '\0') return;
            screen.texts[key] = is_said ? std::move(words) : own_words(draft_, usual);
        };
        if (screen.type == "area") put("list", "from list");
        if (screen.type == "number") {
            put("again", "a number");
            put("unit", "");
        }
        if (screen.type == "text") {
            if (!screen.numbers.contains("max")) screen.numbers["max"] = letters_usual;
            put("again", screen.numbers.contains("min") ? "more letters" : "");
        }
        if (screen.type == "date") {
            if (!screen.numbers.contains("days")) screen.numbers["days"] = days_usual;
            put("today", "today");
            put("yesterday", "yesterday");
            put("again", "a day");
        }
    }

    void read_option(const Table& table, const Table::Row& row, DraftScreen& screen) {
        if (!screen.type.empty() && screen.type != "list") {
            return refuse(
                row.number, "screen",
                fmt::format("screen \"{}\" is of type {} and has no options", screen.id, screen.type),
                "leave the row out, or give it a screen of its own");
        }
        DraftOption option;
        option.row = row.number;
        option.key = table.cell(row, "key");
        option.text = texts_of(table, row, "text", true);
        option.to = table.cell(row, "goes_to");
        option.then = table.cell(row, "then");
        option.value = table.cell(row, "value");
        read_stored(table, row, option);
        screen.options.push_back(std::move(option));
    }

    // "fire" for the field of the screen; "urgency=life" for another, several parted by '|'.
    void read_stored(const Table& table, const Table::Row& row, DraftOption& option) {
        std::string_view rest = table.cell(row, "stores");
        while (!rest.empty()) {
            const auto part = trimmed(rest.substr(0, rest.find('|')));
            rest.remove_prefix(
                std::min(rest.size(), rest.find('|') == rest.npos ? rest.size() : rest.find('|') + 1));
            const auto sign = part.find('=');
            if (part.empty()) continue;
            if (sign == std::string_view::npos) {
                option.value = part;
                continue;
            }
            const std::string field(trimmed(part.substr(0, sign)));
            if (!is_menu_name(field)) {
                refuse(row.number, "stores", fmt::format("\"{}\" is no name of a field", field), name_rule);
            }
            const auto is_there = std::ranges::count(option.set, field, &menus::Assignment::field) > 0;
            if (is_there)
                refuse(row.number, "stores", fmt::format("{} is stored twice", field), "leave one out");
            option.set.push_back({field, std::string(trimmed(part.substr(sign + 1)))});
        }
    }

    std::string type_of(const Table& table, const Table::Row& row) {
        const auto& type = table.cell(row, "type");
        if (type.empty() || type == "menu") return {};
        std::vector<std::string> known;
        for (const auto& [word, kind] : menus::kind_words)
            known.emplace_back(word);
        if (std::ranges::count(known, type) == 0) {
            const auto near = menus::probably_meant(type, known);
            refuse(row.number, "type", fmt::format("type \"{}\" is not known", type),
                   near ? fmt::format("did you mean \"{}\"?", *near)
                        : fmt::format("known are {}", fmt::join(known, ", ")));
        }
        return type;
    }

    Words texts_of(const Table& table, const Table::Row& row, const std::string& what, bool is_wanted) {
        Words words;
        for (const auto& language : draft_.languages) {
            const auto column = fmt::format("{}_{}", what, language);
            words.push_back(menus::composed(table.cell(row, column)));
            if (words.back().empty() && is_wanted)
                refuse(row.number, column, "the cell is empty", "write what callers read");
            if (auto why = why_not_shown(words.back()))
                refuse(row.number, column, std::move(why->what), std::move(why->mend));
        }
        return words;
    }

    std::optional<int> number_of(const Table& table, const Table::Row& row, const char* column) {
        const auto& cell = table.cell(row, column);
        if (cell.empty()) return std::nullopt;
        int number = 0;
        const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), number);
        if (error != std::errc() || end != cell.data() + cell.size() || number < 0) {
            refuse(row.number, column, fmt::format("\"{}\" is no whole number", cell), "write digits only");
            return std::nullopt;
        }
        return number;
    }

    bool is_no(const Table& table, const Table::Row& row, const char* column) {
        const auto& cell = table.cell(row, column);
        const bool is_known = cell.empty() || cell == "yes" || cell == "no";
        if (!is_known)
            refuse(row.number, column, fmt::format("\"{}\" is neither yes nor no", cell), "write yes or no");
        return cell == "no";
    }

    // Spreadsheets take "@submit" for a formula: an action may be written without its sign.
    void mend_ways() {
        const auto mend = [this](std::string& to) {
            const bool is_action = std::ranges::count(actions, std::string_view(to)) > 0;
            if (is_action && draft_.screen(to) == nullptr) to.insert(0, 1, '@');
        };
        for (auto& screen : draft_.screens) {
            mend(screen.to);
            for (auto& option : screen.options)
                mend(option.to);
        }
    }

    static constexpr int letters_usual = 100;
    static constexpr int days_usual = 30;

    std::string file_;
    const menus::Menu& like_;
    const Measure& measure_;
    Draft draft_;
    std::string above_;
    Remarks refusals_;
    Remarks losses_;
};

}  // namespace

Drafted read_options(std::string_view csv, std::string_view file, const menus::Menu& like,
                     const Measure& measure) {
    return Reader(file, like, measure).read(csv);
}

}  // namespace kengele::exchange
