#include "menus/parse.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <set>
#include <utility>

#include "menus/canonical.hpp"
#include "menus/gsm7.hpp"
#include "menus/soundness.hpp"
#include "menus/spelling.hpp"
#include "menus/text.hpp"
#include "menus/utf8.hpp"

namespace kengele::menus {

namespace {

constexpr std::string_view format = "kengele-menu/1";
constexpr std::size_t file_bytes_max = 262'144;
constexpr std::size_t screens_and_options_max = 5000;
constexpr std::size_t name_letters_max = 40;
constexpr std::size_t text_bytes_max = 1000;
constexpr int typed_septets_max = 160;
constexpr std::size_t problems_max = 100;

using Keys = std::vector<std::string>;

struct CommonText {
    const char* key;
    Text CommonTexts::*text;
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
};

struct KindName {
    const char* name;
    NodeKind kind;
};

constexpr KindName kind_names[] = {
    {"menu", NodeKind::menu}, {"text", NodeKind::text}, {"area", NodeKind::area},
    {"code", NodeKind::code}, {"end", NodeKind::end},
};

bool is_name(std::string_view text);
bool is_key(std::string_view text);
std::string listed(const Keys& words);
int line_of(const toml::node& node);

// Reads the tables of one file into a Menu, gathering what is wrong.
class Parser {
public:
    Parser(std::string_view toml, std::string_view file) : toml_(toml), file_(file) {}

    ParseResult run() {
        if (toml_.size() > file_bytes_max) {
            add(0, 0, fmt::format("the file has {} bytes", toml_.size()),
                "a menu file has at most 262144; leave out screens or notes");
            return result();
        }
        try {
            const toml::table root = toml::parse(toml_, file_);
            read(root);
        } catch (const toml::parse_error& error) {
            const auto& at = error.source().begin;
            add(static_cast<int>(at.line), static_cast<int>(at.column), std::string(error.description()),
                "check quotes, brackets and commas on this line and the one before");
        }
        return result();
    }

private:
    ParseResult result() {
        std::stable_sort(problems_.begin(), problems_.end(), [](const Problem& left, const Problem& right) {
            return std::pair(left.line, left.column) < std::pair(right.line, right.column);
        });
        if (!problems_.empty()) return {std::nullopt, std::move(problems_)};
        menu_.hash = content_hash(menu_);
        return {std::move(menu_), {}};
    }

    void add(int line, int column, std::string what, std::string mend) {
        if (problems_.size() < problems_max) {
            problems_.push_back({file_, line, column, std::move(what), std::move(mend)});
        }
    }

    void add(const toml::node& at, const std::string& what, std::string mend) {
        const auto& begin = at.source().begin;
        add(static_cast<int>(begin.line), static_cast<int>(begin.column), where_ + what, std::move(mend));
    }

    void read(const toml::table& root) {
        check_keys(root, {"format", "id", "version", "languages", "start", "filed", "resumed", "common",
                          "sample", "screen"});
        if (const auto word = required(root, "format"); !word.empty() && word != format) {
            add(*root.get("format"), fmt::format("format \"{}\" is not known", word),
                fmt::format("write format = \"{}\"", format));
        }
        menu_.id = name(root, "id", true);
        menu_.version = required(root, "version");
        read_languages(root);
        // Nothing more can be judged without knowing the languages.
        if (menu_.languages.empty()) return;
        menu_.start = name(root, "start", true);
        menu_.filed = name(root, "filed", false);
        menu_.resumed = name(root, "resumed", false);
        read_common(root);
        read_samples(root);
        read_screens(root);
        if (problems_.empty()) {
            for (auto& problem : unsound(menu_, file_)) {
                add(problem.line, problem.column, std::move(problem.what), std::move(problem.mend));
            }
        }
    }

    void read_languages(const toml::table& root) {
        const auto* list = root.get_as<toml::array>("languages");
        if (list == nullptr || list->empty() || list->size() > 8) {
            add(root, "languages are missing",
                "write languages = [\"en\", \"sw\"]; the first is the default");
            return;
        }
        const auto before = problems_.size();
        for (const auto& node : *list) {
            const auto language = node.value<std::string>().value_or("");
            const bool fits = language.size() >= 2 && language.size() <= 3 &&
                              std::all_of(language.begin(), language.end(),
                                          [](char letter) { return letter >= 'a' && letter <= 'z'; });
            if (!fits) {
                add(node, "a language has two or three small letters", "write \"en\", \"sw\", \"so\"");
            } else if (is_one_of(menu_.languages, language)) {
                add(node, fmt::format("language \"{}\" is there twice", language), "leave one out");
            } else {
                menu_.languages.push_back(language);
            }
        }
        // Every text of a language that is not known would be one more message.
        if (problems_.size() > before) menu_.languages.clear();
    }

    void read_common(const toml::table& root) {
        const auto* table = table_of(root, "common", "write [common] with the engine's words");
        if (table == nullptr) return;
        where_ = "common: ";
        Keys keys;
        for (const auto& [key, member] : common_texts) {
            keys.emplace_back(key);
        }
        check_keys(*table, keys);
        for (const auto& [key, member] : common_texts) {
            menu_.common.*member = text_under(*table, key);
            check_plain(*table, key, menu_.common.*member);
        }
        where_.clear();
    }

    // These stand on screens of every kind, where nobody knows a value.
    void check_plain(const toml::table& table, const std::string& key, const Text& text) {
        for (const auto& words : text.by_language) {
            if (fillings(words).empty()) continue;
            add(*table.get(key), fmt::format("\"{}\" has a filling", key), "write plain words here");
            return;
        }
    }

    void read_samples(const toml::table& root) {
        if (root.get("sample") == nullptr) return;
        const auto* table = table_of(root, "sample", "write [sample] with the longest fillings");
        if (table == nullptr) return;
        where_ = "sample: ";
        for (const auto& [key, node] : *table) {
            const std::string field(key.str());
            if (!is_name(field)) add(node, fmt::format("\"{}\" is no name", field), name_rule);
            if (const auto text = node.value<std::string>(); node.is_string()) {
                check_words(node, *text, "the sample");
                menu_.samples[field].by_language.assign(menu_.languages.size(), *text);
            } else {
                menu_.samples[field] = text_under(*table, field);
            }
        }
        where_.clear();
    }

    void read_screens(const toml::table& root) {
        const auto* screens = table_of(root, "screen", "write a [screen.NAME] for every screen");
        if (screens == nullptr) return;
        // TOML tables come sorted by name; people read the file from the top.
        std::vector<std::pair<std::string, const toml::node*>> in_order;
        for (const auto& [key, node] : *screens) {
            in_order.emplace_back(key.str(), &node);
        }
        std::stable_sort(in_order.begin(), in_order.end(), [](const auto& left, const auto& right) {
            return line_of(*left.second) < line_of(*right.second);
        });
        for (const auto& [id, node] : in_order) {
            read_screen(id, *node);
        }
        where_.clear();
        if (count_ > screens_and_options_max) {
            add(*screens, fmt::format("the menu has {} screens and options", count_),
                fmt::format("at most {} are allowed", screens_and_options_max));
        }
    }

    void read_screen(const std::string& id, const toml::node& at) {
        where_ = fmt::format("screen \"{}\": ", id);
        ++count_;
        const auto* table = at.as_table();
        if (table == nullptr) return add(at, "this is no screen", "write [screen.NAME] on a line of its own");
        if (!is_name(id)) add(at, "the name does not fit", name_rule);
        Node node;
        node.id = id;
        node.line = line_of(at);
        const auto kind = kind_of(*table);
        if (!kind) return;
        node.kind = *kind;
        auto keys = keys_of(node.kind);
        keys.insert(keys.end(), menu_.languages.begin(), menu_.languages.end());
        check_keys(*table, keys);
        node.text = text_in(*table, at);
        node.has_back = flag(*table, "back");
        node.has_home = flag(*table, "home");
        read_kind(node, *table);
        menu_.index.emplace(id, menu_.nodes.size());
        menu_.nodes.push_back(std::move(node));
    }

    std::optional<NodeKind> kind_of(const toml::table& table) {
        const auto* type = table.get("type");
        if (type == nullptr) return NodeKind::menu;
        const auto word = type->value<std::string>().value_or("");
        Keys names;
        for (const auto& [known, kind] : kind_names) {
            if (word == known) return kind;
            names.emplace_back(known);
        }
        add(*type, fmt::format("type \"{}\" is not known", word), meant(word, names));
        return std::nullopt;
    }

    static Keys keys_of(NodeKind kind) {
        Keys keys{"type", "back", "home"};
        const auto with = [&keys](std::initializer_list<const char*> more) {
            keys.insert(keys.end(), more.begin(), more.end());
        };
        switch (kind) {
            case NodeKind::menu:
                with({"store", "option"});
                break;
            case NodeKind::text:
                with({"store", "to", "skip", "max"});
                break;
            case NodeKind::area:
                with({"store", "to", "list"});
                break;
            case NodeKind::code:
                with({"to", "proof"});
                break;
            case NodeKind::end:
                break;
        }
        return keys;
    }

    void read_kind(Node& node, const toml::table& table) {
        switch (node.kind) {
            case NodeKind::menu:
                node.store = name(table, "store", false);
                read_options(node, table);
                break;
            case NodeKind::text:
                node.store = name(table, "store", true);
                node.to = required(table, "to");
                node.skip = word(table, "skip");
                if (!node.skip.empty()) check_key(*table.get("skip"), node.skip);
                node.max = max_of(table);
                break;
            case NodeKind::area:
                node.store = name(table, "store", true);
                node.to = required(table, "to");
                node.list_word = text_under(table, "list");
                break;
            case NodeKind::code:
                node.to = required(table, "to");
                node.proof = required(table, "proof");
                break;
            case NodeKind::end:
                break;
        }
    }

    int max_of(const toml::table& table) {
        const auto* node = table.get("max");
        const auto max = node != nullptr && node->is_integer() ? node->value<int>() : std::nullopt;
        if (max && *max >= 1 && *max <= typed_septets_max) return *max;
        add(node == nullptr ? static_cast<const toml::node&>(table) : *node,
            "max says how many letters are kept",
            fmt::format("write max = 40, or another number from 1 to {}", typed_septets_max));
        return 1;
    }

    void read_options(Node& node, const toml::table& table) {
        const auto* list = table.get("option");
        if (list == nullptr) return;
        const auto* options = list->as_array();
        if (options == nullptr) {
            return add(*list, "option is no list", "write option = [ { to = ..., en = ... }, ... ]");
        }
        for (const auto& item : *options) {
            ++count_;
            const auto* option = item.as_table();
            if (option == nullptr) {
                add(item, "this is no option", "write { to = \"...\", en = \"...\", sw = \"...\" }");
            } else {
                read_option(node, *option);
            }
        }
    }

    void read_option(Node& node, const toml::table& table) {
        Keys keys{"key", "value", "to", "then", "set"};
        keys.insert(keys.end(), menu_.languages.begin(), menu_.languages.end());
        check_keys(table, keys);
        Option option;
        option.line = line_of(table);
        option.text = text_in(table, table);
        option.to = required(table, "to");
        option.then = word(table, "then");
        option.value = word(table, "value");
        option.key = word(table, "key");
        if (option.key.empty()) option.key = fmt::format("{}", node.options.size() + 1);
        const auto* key = table.get("key");
        check_key(key == nullptr ? table : *key, option.key);
        if (key == nullptr && option.key.size() > 1) {
            add(table, "the tenth option has no key", "write key = \"10\", or make a second screen");
        }
        check_new_key(node, option, table);
        if (!option.value.empty() && node.store.empty() && option.to != "@prove") {
            add(*table.get("value"), fmt::format("value \"{}\" is stored nowhere", option.value),
                "write store = \"...\" on the screen, or leave the value out");
        }
        read_set(option, table);
        keep_labels(node, option);
        node.options.push_back(std::move(option));
    }

    void check_new_key(const Node& node, const Option& option, const toml::table& at) {
        const auto same = std::find_if(node.options.begin(), node.options.end(),
                                       [&option](const Option& other) { return other.key == option.key; });
        if (same == node.options.end()) return;
        add(at, fmt::format("key {} is given twice", option.key),
            fmt::format("line {} has it already; write another key = \"...\"", same->line));
    }

    void read_set(Option& option, const toml::table& table) {
        const auto* set = table.get("set");
        if (set == nullptr) return;
        const auto* fields = set->as_table();
        if (fields == nullptr) return add(*set, "set is no table", "write set = { urgency = \"life\" }");
        for (const auto& [key, node] : *fields) {
            const std::string field(key.str());
            const auto value = node.value<std::string>().value_or("");
            if (!is_name(field)) add(node, fmt::format("\"{}\" is no name", field), name_rule);
            if (!node.is_string() || value.empty() || value.size() > name_letters_max) {
                add(node, fmt::format("set {} needs words in quotes", field),
                    fmt::format("write {} = \"...\", at most {} letters", field, name_letters_max));
            }
            option.set.push_back({field, value});
        }
    }

    // A value that several screens store is called what the first of them calls it.
    void keep_labels(const Node& node, const Option& option) {
        if (option.value.empty() || node.store.empty()) return;
        menu_.labels.emplace(std::pair(node.store, option.value), option.text);
    }

    void check_key(const toml::node& at, const std::string& key) {
        if (!is_key(key)) {
            add(at, fmt::format("key \"{}\" cannot be typed safely", key), "use one to three digits");
        } else if (key == "0" || key == "00" || key == "98") {
            add(at, fmt::format("key {} is taken: 0 goes back, 00 to the start, 98 to the next page", key),
                "use another key");
        }
    }

    // The texts of a table that holds them beside other keys.
    Text text_in(const toml::table& table, const toml::node& at) {
        Text text;
        for (const auto& language : menu_.languages) {
            const auto* node = table.get(language);
            if (node == nullptr) {
                add(at, fmt::format("the text in \"{}\" is missing", language),
                    fmt::format("write {} = \"...\"", language));
                text.by_language.emplace_back();
                continue;
            }
            auto words = composed(node->value<std::string>().value_or(""));
            if (!node->is_string() || words.empty()) {
                add(*node, fmt::format("the text in \"{}\" is empty or not in quotes", language),
                    fmt::format("write {} = \"...\"", language));
            }
            check_words(*node, words, fmt::format("the text in \"{}\"", language));
            text.by_language.push_back(std::move(words));
        }
        return text;
    }

    // The texts of a table of their own: back = { en = "Back", sw = "Rudi" }.
    Text text_under(const toml::table& table, const std::string& key) {
        const auto* node = table.get(key);
        const auto* words = node == nullptr ? nullptr : node->as_table();
        if (words == nullptr) {
            add(node == nullptr ? static_cast<const toml::node&>(table) : *node,
                fmt::format("\"{}\" has no texts", key),
                fmt::format("write {} = {{ en = \"...\", ... }} in every language", key));
            return Text{Keys(menu_.languages.size())};
        }
        const auto above = std::exchange(where_, fmt::format("{}\"{}\": ", where_, key));
        check_keys(*words, menu_.languages);
        auto text = text_in(*words, *words);
        where_ = above;
        return text;
    }

    void check_words(const toml::node& at, const std::string& words, const std::string& whose) {
        if (words.size() > text_bytes_max) {
            add(at, fmt::format("{} has {} letters", whose, words.size()),
                fmt::format("write at most {}", text_bytes_max));
        }
        const auto price = cost(words);
        if (!price.is_gsm7) {
            const auto foreign =
                words.substr(price.first_foreign, code_point_at(words, price.first_foreign).bytes);
            add(at, fmt::format("{} has \"{}\", which halves what a phone can show", whose, foreign),
                fmt::format("write \"{}\" instead", fold_to_gsm7(foreign)));
        }
        if (!pieces(words)) {
            add(at, fmt::format("{} has a brace that is not a filling", whose),
                "write {name} with small letters, or round brackets");
        }
    }

    bool flag(const toml::table& table, const std::string& key) {
        const auto* node = table.get(key);
        if (node == nullptr) return true;
        if (!node->is_boolean()) add(*node, fmt::format("{} is neither true nor false", key), "write false");
        return node->value<bool>().value_or(true);
    }

    std::string word(const toml::table& table, const std::string& key) {
        const auto* node = table.get(key);
        if (node == nullptr) return {};
        auto text = node->value<std::string>().value_or("");
        if (!node->is_string() || text.empty() || text.size() > name_letters_max) {
            add(*node, fmt::format("{} needs words in quotes", key),
                fmt::format("write {} = \"...\", at most {} letters", key, name_letters_max));
            return {};
        }
        return text;
    }

    std::string required(const toml::table& table, const std::string& key) {
        if (table.get(key) == nullptr) {
            add(table, fmt::format("{} is missing", key), fmt::format("write {} = \"...\"", key));
        }
        return word(table, key);
    }

    std::string name(const toml::table& table, const std::string& key, bool is_required) {
        auto text = is_required ? required(table, key) : word(table, key);
        if (!text.empty() && !is_name(text)) {
            add(*table.get(key), fmt::format("{} \"{}\" is no name", key, text), name_rule);
        }
        return text;
    }

    const toml::table* table_of(const toml::table& root, const std::string& key, const std::string& mend) {
        const auto* node = root.get(key);
        const auto* table = node == nullptr ? nullptr : node->as_table();
        if (table == nullptr) {
            add(node == nullptr ? static_cast<const toml::node&>(root) : *node,
                fmt::format("[{}] is missing", key), mend);
        }
        return table;
    }

    void check_keys(const toml::table& table, const Keys& known) {
        for (const auto& [key, node] : table) {
            const std::string word(key.str());
            if (is_one_of(known, word)) continue;
            const auto& begin = key.source().begin;
            add(static_cast<int>(begin.line), static_cast<int>(begin.column),
                fmt::format("{}key \"{}\" is not known", where_, word), meant(word, known));
        }
    }

    static std::string meant(const std::string& word, const Keys& known) {
        if (const auto near = probably_meant(word, known)) return fmt::format("did you mean \"{}\"?", *near);
        return "known are " + listed(known);
    }

    static bool is_one_of(const Keys& words, const std::string& word) {
        return std::find(words.begin(), words.end(), word) != words.end();
    }

    static constexpr const char* name_rule =
        "a name has small letters, digits and _, begins with a letter and is at most 40 long";

    std::string_view toml_;
    std::string file_;
    std::string where_;  // "screen "home": ", before what is wrong
    std::size_t count_ = 0;
    Menu menu_;
    std::vector<Problem> problems_;
};

}  // namespace

std::string to_string(const Problem& problem) {
    const auto place = problem.line > 0 ? fmt::format("{}:{}", problem.file, problem.line) : problem.file;
    return fmt::format("{}: {}; {}", place, problem.what, problem.mend);
}

ParseResult parse(std::string_view toml, std::string_view file_name) {
    return Parser(toml, file_name).run();
}

namespace {

bool is_name(std::string_view text) {
    const auto fits = [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '_';
    };
    return !text.empty() && text.size() <= name_letters_max && text.front() >= 'a' && text.front() <= 'z' &&
           std::all_of(text.begin(), text.end(), fits);
}

bool is_key(std::string_view text) {
    return !text.empty() && text.size() <= 3 &&
           std::all_of(text.begin(), text.end(), [](char digit) { return digit >= '0' && digit <= '9'; });
}

std::string listed(const Keys& words) {
    std::string result;
    for (const auto& word : words) {
        result += (result.empty() ? "" : ", ") + word;
    }
    return result;
}

int line_of(const toml::node& node) {
    return static_cast<int>(node.source().begin.line);
}

}  // namespace

}  // namespace kengele::menus
