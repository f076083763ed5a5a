#include "menus/parse_trial.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>
#include <utility>

#include "menus/utf8.hpp"

namespace kengele::menus {

namespace {

constexpr std::size_t trials_max = 500;
constexpr std::size_t keys_max = 60;  // nobody types more in one call
constexpr std::size_t words_bytes_max = 200;

// What tests may speak of.
struct Known {
    Keys screens;
    Keys fields;
    Keys proofs;
    Keys lists;
    Keys numbers;  // dialled directly
};

Known known_of(const Menu& menu);
bool is_role(std::string_view word);
bool is_place_code(std::string_view word);

// Reads one block. Every value that is wrong is told and left out.
class TrialReader {
public:
    TrialReader(TomlReader& reader, const toml::table& table, const Menu& menu, const Known* known)
        : reader_(reader), table_(table), menu_(menu), known_(known) {}

    Trial read() {
        reader_.check_keys(table_, {"name",       "lang",  "today",     "dial",         "redial",  "begun",
                                    "right_code", "proof", "right_pin", "invited",      "answers", "caller",
                                    "channel",    "alert", "class",     "keys",         "shows",   "ends",
                                    "rows",       "makes", "routed_to", "not_routed_to"});
        trial_.line = line_of(table_);
        trial_.name = words_of(table_, "name");
        if (table_.get("name") == nullptr)
            reader_.add(table_, "name is missing", "say in a sentence what must hold");
        read_language();
        read_day();
        read_dial();
        trial_.redials = is_set("redial");
        if (trial_.redials && menu_.resumed.empty()) {
            reader_.add(*table_.get("redial"), "the menu has no screen for a redial",
                        "write resumed = \"...\" at the top of the file, or leave redial out");
        }
        trial_.has_right_code = is_set("right_code");
        trial_.has_right_pin = is_set("right_pin");
        trial_.is_invited = is_set("invited");
        read_proof();
        read_circumstances();
        if (table_.contains("begun")) read_keys("begun", trial_.begun);
        if (trial_.redials && !trial_.begun.empty()) {
            reader_.add(*table_.get("begun"), "a redial after a report was sent finds nothing unfinished",
                        "leave redial or begun out");
        }
        read_keys("keys", trial_.keys);
        read_shows();
        read_end();
        read_rows();
        read_fields();
        read_answers();
        trial_.routed_to = roles_of("routed_to");
        trial_.not_routed_to = roles_of("not_routed_to");
        check_purpose();
        return std::move(trial_);
    }

private:
    void read_language() {
        const auto language = words_of(table_, "lang");
        if (language.empty()) return;
        const auto found = std::ranges::find(menu_.languages, language);
        if (found != menu_.languages.end()) {
            trial_.language = static_cast<Language>(found - menu_.languages.begin());
        } else {
            reader_.add(*table_.get("lang"), fmt::format("the menu has no language \"{}\"", language),
                        meant(language, menu_.languages));
        }
    }

    void read_day() {
        const auto* node = table_.get("today");
        if (node == nullptr) return;
        if (const auto date = node->value<toml::date>()) {
            trial_.today = Day(std::chrono::year{date->year} / date->month / date->day);
        } else {
            reader_.add(*node, "today is no day", "write today = 2026-11-22, without quotes");
        }
    }

    void read_dial() {
        trial_.dial = words_of(table_, "dial");
        if (trial_.dial.empty() || known_ == nullptr) return;
        const auto& at = *table_.get("dial");
        if (menu_.shortcut(trial_.dial) == nullptr) {
            reader_.add(
                at, fmt::format("nothing is dialled directly with \"{}\"", trial_.dial),
                fmt::format(
                    "write {} = \"...\" under [shortcut] if it is gone from there; else {}", trial_.dial,
                    known_->numbers.empty() ? "leave dial out" : meant(trial_.dial, known_->numbers)));
        } else if (table_.contains("redial")) {
            reader_.add(at, "who dials directly is not told of an earlier report",
                        "leave dial or redial out");
        }
    }

    void read_proof() {
        trial_.proof = words_of(table_, "proof");
        if (trial_.proof.empty() || known_ == nullptr || is_one_of(known_->proofs, trial_.proof)) return;
        reader_.add(*table_.get("proof"),
                    fmt::format("no \"@prove\" option has the value \"{}\"", trial_.proof),
                    known_->proofs.empty() ? "leave proof out" : meant(trial_.proof, known_->proofs));
    }

    void read_circumstances() {
        for (const auto& circumstance : circumstance_words()) {
            const auto word = words_of(table_, circumstance.name);
            if (word.empty()) continue;
            if (is_one_of(circumstance.words, word)) {
                set_circumstance(trial_.circumstances, circumstance.name, word);
            } else {
                reader_.add(*table_.get(circumstance.name),
                            fmt::format("{} is never \"{}\"", circumstance.name, word),
                            meant(word, circumstance.words));
            }
        }
    }

    void read_keys(const std::string& key, std::vector<std::string>& keys) {
        const auto* node = table_.get(key);
        const auto* list = node == nullptr ? nullptr : node->as_array();
        if (list == nullptr) {
            return reader_.add(at(key), fmt::format("{} say what is typed", key),
                               fmt::format("write {} = [\"1\", \"KAWA\", \"1\"]", key));
        }
        if (list->size() > keys_max) {
            return reader_.add(*list, fmt::format("{} keys are typed", list->size()),
                               fmt::format("type at most {} in one test", keys_max));
        }
        for (const auto& item : *list) {
            auto typed = words_in(item, "a key");
            if (!typed.empty()) keys.push_back(std::move(typed));
        }
    }

    // A list: on any screen. A table: on the screen after that many keys.
    void read_shows() {
        const auto* node = table_.get("shows");
        if (node == nullptr) return;
        if (const auto* list = node->as_array()) {
            for (const auto& item : *list)
                add_shown(std::nullopt, item);
        } else if (const auto* steps = node->as_table()) {
            for (const auto& [key, item] : *steps)
                add_shown_after(std::string(key.str()), item);
        } else {
            reader_.add(
                *node, "shows is no list of texts",
                "write shows = [\"text\"], or shows = { 2 = \"text\" } for the screen after two keys");
        }
    }

    void add_shown_after(const std::string& key, const toml::node& item) {
        std::size_t after = 0;
        const auto read = std::from_chars(key.data(), key.data() + key.size(), after);
        if (read.ec != std::errc{} || read.ptr != key.data() + key.size() || after > trial_.keys.size()) {
            return reader_.add(item, fmt::format("there is no screen after {} keys", key),
                               fmt::format("write 0 for the first screen, up to {}", trial_.keys.size()));
        }
        if (const auto* list = item.as_array()) {
            for (const auto& text : *list)
                add_shown(after, text);
        } else {
            add_shown(after, item);
        }
    }

    void add_shown(std::optional<std::size_t> after, const toml::node& item) {
        auto text = words_in(item, "a text of a screen");
        if (!text.empty()) trial_.shows.push_back({after, std::move(text)});
    }

    void read_end() {
        trial_.ends = words_of(table_, "ends");
        if (trial_.ends.empty() || known_ == nullptr || is_one_of(known_->screens, trial_.ends)) return;
        reader_.add(*table_.get("ends"), fmt::format("there is no screen \"{}\"", trial_.ends),
                    meant(trial_.ends, known_->screens));
    }

    // rows = { centres = [ { value = "12", label = "...", set = { open = "yes" } } ] }
    void read_rows() {
        const auto* node = table_.get("rows");
        if (node == nullptr) return;
        const auto* lists = node->as_table();
        if (lists == nullptr) {
            return reader_.add(*node, "rows names no list",
                               "write rows = { centres = [ { value = \"1\" } ] }");
        }
        for (const auto& [key, item] : *lists) {
            const std::string list(key.str());
            if (known_ != nullptr && !is_one_of(known_->lists, list)) {
                reader_.add(item, fmt::format("no screen looks up \"{}\"", list),
                            known_->lists.empty() ? "leave rows out" : meant(list, known_->lists));
            }
            auto& rows = trial_.rows[list];
            const auto* all = item.as_array();
            if (all == nullptr) {
                reader_.add(item, fmt::format("{} is no list", list), "write [] for none");
                continue;
            }
            for (const auto& one : *all)
                if (auto row = row_in(one)) rows.push_back(std::move(*row));
        }
    }

    std::optional<TrialRow> row_in(const toml::node& item) {
        const auto* table = item.as_table();
        if (table == nullptr) {
            reader_.add(item, "this is no row", "write { value = \"1\" }");
            return std::nullopt;
        }
        reader_.check_keys(*table, {"value", "label", "set"});
        return TrialRow{reader_.required(*table, "value"), words_of(*table, "label"),
                        reader_.assignments(*table, "set")};
    }

    void read_fields() {
        const auto* node = table_.get("makes");
        if (node == nullptr) return;
        const auto* fields = node->as_table();
        if (fields == nullptr || fields->empty()) {
            return reader_.add(*node, "makes names no field",
                               "write makes = { kind = \"CRM1\", place = \"1378\" }");
        }
        for (const auto& [key, value] : *fields) {
            const std::string field(key.str());
            if (known_ != nullptr && !is_one_of(known_->fields, field)) {
                reader_.add(value, fmt::format("no screen stores \"{}\"", field),
                            meant(field, known_->fields));
            }
            // Empty words are meant: the field must not be there.
            const auto is_empty = value.value<std::string>() == std::string();
            trial_.makes[field] = is_empty ? std::string() : words_in(value, "a field");
        }
    }

    void read_answers() {
        const auto* node = table_.get("answers");
        if (node == nullptr) return;
        const auto* words = node->as_table();
        if (words == nullptr || words->empty()) {
            return reader_.add(*node, "answers says nothing",
                               "write answers = { answer = \"cannot\", reason = \"vehicle\" }");
        }
        reader_.check_keys(*words, {"answer", "reason", "duty", "pin", "menu"});
        for (const auto& [key, value] : *words) {
            const auto is_empty = value.value<std::string>() == std::string();
            trial_.answers[std::string(key.str())] = is_empty ? std::string() : words_in(value, "an answer");
        }
    }

    std::vector<RoleAt> roles_of(const std::string& key) {
        std::vector<RoleAt> roles;
        const auto* node = table_.get(key);
        if (node == nullptr) return roles;
        const auto* list = node->as_array();
        if (list == nullptr || list->empty()) {
            reader_.add(*node, fmt::format("{} names no role", key),
                        fmt::format("write {} = [\"CHIEF\"]", key));
            return roles;
        }
        for (const auto& item : *list) {
            const auto word = words_in(item, "a role");
            if (word.empty()) continue;
            const auto colon = word.find(':');
            RoleAt one{word.substr(0, colon), colon == std::string::npos ? "" : word.substr(colon + 1)};
            if (is_role(one.role) && (colon == std::string::npos || is_place_code(one.place))) {
                roles.push_back(std::move(one));
            } else {
                reader_.add(
                    item, fmt::format("\"{}\" is no role", word),
                    "write a role key in capitals, \"CHIEF\", or with a place code, \"CHIEF:047-275\"");
            }
        }
        return roles;
    }

    // A test that nothing can fail is worse than none.
    void check_purpose() {
        for (const auto* key : {"shows", "ends", "makes", "answers", "routed_to", "not_routed_to"}) {
            if (table_.get(key) != nullptr) return;
        }
        reader_.add(table_, "the test expects nothing",
                    "say what must come of it with ends, shows, makes, routed_to or not_routed_to");
    }

    bool is_set(const std::string& key) { return table_.get(key) != nullptr && reader_.flag(table_, key); }

    const toml::node& at(const std::string& key) const {
        const auto* node = table_.get(key);
        return node == nullptr ? static_cast<const toml::node&>(table_) : *node;
    }

    std::string words_of(const toml::table& table, const std::string& key) {
        const auto* node = table.get(key);
        return node == nullptr ? std::string() : words_in(*node, key);
    }

    std::string words_in(const toml::node& node, const std::string& whose) {
        auto words = composed(node.value<std::string>().value_or(""));
        const bool is_printable = std::ranges::all_of(
            words, [](char letter) { return static_cast<unsigned char>(letter) >= ' ' || letter == '\n'; });
        if (node.is_string() && !words.empty() && words.size() <= words_bytes_max && is_printable)
            return words;
        reader_.add(node, fmt::format("{} needs words in quotes", whose),
                    fmt::format("write \"...\", at most {} letters", words_bytes_max));
        return {};
    }

    TomlReader& reader_;
    const toml::table& table_;
    const Menu& menu_;
    const Known* known_;  // null while the screens are not known
    Trial trial_;
};

}  // namespace

void read_trials(TomlReader& reader, const toml::table& root, bool are_screens_known, Menu& menu) {
    const auto* node = root.get("test");
    if (node == nullptr) return;
    const auto* list = node->as_array();
    if (list == nullptr) return reader.add(*node, "test is no list", "write [[test]] on a line of its own");
    if (list->size() > trials_max) {
        return reader.add(*list, fmt::format("the menu has {} tests", list->size()),
                          fmt::format("at most {} are allowed", trials_max));
    }
    const auto known = known_of(menu);
    std::set<std::string> names;
    for (const auto& item : *list) {
        const auto* table = item.as_table();
        if (table == nullptr) {
            reader.add(item, "this is no test", "write [[test]] on a line of its own");
            continue;
        }
        const auto name = table->get("name") == nullptr ? "" : table->get("name")->value_or(std::string());
        const TomlReader::Within within(reader, fmt::format("test \"{}\": ", name));
        menu.trials.push_back(TrialReader(reader, *table, menu, are_screens_known ? &known : nullptr).read());
        if (!name.empty() && !names.insert(name).second) {
            reader.add(*table, "another test has this name", "say what is different in this one");
        }
    }
}

namespace {

Known known_of(const Menu& menu) {
    Known known{{"@end", "@too_many_wrong"}, {}, {}, {}, {}};
    std::set<std::string> fields;
    for (const auto& shortcut : menu.shortcuts) {
        known.numbers.push_back(shortcut.number);
        for (const auto& assignment : shortcut.set)
            fields.insert(assignment.field);
    }
    for (const auto& node : menu.nodes) {
        known.screens.push_back(node.id);
        if (!node.written.empty() && !is_one_of(known.screens, node.written))
            known.screens.push_back(node.written);
        if (!node.store.empty()) fields.insert(node.store);
        if (!node.from.empty()) known.lists.push_back(node.from);
        fields.insert(node.sets.begin(), node.sets.end());
        for (const auto& [field, value] : node.set)
            fields.insert(field);
        for (const auto& option : node.options) {
            if (option.to == "@prove") known.proofs.push_back(option.value);
            for (const auto& assignment : option.set)
                fields.insert(assignment.field);
        }
    }
    known.fields.assign(fields.begin(), fields.end());
    return known;
}

bool is_role(std::string_view word) {
    const auto fits = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); };
    return !word.empty() && std::ranges::all_of(word, fits);
}

bool is_place_code(std::string_view word) {
    const auto fits = [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    };
    return !word.empty() && std::ranges::all_of(word, fits);
}

}  // namespace

}  // namespace kengele::menus
