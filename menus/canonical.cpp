#include "menus/canonical.hpp"

#include <sodium.h>

#include <array>
#include <boost/json.hpp>
#include <map>
#include <vector>

#include "menus/utf8.hpp"
#include "menus/words.hpp"

namespace kengele::menus {

namespace {

namespace json = boost::json;

// Sorted by key; a JSON object keeps the order in which it is filled.
class Fields {
public:
    void put(std::string_view name, json::value value) { sorted_.emplace(name, std::move(value)); }

    // What is left at its default is not written, so that a new key changes no hash of an old menu.
    void put_text(std::string_view name, std::string_view value) {
        if (!value.empty()) put(name, json::value(composed(value)));
    }

    json::value take() {
        json::object object;
        for (auto& [name, value] : sorted_) {
            object.emplace(name, std::move(value));
        }
        return object;
    }

    bool empty() const { return sorted_.empty(); }

private:
    std::map<std::string, json::value, std::less<>> sorted_;
};

json::value in_languages(const Menu& menu, const Text& text) {
    Fields fields;
    for (std::size_t at = 0; at < text.by_language.size(); ++at) {
        fields.put(menu.languages.at(at), json::value(composed(text.by_language[at])));
    }
    return fields.take();
}

json::value of_condition(const Condition& when) {
    json::array terms;
    for (const auto& term : when.terms)
        terms.emplace_back(composed(to_string(term)));
    Fields fields;
    fields.put(when.is_any ? "any" : "all", std::move(terms));
    return fields.take();
}

json::value of_assignments(const std::vector<Assignment>& assignments) {
    Fields set;
    for (const auto& [field, value] : assignments)
        set.put_text(field, value);
    return set.take();
}

json::value of_shortcuts(const std::vector<Shortcut>& shortcuts) {
    Fields all;
    for (const auto& shortcut : shortcuts) {
        Fields fields;
        fields.put_text("to", shortcut.to);
        if (!shortcut.set.empty()) fields.put("set", of_assignments(shortcut.set));
        all.put(shortcut.number, fields.take());
    }
    return all.take();
}

json::value of_option(const Menu& menu, const Option& option) {
    Fields fields;
    fields.put_text("key", option.key);
    fields.put_text("value", option.value);
    fields.put_text("to", option.to);
    fields.put_text("then", option.then);
    fields.put("text", in_languages(menu, option.text));
    if (!option.set.empty()) fields.put("set", of_assignments(option.set));
    if (!option.when.empty()) fields.put("when", of_condition(option.when));
    return fields.take();
}

json::value of_branch(const Branch& branch) {
    Fields fields;
    fields.put("when", of_condition(branch.when));
    fields.put_text("to", branch.to);
    return fields.take();
}

void put_rules(Fields& fields, const Node& node) {
    const bool is_protected = node.privacy == Privacy::protected_;
    const auto usual = is_protected ? SmsRule::never : SmsRule::neutral;
    const auto usual_resume = is_protected ? ResumeRule::restart : ResumeRule::resume;
    if (node.privacy != Privacy::normal) fields.put_text("class", word_of(privacy_words, node.privacy));
    if (node.sms != usual) fields.put_text("sms", word_of(sms_words, node.sms));
    if (node.resume != usual_resume) fields.put_text("resume", word_of(resume_words, node.resume));
}

json::value of_node(const Menu& menu, const Node& node) {
    Fields fields;
    fields.put("type", json::value(word_of(kind_words, node.kind)));
    fields.put("text", in_languages(menu, node.text));
    fields.put_text("store", node.store);
    fields.put_text("to", node.to);
    fields.put_text("proof", node.proof);
    fields.put_text("first", node.first);
    fields.put_text("skip", node.skip);
    if (node.max != 0) fields.put("max", node.max);
    if (node.min != 0) fields.put("min", node.min);
    if (node.days != 0) fields.put("days", node.days);
    if (!node.again.empty()) fields.put("again", in_languages(menu, node.again));
    if (!node.leave.empty()) fields.put("leave", in_languages(menu, node.leave));
    if (!node.unit.empty()) fields.put("unit", in_languages(menu, node.unit));
    if (!node.today.empty()) fields.put("today", in_languages(menu, node.today));
    if (!node.yesterday.empty()) fields.put("yesterday", in_languages(menu, node.yesterday));
    if (!node.set.empty()) fields.put("set", of_assignments(node.set));
    fields.put_text("from", node.from);
    fields.put_text("near", node.near);
    json::array sets;
    for (const auto& field : node.sets)
        sets.emplace_back(field);
    if (!sets.empty()) fields.put("sets", std::move(sets));
    if (!node.none.empty()) fields.put("none", in_languages(menu, node.none));
    if (!node.list_word.empty()) fields.put("list", in_languages(menu, node.list_word));
    if (!node.has_back) fields.put("back", false);
    if (!node.has_home) fields.put("home", false);
    put_rules(fields, node);
    json::array next;
    for (const auto& branch : node.next)
        next.push_back(of_branch(branch));
    if (!next.empty()) fields.put("next", std::move(next));
    json::array options;
    for (const auto& option : node.options) {
        options.push_back(of_option(menu, option));
    }
    if (!options.empty()) fields.put("option", std::move(options));
    return fields.take();
}

json::value of_common(const Menu& menu) {
    const auto& common = menu.common;
    Fields fields;
    const std::map<std::string_view, const Text*> texts{{"back", &common.back},
                                                        {"home", &common.home},
                                                        {"more", &common.more},
                                                        {"wrong_key", &common.wrong_key},
                                                        {"wrong_code", &common.wrong_code},
                                                        {"no_match", &common.no_match},
                                                        {"too_many_wrong", &common.too_many_wrong},
                                                        {"pick_place", &common.pick_place},
                                                        {"pick_county", &common.pick_county},
                                                        {"pick_constituency", &common.pick_constituency},
                                                        {"pick_ward", &common.pick_ward}};
    for (const auto& [name, text] : texts) {
        fields.put(name, in_languages(menu, *text));
    }
    if (!common.continued.empty()) fields.put("continued", in_languages(menu, common.continued));
    return fields.take();
}

// A list, or one for each language where they are told apart.
json::value of_words(const Menu& menu, const std::vector<FirstWord>& words) {
    json::array list;
    std::map<std::string, json::array> by_language;
    for (const auto& [word, language] : words) {
        auto& array = language ? by_language[menu.languages.at(*language)] : list;
        array.emplace_back(word);
    }
    if (by_language.empty()) return list;
    Fields fields;
    if (!list.empty()) fields.put("every", std::move(list));
    for (auto& [language, array] : by_language)
        fields.put(language, std::move(array));
    return fields.take();
}

json::value of_texting(const Menu& menu, const Texting& texting) {
    Fields fields;
    fields.put("begin", of_words(menu, texting.begin));
    if (!texting.danger.empty()) fields.put("danger", of_words(menu, texting.danger));
    fields.put("dial_instead", in_languages(menu, texting.dial_instead));
    return fields.take();
}

}  // namespace

std::string canonical_json(const Menu& menu) {
    json::array languages;
    for (const auto& language : menu.languages) {
        languages.emplace_back(language);
    }
    Fields screens;
    for (const auto& node : menu.nodes) {
        screens.put(node.id, of_node(menu, node));
    }
    Fields samples;
    for (const auto& [name, text] : menu.samples) {
        samples.put(name, in_languages(menu, text));
    }
    Fields fields;
    fields.put("format", "kengele-menu/1");
    fields.put_text("id", menu.id);
    if (menu.audience != Audience::residents) fields.put_text("for", word_of(audience_words, menu.audience));
    fields.put_text("version", menu.version);
    fields.put("languages", std::move(languages));
    fields.put_text("start", menu.start);
    fields.put_text("danger", menu.danger);
    fields.put_text("filed", menu.filed);
    fields.put_text("resumed", menu.resumed);
    fields.put_text("unfinished", menu.unfinished);
    fields.put("common", of_common(menu));
    Fields defaults;
    for (const auto& [field, value] : menu.defaults)
        defaults.put_text(field, value);
    if (!defaults.empty()) fields.put("default", defaults.take());
    fields.put("sample", samples.take());
    fields.put("screen", screens.take());
    if (!menu.shortcuts.empty()) fields.put("shortcut", of_shortcuts(menu.shortcuts));
    if (menu.texting) fields.put("sms", of_texting(menu, *menu.texting));
    return json::serialize(fields.take());
}

std::string content_hash(const Menu& menu) {
    const auto text = canonical_json(menu);
    std::array<unsigned char, crypto_generichash_BYTES> hash{};
    crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(text.data()),
                       text.size(), nullptr, 0);
    std::string hex(hash.size() * 2 + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
    hex.pop_back();
    return hex;
}

}  // namespace kengele::menus
