#include "menus/parse.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "menus/bounds.hpp"
#include "menus/canonical.hpp"
#include "menus/parse_screen.hpp"
#include "menus/parse_shortcut.hpp"
#include "menus/parse_sms.hpp"
#include "menus/parse_submenu.hpp"
#include "menus/parse_trial.hpp"
#include "menus/soundness.hpp"
#include "menus/submenu.hpp"
#include "menus/text.hpp"
#include "menus/toml_reader.hpp"
#include "menus/words.hpp"

namespace kengele::menus {

namespace {

constexpr std::string_view format = "kengele-menu/1";

struct CommonText {
    const char* key;
    Text CommonTexts::*text;
    bool is_needed = true;
};

constexpr CommonText common_texts[] = {
    {"back", &CommonTexts::back},
    {"home", &CommonTexts::home},
    {"more", &CommonTexts::more},
    {"wrong_key", &CommonTexts::wrong_key},
    {"wrong_code", &CommonTexts::wrong_code},
    {"no_match", &CommonTexts::no_match},
    {"too_many_wrong", &CommonTexts::too_many_wrong},
    {"pick_place", &CommonTexts::pick_place},
    {"pick_county", &CommonTexts::pick_county},
    {"pick_constituency", &CommonTexts::pick_constituency},
    {"pick_ward", &CommonTexts::pick_ward},
    {"continued", &CommonTexts::continued, false},
};

void read_menu(TomlReader& reader, const toml::table& root, Menu& menu);
void read_languages(TomlReader& reader, const toml::table& root, Menu& menu);
void read_common(TomlReader& reader, const toml::table& root, Menu& menu);
void read_samples(TomlReader& reader, const toml::table& root, Menu& menu);
void read_defaults(TomlReader& reader, const toml::table& root, Menu& menu);

}  // namespace

ParseResult parse(std::string_view toml, std::string_view file_name) {
    TomlReader reader(toml, file_name);
    Menu menu;
    if (const auto problem = out_of_bounds(toml, file_name)) return {std::nullopt, {*problem}};
    try {
        read_menu(reader, toml::parse(toml, file_name), menu);
    } catch (const toml::parse_error& error) {
        const auto& at = error.source().begin;
        reader.add(static_cast<int>(at.line), static_cast<int>(at.column),
                   fmt::format("column {}: {}", at.column, error.description()),
                   "check quotes, brackets and commas on this line and the one before");
    }
    if (!reader.problems().empty()) return {std::nullopt, reader.take_problems()};
    menu.hash = content_hash(menu);
    return {std::move(menu), {}};
}

namespace {

void read_menu(TomlReader& reader, const toml::table& root, Menu& menu) {
    reader.check_keys(
        root, {"format", "id", "for", "version", "languages", "start", "danger", "filed", "resumed",
               "unfinished", "common", "sample", "default", "shortcut", "sms", "submenu", "screen", "test"});
    if (const auto word = reader.required(root, "format"); !word.empty() && word != format) {
        reader.add(*root.get("format"), fmt::format("format \"{}\" is not known", word),
                   fmt::format("write format = \"{}\"", format));
    }
    menu.id = reader.name(root, "id", true);
    menu.audience = reader.choice(root, "for", audience_words).value_or(Audience::residents);
    menu.version = reader.required(root, "version");
    read_languages(reader, root, menu);
    // Nothing more can be judged without knowing the languages.
    if (menu.languages.empty()) return;
    menu.start = reader.name(root, "start", true);
    menu.danger = reader.name(root, "danger", false);
    menu.filed = reader.name(root, "filed", false);
    menu.resumed = reader.name(root, "resumed", false);
    menu.unfinished = reader.name(root, "unfinished", false);
    read_common(reader, root, menu);
    read_samples(reader, root, menu);
    read_texting(reader, root, menu);
    read_defaults(reader, root, menu);
    read_shortcuts(reader, root, menu);
    read_screens(reader, root, menu);
    const auto submenus = read_submenus(reader, root, menu);
    if (reader.problems().empty()) {
        for (auto& problem : put_in(menu, submenus, reader.file()))
            reader.add(std::move(problem));
    }
    const bool are_screens_known = reader.problems().empty();
    if (are_screens_known) {
        for (auto& problem : told_once(menu, unsound(menu, reader.file())))
            reader.add(std::move(problem));
    }
    read_trials(reader, root, are_screens_known, menu);
}

void read_languages(TomlReader& reader, const toml::table& root, Menu& menu) {
    const auto* list = root.get_as<toml::array>("languages");
    if (list == nullptr || list->empty() || list->size() > 8) {
        return reader.add(root, "languages are missing",
                          "write languages = [\"en\", \"sw\"]; the first is the default");
    }
    const auto before = reader.problems().size();
    for (const auto& node : *list) {
        const auto language = node.value<std::string>().value_or("");
        const bool fits = language.size() >= 2 && language.size() <= 3 &&
                          std::all_of(language.begin(), language.end(),
                                      [](char letter) { return letter >= 'a' && letter <= 'z'; });
        if (!fits) {
            reader.add(node, "a language has two or three small letters", "write \"en\", \"sw\", \"so\"");
        } else if (is_one_of(menu.languages, language)) {
            reader.add(node, fmt::format("language \"{}\" is there twice", language), "leave one out");
        } else {
            menu.languages.push_back(language);
        }
    }
    // Every text of a language that is not known would be one more message.
    if (reader.problems().size() > before) menu.languages.clear();
    reader.set_languages(menu.languages);
}

void read_common(TomlReader& reader, const toml::table& root, Menu& menu) {
    const auto* table = reader.table_of(root, "common", "write [common] with the engine's words");
    if (table == nullptr) return;
    const TomlReader::Within within(reader, "common: ");
    Keys keys;
    for (const auto& common : common_texts) {
        keys.emplace_back(common.key);
    }
    reader.check_keys(*table, keys);
    for (const auto& [key, member, is_needed] : common_texts) {
        if (!is_needed && !table->contains(key)) continue;
        menu.common.*member = reader.text_under(*table, key);
        // These stand on screens of every kind, where nobody knows a value.
        const auto* node = table->get(key);
        if (node != nullptr) reader.check_plain(*node, fmt::format("\"{}\"", key), menu.common.*member);
    }
}

void read_defaults(TomlReader& reader, const toml::table& root, Menu& menu) {
    const auto* table = root.get("default");
    if (table == nullptr) return;
    menu.defaults_line = line_of(*table);
    for (auto& [field, value] : reader.assignments(root, "default"))
        menu.defaults.emplace(std::move(field), std::move(value));
}

void read_samples(TomlReader& reader, const toml::table& root, Menu& menu) {
    if (root.get("sample") == nullptr) return;
    const auto* table = reader.table_of(root, "sample", "write [sample] with the longest fillings");
    if (table == nullptr) return;
    const TomlReader::Within within(reader, "sample: ");
    for (const auto& [key, node] : *table) {
        const std::string field(key.str());
        reader.check_name(node, field);
        if (const auto text = node.value<std::string>(); node.is_string()) {
            reader.check_words(node, *text, "the sample");
            menu.samples[field].by_language.assign(menu.languages.size(), *text);
        } else {
            menu.samples[field] = reader.text_under(*table, field);
        }
    }
}

}  // namespace

}  // namespace kengele::menus
