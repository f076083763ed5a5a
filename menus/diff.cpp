#include "menus/diff.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

#include "menus/words.hpp"

namespace kengele::menus {

namespace {

std::string quoted(std::string_view text) {
    std::string line(text);
    std::replace(line.begin(), line.end(), '\n', '/');
    return '"' + line + '"';
}

std::string or_nothing(const std::string& word) {
    return word.empty() ? "nothing" : quoted(word);
}

class Difference {
public:
    Difference(const Menu& before, const Menu& after) : before_(before), after_(after) {}

    std::vector<std::string> sentences() {
        compare_languages();
        compare_first_screens();
        compare_texting();
        compare_defaults();
        compare_shortcuts();
        for (const auto& node : after_.nodes) {
            if (before_.has_node(node.id)) {
                compare_screens(before_.node(node.id), node);
            } else if (!has_written(before_, node)) {
                say("Screen \"{}\" is new: {}.", node.name(), quoted(node.text.in(0)));
            }
        }
        for (const auto& node : before_.nodes) {
            if (!after_.has_node(node.id) && !has_written(after_, node))
                say("Screen \"{}\" is gone: {}.", node.name(), quoted(node.text.in(0)));
        }
        return std::move(sentences_);
    }

private:
    template <class... Words>
    void say(fmt::format_string<Words...> sentence, Words&&... words) {
        auto words_said = where_ + fmt::format(sentence, std::forward<Words>(words)...);
        // What changes in several copies of a sub-menu's screen is said once.
        if (said_.insert(words_said).second) sentences_.push_back(std::move(words_said));
    }

    // A copy of what is written is neither new nor gone while there is another.
    static bool has_written(const Menu& menu, const Node& node) {
        return !node.written.empty() &&
               std::ranges::find(menu.nodes, node.written, &Node::written) != menu.nodes.end();
    }

    void compare_languages() {
        const auto has = [](const Menu& menu, const std::string& language) {
            return std::ranges::find(menu.languages, language) != menu.languages.end();
        };
        for (const auto& language : after_.languages)
            if (!has(before_, language)) say("Language \"{}\" is new.", language);
        for (const auto& language : before_.languages)
            if (!has(after_, language)) say("Language \"{}\" is gone.", language);
    }

    void compare_first_screens() {
        const auto compare = [this](std::string_view what, const std::string& before,
                                    const std::string& after) {
            if (before != after)
                say("{} is screen {} instead of {}.", what, or_nothing(after), or_nothing(before));
        };
        compare("The first screen", before_.start, after_.start);
        compare("After a report comes what", before_.filed, after_.filed);
        compare("What an unread report is told with", before_.resumed, after_.resumed);
        compare("What an unfinished report is asked with", before_.unfinished, after_.unfinished);
    }

    void compare_texting() {
        static const Texting none;
        const auto& before = before_.texting ? *before_.texting : none;
        const auto& after = after_.texting ? *after_.texting : none;
        const auto compare = [this](std::string_view where, const std::vector<FirstWord>& old_words,
                                    const std::vector<FirstWord>& new_words) {
            for (const auto& [word, language] : new_words) {
                const auto known = std::ranges::find(old_words, word, &FirstWord::word);
                const auto now = spoken(after_, language);
                if (known == old_words.end()) {
                    say("By SMS, {} begins {}{} now.", word, where, now.empty() ? "" : " in " + now);
                } else if (now != spoken(before_, known->language)) {
                    say("By SMS, {} begins {} in {} now.", word, where,
                        now.empty() ? "the language used last" : now);
                }
            }
            for (const auto& [word, language] : old_words) {
                if (std::ranges::find(new_words, word, &FirstWord::word) == new_words.end())
                    say("By SMS, {} no longer begins {}.", word, where);
            }
        };
        compare("the menu", before.begin, after.begin);
        compare("at danger now", before.danger, after.danger);
        if (before_.texting && after_.texting)
            compare_texts("By SMS, in place of a protected screen,", before.dial_instead, after.dial_instead);
    }

    static std::string spoken(const Menu& menu, std::optional<Language> language) {
        return language ? quoted(menu.languages.at(*language)) : std::string();
    }

    void compare_defaults() {
        const auto in = [](const Menu& menu, const std::string& field) {
            const auto found = menu.defaults.find(field);
            return found == menu.defaults.end() ? std::string() : found->second;
        };
        auto all = before_.defaults;
        all.insert(after_.defaults.begin(), after_.defaults.end());
        for (const auto& [field, value] : all)
            compare_words(fmt::format("Without an answer {} is", quoted(field)), in(before_, field),
                          in(after_, field));
    }

    void compare_shortcuts() {
        for (const auto& shortcut : after_.shortcuts) {
            const auto* known = before_.shortcut(shortcut.number);
            if (known == nullptr) {
                say("Dialling {} directly leads {} now.", shortcut.number, leads(shortcut));
            } else if (leads(*known) != leads(shortcut)) {
                say("Dialling {} directly leads {} instead of {}.", shortcut.number, leads(shortcut),
                    leads(*known));
            }
        }
        for (const auto& shortcut : before_.shortcuts)
            if (after_.shortcut(shortcut.number) == nullptr)
                say("Dialling {} directly no longer leads {}.", shortcut.number, leads(shortcut));
    }

    static std::string leads(const Shortcut& shortcut) {
        auto words = "to " + quoted(shortcut.to);
        if (!shortcut.set.empty()) words += ", with " + assigned(shortcut.set);
        return words;
    }

    void compare_screens(const Node& before, const Node& after) {
        where_ = fmt::format("Screen \"{}\": ", after.name());
        if (before.kind != after.kind) say("another type of screen now.");
        compare_texts("it says", before.text, after.text);
        compare_texts("its list is called", before.list_word, after.list_word);
        compare_words("coming here notes", assigned(before.set), assigned(after.set));
        compare_texts("without a row it says", before.none, after.none);
        compare_words("it lists", before.from, after.from);
        compare_words("it lists what is near", before.near, after.near);
        compare_words("its answer is kept as", before.store, after.store);
        compare_words("it leads to", before.to, after.to);
        compare_words("before that it leads", branches(before), branches(after));
        compare_texts("key 0 says", before.leave, after.leave);
        compare_words("a right invitation leads to", before.first, after.first);
        compare_words("it is skipped with", before.skip, after.skip);
        if (before.resume != after.resume)
            say("who dials again after breaking off here: \"{}\" instead of \"{}\".",
                word_of(resume_words, after.resume), word_of(resume_words, before.resume));
        if (before.max != after.max) say("{} letters are kept instead of {}.", after.max, before.max);
        if (before.kind != NodeKind::list && after.kind != NodeKind::list) compare_keys(before, after);
        if (before.kind == NodeKind::list && after.kind == NodeKind::list) compare_list(before, after);
        where_.clear();
    }

    void compare_texts(std::string_view what, const Text& before, const Text& after) {
        for (std::size_t at = 0; at < after_.languages.size() && !after.empty() && !before.empty(); ++at) {
            const auto known = std::ranges::find(before_.languages, after_.languages[at]);
            if (known == before_.languages.end()) continue;
            const auto& old_words =
                before.by_language.at(static_cast<std::size_t>(known - before_.languages.begin()));
            const auto& new_words = after.by_language.at(at);
            if (old_words == new_words) continue;
            say("{} {} instead of {} ({}).", what, quoted(new_words), quoted(old_words),
                after_.languages[at]);
        }
    }

    void compare_words(std::string_view what, const std::string& before, const std::string& after) {
        if (before != after) say("{} {} instead of {}.", what, or_nothing(after), or_nothing(before));
    }

    // What people learned is the key: an option whose meaning went to another key is told as moved.
    void compare_keys(const Node& before, const Node& after) {
        for (const auto& option : after.options) {
            const auto* same_key = with_key(before, option.key);
            const auto* same_meaning = meaning(before, option);
            if (same_key && is_same(*same_key, option)) {
                compare_texts(fmt::format("key {} is called", option.key), same_key->text, option.text);
                compare_conditions(option, same_key->when, option.when);
            } else if (same_meaning) {
                say("{} moved from key {} to key {}.", quoted(option.text.in(0)), same_meaning->key,
                    option.key);
            } else if (same_key) {
                say("key {} is now {}, {}, instead of {}, {}.", option.key, quoted(option.text.in(0)),
                    does(option), quoted(same_key->text.in(0)), does(*same_key));
            } else {
                say("key {} is new: {}, {}.", option.key, quoted(option.text.in(0)), does(option));
            }
        }
        for (const auto& option : before.options) {
            if (with_key(after, option.key) || meaning(after, option)) continue;
            say("key {} is gone: {}, {}.", option.key, quoted(option.text.in(0)), does(option));
        }
    }

    void compare_conditions(const Option& option, const Condition& before, const Condition& after) {
        if (before == after) return;
        const auto who = option.key.empty() ? quoted(option.text.in(0)) : "key " + option.key;
        const auto was = before.empty() ? std::string("always") : "only when " + to_string(before);
        if (after.empty()) return say("{} is always shown instead of {}.", who, was);
        say("{} is shown only when {} instead of {}.", who, to_string(after), was);
    }

    static std::string assigned(const std::vector<Assignment>& set) {
        std::string words;
        for (const auto& [field, value] : set)
            words += fmt::format("{}{} = {}", words.empty() ? "" : ", ", field, value);
        return words;
    }

    // "to "free_help" when kind = ABU1"
    static std::string branches(const Node& node) {
        std::string words;
        for (const auto& branch : node.next)
            words +=
                fmt::format("{}to {} when {}", words.empty() ? "" : ", ", branch.to, to_string(branch.when));
        return words;
    }

    // Its keys are counted on each page, so nobody learns them: only what can be chosen is told.
    void compare_list(const Node& before, const Node& after) {
        for (const auto& option : after.options)
            if (const auto* known = meaning(before, option)) {
                compare_conditions(option, known->when, option.when);
            } else {
                say("new on the list: {}, {}.", quoted(option.text.in(0)), does(option));
            }
        for (const auto& option : before.options)
            if (!meaning(after, option))
                say("gone from the list: {}, {}.", quoted(option.text.in(0)), does(option));
    }

    static const Option* with_key(const Node& node, const std::string& key) {
        const auto found = std::ranges::find(node.options, key, &Option::key);
        return found == node.options.end() ? nullptr : &*found;
    }

    static const Option* meaning(const Node& node, const Option& option) {
        const auto found = std::ranges::find_if(node.options, [&](const Option& it) {
            return is_same(it, option) && it.text.in(0) == option.text.in(0);
        });
        return found == node.options.end() ? nullptr : &*found;
    }

    static bool is_same(const Option& left, const Option& right) {
        const auto same_field = [](const Assignment& a, const Assignment& b) {
            return a.field == b.field && a.value == b.value;
        };
        return left.value == right.value && left.to == right.to && left.then == right.then &&
               std::ranges::equal(left.set, right.set, same_field);
    }

    static std::string does(const Option& option) {
        std::string words = option.to.starts_with('@') ? option.to : "to " + quoted(option.to);
        if (!option.then.empty()) words += ", then " + quoted(option.then);
        if (!option.value.empty()) words += ", kept as " + quoted(option.value);
        for (const auto& [field, value] : option.set)
            words += fmt::format(", {} = {}", field, quoted(value));
        if (!option.when.empty()) words += ", only when " + to_string(option.when);
        return words;
    }

    const Menu& before_;
    const Menu& after_;
    std::string where_;
    std::vector<std::string> sentences_;
    std::set<std::string> said_;
};

}  // namespace

std::vector<std::string> differences(const Menu& before, const Menu& after) {
    return Difference(before, after).sentences();
}

}  // namespace kengele::menus
