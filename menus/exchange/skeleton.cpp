#include "menus/exchange/skeleton.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <deque>
#include <set>

#include "menus/check.hpp"
#include "menus/parse.hpp"
#include "menus/ways.hpp"
#include "menus/words.hpp"

namespace kengele::exchange {

namespace {

using menus::Menu;
using menus::Node;
using menus::Text;

// Leaves room for a number behind it in the forty letters of a name.
constexpr std::size_t plain_letters_max = 36;

class Completion {
public:
    Completion(Draft& draft, const Menu& like, const std::string& file, Remarks& losses)
        : draft_(draft), like_(like), file_(file), losses_(losses) {}

    void complete() {
        add_common();
        add_filed();
        add_danger();
        tell_foreign();
        for (const auto& [name, text] : like_.samples)
            draft_.samples.emplace_back(name, in_draft(text));
    }

private:
    void tell(std::string what, std::string mend) {
        losses_.push_back({file_, 0, {}, std::move(what), std::move(mend)});
    }

    // A language that the other menu does not have is said in its first one.
    Words in_draft(const Text& text) const {
        Words words;
        for (const auto& language : draft_.languages) {
            const auto found = std::ranges::find(like_.languages, language);
            const auto index = found == like_.languages.end() ? 0 : found - like_.languages.begin();
            words.push_back(text.by_language.at(static_cast<std::size_t>(index)));
        }
        return words;
    }

    void add_common() {
        const auto& common = like_.common;
        const std::pair<const char*, const Text*> texts[] = {
            {"back", &common.back},
            {"home", &common.home},
            {"more", &common.more},
            {"wrong_key", &common.wrong_key},
            {"wrong_code", &common.wrong_code},
            {"no_match", &common.no_match},
            {"too_many_wrong", &common.too_many_wrong},
            {"pick_place", &common.pick_place},
            {"pick_county", &common.pick_county},
            {"pick_constituency", &common.pick_constituency},
            {"pick_ward", &common.pick_ward},
        };
        for (const auto& [key, text] : texts)
            draft_.common.emplace_back(key, in_draft(*text));
    }

    bool files() const {
        return std::ranges::any_of(draft_.screens, [](const DraftScreen& screen) {
            return screen.to == "@submit" ||
                   std::ranges::count(screen.options, "@submit", &DraftOption::to) > 0;
        });
    }

    void add_filed() {
        if (!draft_.filed.empty()) return;
        if (draft_.screen("filed") != nullptr) {
            draft_.filed = "filed";
        } else if (files() && !like_.filed.empty()) {
            draft_.filed = take(like_.filed);
            tell(fmt::format("no screen tells what was filed; \"{}\" of menu \"{}\" does", draft_.filed,
                             like_.id),
                 "read it, and change it in the menu file");
        }
    }

    void add_danger() {
        if (!draft_.danger.empty() || draft_.screens.empty()) return;
        auto* start = screen(draft_.start);
        if (start == nullptr) return;
        if (draft_.screen("danger") != nullptr) {
            draft_.danger = "danger";
            return;
        }
        const auto* first = like_.has_node(like_.start) ? &like_.node(like_.start) : nullptr;
        const bool can_have = start->type.empty() && first != nullptr && !like_.danger.empty();
        const auto option = can_have ? std::ranges::find(first->options, like_.danger, &menus::Option::to)
                                     : std::vector<menus::Option>::const_iterator{};
        if (!can_have || option == first->options.end()) {
            return tell("no option of the first screen is for danger now",
                        "write one into the menu file, and danger = \"...\" at its top");
        }
        auto added = drafted(*option);
        added.key = free_key(*start, option->key);
        added.to = draft_.danger = take(like_.danger);
        const auto key = added.key;
        screen(draft_.start)->options.push_back(std::move(added));
        tell(fmt::format(
                 "nothing was for danger now; key {} of the first screen and its screens are those of menu "
                 "\"{}\"",
                 key, like_.id),
             "walk through them: kengele menu try");
    }

    DraftScreen* screen(const std::string& id) {
        const auto found = std::ranges::find(draft_.screens, id, &DraftScreen::id);
        return found == draft_.screens.end() ? nullptr : &*found;
    }

    static std::string free_key(const DraftScreen& screen, const std::string& wanted) {
        std::set<std::string> taken;
        for (std::size_t i = 0; i < screen.options.size(); ++i) {
            const auto& key = screen.options[i].key;
            taken.insert(key.empty() ? std::to_string(i + 1) : key);
        }
        if (!taken.contains(wanted)) return wanted;
        int key = 9;
        while (taken.contains(std::to_string(key)))
            ++key;
        return std::to_string(key);
    }

    // Copies a screen of the other menu, and all it leads to, beside those of the draft. Returns what it is
    // called there.
    std::string take(const std::string& id) {
        if (const auto known = taken_.find(id); known != taken_.end()) return known->second;
        const auto plain = plain_name(like_.node(id));
        auto called = plain;
        for (int i = 2; draft_.screen(called) != nullptr; ++i)
            called = fmt::format("{}_{}", plain, i);
        taken_[id] = called;
        draft_.screens.push_back({});
        draft_.screens.back().id = called;
        auto copy = drafted(like_.node(id));
        copy.id = called;
        for (auto& option : copy.options) {
            option.to = way(option.to);
            option.then = way(option.then);
        }
        for (auto& branch : copy.next)
            branch.to = way(branch.to);
        copy.to = way(copy.to);
        if (copy.words.contains("proof")) copy.words["proof"] = way(copy.words["proof"]);
        *screen(called) = std::move(copy);
        return called;
    }

    // A copy of a sub-menu's screen becomes a screen of its own: "where.place" is no name, and one may be
    // long.
    static std::string plain_name(const Node& node) {
        auto name = node.name().substr(0, plain_letters_max);
        std::ranges::replace(name, '.', '_');
        return name;
    }

    std::string way(const std::string& to) {
        if (to.empty() || to.starts_with('@')) return to;
        if (to == like_.start) return draft_.start;
        return take(to);
    }

    DraftOption drafted(const menus::Option& option) const {
        DraftOption copy;
        copy.key = option.key;
        copy.value = option.value;
        copy.to = option.to;
        copy.then = option.then;
        copy.set = option.set;
        copy.when = drafted(option.when);
        copy.text = in_draft(option.text);
        return copy;
    }

    static DraftCondition drafted(const menus::Condition& condition) {
        DraftCondition copy{{}, condition.is_any};
        for (const auto& term : condition.terms)
            copy.terms.push_back(to_string(term));
        return copy;
    }

    DraftScreen drafted(const Node& node) const {
        DraftScreen copy;
        copy.id = node.id;
        if (node.kind != menus::NodeKind::menu) copy.type = word_of(menus::kind_words, node.kind);
        copy.text = in_draft(node.text);
        copy.store = node.store;
        copy.set = node.set;
        copy.to = node.to;
        for (const auto& branch : node.next)
            copy.next.push_back({drafted(branch.when), branch.to});
        const std::pair<const char*, const Text*> texts[] = {{"again", &node.again},
                                                             {"unit", &node.unit},
                                                             {"today", &node.today},
                                                             {"yesterday", &node.yesterday},
                                                             {"list", &node.list_word}};
        for (const auto& [key, text] : texts) {
            if (!text->empty()) copy.texts[key] = in_draft(*text);
        }
        if (!node.proof.empty()) copy.words["proof"] = node.proof;
        if (!node.skip.empty()) copy.words["skip"] = node.skip;
        if (node.privacy != menus::Privacy::normal)
            copy.words["class"] = word_of(menus::privacy_words, node.privacy);
        if (node.privacy != menus::Privacy::protected_ && node.sms != menus::SmsRule::neutral)
            copy.words["sms"] = word_of(menus::sms_words, node.sms);
        if (node.resume != menus::ResumeRule::resume)
            copy.words["resume"] = word_of(menus::resume_words, node.resume);
        if (node.max != 0) copy.numbers["max"] = node.max;
        if (node.min != 0) copy.numbers["min"] = node.min;
        if (node.days != 0) copy.numbers["days"] = node.days;
        copy.has_back = node.has_back;
        copy.has_home = node.has_home;
        for (const auto& option : node.options) {
            copy.options.push_back(drafted(option));
            if (node.kind == menus::NodeKind::list) copy.options.back().key.clear();
        }
        return copy;
    }

    void tell_foreign() {
        for (const auto& language : draft_.languages) {
            if (std::ranges::count(like_.languages, language) > 0) continue;
            tell(fmt::format("the words of Kengele itself are not known in \"{}\"", language),
                 fmt::format("they are in \"{}\": translate them with kengele menu export, then import",
                             like_.languages.front()));
        }
    }

    Draft& draft_;
    const Menu& like_;
    std::string file_;
    Remarks& losses_;
    std::map<std::string, std::string> taken_;
};

struct OwnWords {
    std::string_view which;
    std::string_view en;
    std::string_view sw;
};

constexpr std::array own{
    OwnWords{"continue", "Continue", "Endelea"},
    OwnWords{"begin", "Begin", "Anza"},
    OwnWords{"send", "SEND", "TUMA"},
    OwnWords{"send?", "Send this?", "Utume?"},
    OwnWords{"skip", "1 to skip", "1 kuruka"},
    OwnWords{"other", "Other", "Nyingine"},
    OwnWords{"which other", "Which other?", "Nyingine ipi?"},
    OwnWords{"today", "Today", "Leo"},
    OwnWords{"yesterday", "Yesterday", "Jana"},
    OwnWords{"a day", "A day as 2112 or 21.12, please.", "Tafadhali andika siku kama 2112 au 21.12."},
    OwnWords{"a number", "Another number, please.", "Tafadhali andika nambari nyingine."},
    OwnWords{"more letters", "A little more, please.", "Tafadhali andika zaidi kidogo."},
    OwnWords{"from list", "Choose from list", "Chagua kwenye orodha"},
    OwnWords{"language", "English", "Kiswahili"},
};

}  // namespace

void complete(Draft& draft, const Menu& like, const std::string& file, Remarks& losses) {
    Completion(draft, like, file, losses).complete();
}

Drafted finished(const Draft& draft, const std::string& note, const std::string& file, Remarks losses,
                 const Measure& measure, bool keep_all) {
    auto written = write_draft(draft, note);
    const auto parsed = menus::parse(written.toml, "the menu");
    Drafted result;
    auto& left = parsed.menu || keep_all ? losses : result.refusals;
    const auto problems = parsed.menu
                              ? menus::check(*parsed.menu, measure.places, measure.budgets, "the menu")
                              : parsed.problems;
    for (const auto& problem : problems) {
        if (left.size() >= remarks_max) break;
        left.push_back({file,
                        written.row_of(problem.line),
                        {},
                        written.row_of(problem.line) == 0 && problem.line > 0
                            ? fmt::format("line {} of the menu: {}", problem.line, problem.what)
                            : problem.what,
                        problem.mend});
    }
    sort(result.refusals);
    sort(losses);
    if (result.refusals.empty()) result.toml = std::move(written.toml);
    result.losses = std::move(losses);
    return result;
}

Words own_words(const Draft& draft, std::string_view which) {
    const auto* found = std::ranges::find(own, which, &OwnWords::which);
    Words words;
    for (const auto& language : draft.languages)
        words.emplace_back(language == "sw" ? found->sw : found->en);
    return words;
}

}  // namespace kengele::exchange
