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
constexpr std::string_view every_language = "every";  // longer than any language's name

// Why this cannot begin a conversation; empty when it can.
std::string objection(const std::string& written, const std::string& word) {
    const bool is_word =
        word.size() == written.size() && word.size() >= letters_min && word.size() <= letters_max;
    if (!is_word)
        return fmt::format("\"{}\" is no word of {} to {} letters", written, letters_min, letters_max);
    if (is_stop_word(word)) return fmt::format("\"{}\" ends a conversation", written);
    return {};
}

// Reads the words of one beginning: a list, or one for each language that has words of its own.
class WordReader {
public:
    WordReader(TomlReader& reader, const std::string& key, Texting& texting, std::vector<FirstWord>& words)
        : reader_(reader), key_(key), texting_(texting), words_(words) {}

    void read(const toml::table& table) {
        const auto* node = table.get(key_);
        if (node == nullptr) return;
        const auto* by_language = node->as_table();
        if (by_language == nullptr || by_language->empty()) return read_list(*node, std::nullopt);
        auto known = reader_.languages();
        known.emplace_back(every_language);
        reader_.check_keys(*by_language, known);
        if (const auto* list = by_language->get(every_language)) read_list(*list, std::nullopt);
        for (std::size_t at = 0; at < reader_.languages().size(); ++at)
            if (const auto* list = by_language->get(reader_.languages()[at]))
                read_list(*list, static_cast<Language>(at));
    }

private:
    void read_list(const toml::node& node, std::optional<Language> language) {
        const auto* list = node.as_array();
        if (list == nullptr || list->empty() || list->size() > words_max) {
            return reader_.add(node, fmt::format("\"{}\" is no list of words", key_),
                               fmt::format("write {} = [\"report\", \"ripoti\"], at most {}, or {} = {{ en = "
                                           "[\"report\"], ... }} where their language is to be spoken",
                                           key_, words_max, key_));
        }
        for (const auto& item : *list)
            read_word(item, language);
    }

    void read_word(const toml::node& item, std::optional<Language> language) {
        const auto written = item.value<std::string>().value_or("");
        auto word = first_word(written);
        if (auto why = objection(written, word); !why.empty()) {
            reader_.add(item, why, "choose another word, of the letters a to z");
        } else if (is_known(texting_.begin, word) || is_known(texting_.danger, word)) {
            reader_.add(item, fmt::format("\"{}\" is there twice", written), "leave one out");
        } else {
            words_.push_back({std::move(word), language});
        }
    }

    static bool is_known(const std::vector<FirstWord>& words, const std::string& word) {
        return std::ranges::find(words, word, &FirstWord::word) != words.end();
    }

    TomlReader& reader_;
    const std::string key_;
    Texting& texting_;
    std::vector<FirstWord>& words_;
};

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
    WordReader(reader, "begin", texting, texting.begin).read(*table);
    WordReader(reader, "danger", texting, texting.danger).read(*table);
    if (!texting.danger.empty() && menu.danger.empty()) {
        reader.add(*table->get("danger"), "no screen is named for danger now",
                   "write danger = \"...\" beside start");
    }
    texting.dial_instead = reader.text_under(*table, "dial_instead");
    check_dial_instead(reader, *table, texting.dial_instead);
    menu.texting = std::move(texting);
}

}  // namespace kengele::menus
