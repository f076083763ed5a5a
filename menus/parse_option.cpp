#include "menus/parse_option.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "menus/parse_condition.hpp"
#include "menus/ways.hpp"

namespace kengele::menus {

namespace {

Option read_option(TomlReader& reader, const toml::table& table, const Node& node);
void read_key(TomlReader& reader, const toml::table& table, const Node& node, Option& option);
void check_new_key(TomlReader& reader, const toml::node& at, const Node& node, const Option& option);
void keep_label(const Node& node, const Option& option, Menu& menu);
bool is_key(std::string_view text);

}  // namespace

void read_options(TomlReader& reader, const toml::table& table, Node& node, Menu& menu) {
    const auto* list = table.get("option");
    if (list == nullptr) return;
    const auto* options = list->as_array();
    if (options == nullptr) {
        return reader.add(*list, "option is no list", "write option = [ { to = ..., en = ... }, ... ]");
    }
    for (const auto& item : *options) {
        const auto* option = item.as_table();
        if (option == nullptr) {
            reader.add(item, "this is no option", "write { to = \"...\", en = \"...\", sw = \"...\" }");
            continue;
        }
        node.options.push_back(read_option(reader, *option, node));
        keep_label(node, node.options.back(), menu);
    }
}

void check_key(TomlReader& reader, const toml::node& at, const std::string& key) {
    if (!is_key(key)) {
        reader.add(at, fmt::format("key \"{}\" cannot be typed safely", key), "use one to three digits");
    } else if (key == "0" || key == "00" || key == "98") {
        reader.add(at, fmt::format("key {} is taken: 0 goes back, 00 to the start, 98 to the next page", key),
                   "use another key");
    }
}

namespace {

Option read_option(TomlReader& reader, const toml::table& table, const Node& node) {
    const bool is_in_list = node.kind == NodeKind::list;
    Keys keys{"value", "to", "then", "set", "when"};
    if (!is_in_list) keys.insert(keys.begin(), "key");
    keys.insert(keys.end(), reader.languages().begin(), reader.languages().end());
    reader.check_keys(table, keys);
    Option option;
    option.line = line_of(table);
    option.text = reader.text_in(table, table);
    option.to = node.to.empty() ? reader.required(table, "to") : reader.word(table, "to");
    if (option.to.empty()) option.to = node.to;
    option.then = reader.word(table, "then");
    if (option.then.empty() && !table.contains("to")) option.then = node.then;
    option.value = reader.word(table, "value");
    if (is_in_list) {
        // Between two calls of step() a filling may come to say more, and a key would mean another line.
        reader.check_plain(table, "an option of a list", option.text);
    } else {
        read_key(reader, table, node, option);
    }
    if (!option.value.empty() && node.store.empty() && option.to != "@prove" &&
        !is_answer_action(option.to)) {
        reader.add(*table.get("value"), fmt::format("value \"{}\" is stored nowhere", option.value),
                   "write store = \"...\" on the screen, or leave the value out");
    }
    option.set = reader.assignments(table, "set");
    option.when = read_condition(reader, table);
    return option;
}

void read_key(TomlReader& reader, const toml::table& table, const Node& node, Option& option) {
    option.key = reader.word(table, "key");
    if (option.key.empty()) option.key = fmt::format("{}", node.options.size() + 1);
    const auto* key = table.get("key");
    check_key(reader, key == nullptr ? table : *key, option.key);
    if (key == nullptr && option.key.size() > 1) {
        reader.add(table, "the tenth option has no key",
                   "write key = \"10\", type = \"list\" on the screen, or make a second screen");
    }
    check_new_key(reader, table, node, option);
}

void check_new_key(TomlReader& reader, const toml::node& at, const Node& node, const Option& option) {
    const auto same = std::find_if(node.options.begin(), node.options.end(),
                                   [&option](const Option& other) { return other.key == option.key; });
    if (same == node.options.end()) return;
    reader.add(at, fmt::format("key {} is given twice", option.key),
               fmt::format("line {} has it already; write another key = \"...\"", same->line));
}

// A value that several screens store is called what the first of them calls it.
void keep_label(const Node& node, const Option& option, Menu& menu) {
    if (option.value.empty() || node.store.empty()) return;
    menu.labels.emplace(std::pair(node.store, option.value), option.text);
}

bool is_key(std::string_view text) {
    return !text.empty() && text.size() <= 3 &&
           std::all_of(text.begin(), text.end(), [](char digit) { return digit >= '0' && digit <= '9'; });
}

}  // namespace

}  // namespace kengele::menus
