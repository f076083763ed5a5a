#include "menus/changes.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "menus/shortcut_faults.hpp"
#include "menus/submenu.hpp"

namespace kengele::menus {

namespace {

const Option* option_at(const Node& node, const std::string& key);
bool is_same_meaning(const Option& left, const Option& right);
std::string meaning(const Option& option);
std::string advice(const Option& before, const Node& published, const Node& draft);
std::string when_words(const Option& option);
Problem warning(std::string_view file, int line, const Node& node, std::string what, std::string mend);

class Staleness {
public:
    Staleness(const Menu& published, const Menu& draft, std::string_view file)
        : published_(published), draft_(draft), file_(file) {}

    Problems problems() {
        for (const auto& node : draft_.nodes) {
            if (!published_.has_node(node.id)) continue;
            const auto& before = published_.node(node.id);
            judge(node, node.line, "the text", before.text, node.text);
            judge(node, node.line, "the text without a row", before.none, node.none);
            judge(node, node.line, "the word of the list", before.list_word, node.list_word);
            judge(node, node.line, "the word of key 0", before.leave, node.leave);
            for (const auto& option : node.options) {
                const auto* known = option_at(before, option.key);
                if (known == nullptr || !is_same_meaning(*known, option)) continue;
                judge(node, option.line, fmt::format("option {}", option.key), known->text, option.text);
            }
        }
        return std::move(problems_);
    }

private:
    void judge(const Node& node, int line, std::string_view whose, const Text& before, const Text& now) {
        if (before.empty() || now.empty()) return;
        const auto& first = draft_.languages.front();
        const auto* source = text_in(before, first);
        if (source == nullptr || *source == now.in(0)) return;
        for (const Language language : draft_.each_language()) {
            const auto& name = draft_.languages.at(language);
            const auto* known = text_in(before, name);
            if (known == nullptr || *known != now.in(language)) continue;
            auto problem = warning(
                file_, line, node,
                fmt::format("screen \"{}\", {}: {} in \"{}\" was rewritten, and the one in \"{}\" was not",
                            node.id, name, whose, first, name),
                fmt::format("read \"{}\" again beside \"{}\"", *known, now.in(0)));
            problem.language = name;
            problems_.push_back(std::move(problem));
        }
    }

    // As published; null when it was not in that language.
    const std::string* text_in(const Text& text, const std::string& language) const {
        const auto& languages = published_.languages;
        const auto found = std::ranges::find(languages, language);
        if (found == languages.end()) return nullptr;
        return &text.by_language.at(static_cast<std::size_t>(found - languages.begin()));
    }

    const Menu& published_;
    const Menu& draft_;
    std::string file_;
    Problems problems_;
};

}  // namespace

Problems changed_keys(const Menu& published, const Menu& draft, std::string_view file_name) {
    Problems problems;
    for (const auto& node : draft.nodes) {
        if (!published.has_node(node.id)) continue;
        const auto& before = published.node(node.id);
        for (const auto& option : node.options) {
            const auto* known = option_at(before, option.key);
            if (known == nullptr) continue;
            if (!is_same_meaning(*known, option)) {
                problems.push_back(warning(file_name, option.line, node,
                                           fmt::format("screen \"{}\": key {} meant {} and now means {}",
                                                       node.id, option.key, meaning(*known), meaning(option)),
                                           advice(*known, before, node)));
            } else if (!option.when.empty() && known->when != option.when) {
                problems.push_back(
                    warning(file_name, option.line, node,
                            fmt::format("screen \"{}\": key {} worked {} and now works {}", node.id,
                                        option.key, when_words(*known), when_words(option)),
                            "leave when as it was, or give what is new a key of its own"));
            }
        }
    }
    return told_once(draft, std::move(problems));
}

Problems broken_shortcuts(const Menu& published, const Menu& draft, std::string_view file_name) {
    Problems problems;
    for (const auto& promised : published.shortcuts) {
        const auto* kept = draft.shortcut(promised.number);
        if (kept != nullptr && kept->to == promised.to && kept->set == promised.set) continue;
        Problem problem{std::string(file_name), kept == nullptr ? 0 : kept->line, 0, {}, {}};
        problem.what =
            kept == nullptr
                ? fmt::format("shortcut {} is gone: version {} has {}", promised.number, published.version,
                              written(promised))
                : fmt::format("shortcut {} is not what it was: {} here, {} in version {}", promised.number,
                              written(*kept), written(promised), published.version);
        problem.mend =
            fmt::format("write {} under [shortcut]: what was published once is dialled for ever{}",
                        written(promised), kept == nullptr ? "" : "; give what is new another number");
        // A menu made from a table or a form has none of the screens that callers know.
        if (!draft.has_node(promised.to))
            problem.mend = fmt::format(
                "what was published once is dialled for ever, and here is no screen \"{}\": put what is new "
                "into what callers see, kengele menu export FILE",
                promised.to);
        problems.push_back(std::move(problem));
    }
    return problems;
}

Problems stale_texts(const Menu& published, const Menu& draft, std::string_view file_name) {
    return told_once(draft, Staleness(published, draft, file_name).problems());
}

namespace {

const Option* option_at(const Node& node, const std::string& key) {
    const auto found = std::ranges::find(node.options, key, &Option::key);
    return found == node.options.end() ? nullptr : &*found;
}

bool is_same_meaning(const Option& left, const Option& right) {
    const auto is_same = [](const Assignment& one, const Assignment& other) {
        return one.field == other.field && one.value == other.value;
    };
    return left.to == right.to && left.then == right.then && left.value == right.value &&
           std::ranges::equal(left.set, right.set, is_same);
}

std::string when_words(const Option& option) {
    return option.when.empty() ? std::string("always") : "only when " + to_string(option.when);
}

// "Fire" (value "fire", urgency "life", to "where")
std::string meaning(const Option& option) {
    std::string result = fmt::format("\"{}\" (", option.text.in(0));
    if (!option.value.empty()) result += fmt::format("value \"{}\", ", option.value);
    for (const auto& [field, value] : option.set)
        result += fmt::format("{} \"{}\", ", field, value);
    result += fmt::format("to \"{}\"", option.to);
    if (!option.then.empty()) result += fmt::format(", then \"{}\"", option.then);
    return result + ")";
}

// The key for what was there, and one that nobody learned for what came.
std::string advice(const Option& before, const Node& published, const Node& draft) {
    const bool is_still_there = std::ranges::any_of(
        draft.options, [&before](const Option& option) { return is_same_meaning(before, option); });
    if (is_still_there)
        return fmt::format("give \"{}\" its key = \"{}\" again", before.text.in(0), before.key);
    for (int number = 1; number < 98; ++number) {
        const auto key = std::to_string(number);
        if (option_at(published, key) == nullptr && option_at(draft, key) == nullptr)
            return fmt::format("give what is new a key that nobody learned: key = \"{}\"", key);
    }
    return "make a second screen for what is new";
}

Problem warning(std::string_view file, int line, const Node& node, std::string what, std::string mend) {
    Problem problem{std::string(file), line, 0, std::move(what), std::move(mend)};
    problem.severity = Severity::warning;
    problem.screen = node.id;
    return problem;
}

}  // namespace

}  // namespace kengele::menus
