#include "menus/parse_sms.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "menus/text.hpp"
#include "menus/texting.hpp"

namespace kengele::menus {

namespace {

constexpr std::size_t words_max = 20;
constexpr std::size_t letters_min = 2;
constexpr std::size_t letters_max = 20;

// Why this cannot begin a conversation; empty when it can.
std::string objection(const std::string& written, const std::string& word) {
    const bool is_word =
        word.size() == written.size() && word.size() >= letters_min && word.size() <= letters_max;
    if (!is_word)
        return fmt::format("\"{}\" is no word of {} to {} letters", written, letters_min, letters_max);
    if (is_stop_word(word)) return fmt::format("\"{}\" ends a conversation", written);
    return {};
}

void read_words(TomlReader& reader, const toml::table& table, const std::string& key, Texting& texting,
                std::vector<std::string>& words) {
    const auto* node = table.get(key);
    if (node == nullptr) return;
    const auto* list = node->as_array();
    if (list == nullptr || list->empty() || list->size() > words_max) {
        return reader.add(*node, fmt::format("\"{}\" is no list of words", key),
                          fmt::format("write {} = [\"report\", \"ripoti\"], at most {}", key, words_max));
    }
    for (const auto& item : *list) {
        const auto written = item.value<std::string>().value_or("");
        auto word = first_word(written);
        if (auto why = objection(written, word); !why.empty()) {
            reader.add(item, why, "choose another word, of the letters a to z");
        } else if (is_one_of(texting.begin, word) || is_one_of(texting.danger, word)) {
            reader.add(item, fmt::format("\"{}\" is there twice", written), "leave one out");
        } else {
            words.push_back(std::move(word));
        }
    }
}

void check_dial_instead(TomlReader& reader, const toml::table& table, const Text& text) {
    const auto* node = table.get("dial_instead");
    for (const auto& words : text.by_language) {
        const auto names = fillings(words);
        const bool is_known = std::ranges::all_of(
            names, [](const std::string& name) { return name == "code" || name == "sc"; });
        if (node != nullptr && !words.empty() &&
            (!is_known || std::ranges::find(names, "code") == names.end())) {
            return reader.add(*node, "\"dial_instead\" must say what to dial, and no more",
                              "write {code} where the code belongs; {sc} is the only other filling");
        }
    }
}

}  // namespace

void read_texting(TomlReader& reader, const toml::table& root, Menu& menu) {
    const auto* node = root.get("sms");
    if (node == nullptr) return;
    const TomlReader::Within within(reader, "sms: ");
    const auto* table = node->as_table();
    if (table == nullptr) {
        return reader.add(*node, "[sms] is no table", "write [sms] and under it begin = [\"report\"]");
    }
    reader.check_keys(*table, {"begin", "danger", "dial_instead"});
    Texting texting;
    texting.line = line_of(*node);
    if (table->get("begin") == nullptr) {
        reader.add(*table, "no word begins a conversation", "write begin = [\"report\", \"ripoti\"]");
    }
    read_words(reader, *table, "begin", texting, texting.begin);
    read_words(reader, *table, "danger", texting, texting.danger);
    if (!texting.danger.empty() && menu.danger.empty()) {
        reader.add(*table->get("danger"), "no screen is named for danger now",
                   "write danger = \"...\" beside start");
    }
    texting.dial_instead = reader.text_under(*table, "dial_instead");
    check_dial_instead(reader, *table, texting.dial_instead);
    menu.texting = std::move(texting);
}

}  // namespace kengele::menus
