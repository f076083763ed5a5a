#pragma once

#include <toml++/toml.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "menus/menu.hpp"
#include "menus/parse.hpp"
#include "menus/words.hpp"

namespace kengele::menus {

using Keys = std::vector<std::string>;

// Reads typed values out of the tables of one menu file and gathers what is wrong with them, at most a
// hundred problems. Only for the parse files: nobody else sees TOML. What is wrong reads as an empty value,
// so that reading goes on.
class TomlReader {
public:
    // The text must outlive the reader.
    TomlReader(std::string_view toml, std::string_view file) : toml_(toml), file_(file) {}

    // Says in which part of the file ("screen "home": ") the problems of its life are.
    class Within {
    public:
        Within(TomlReader& reader, const std::string& part, const std::string& screen = {});
        ~Within();
        Within(const Within&) = delete;
        Within& operator=(const Within&) = delete;

    private:
        TomlReader& reader_;
        std::string above_;
        std::string screen_above_;
    };

    void add(int line, int column, std::string what, std::string mend);
    void add(const toml::node& at, const std::string& what, std::string mend,
             const std::string& language = {});
    void add(Problem problem);
    const std::string& file() const { return file_; }
    const std::vector<Problem>& problems() const { return problems_; }
    std::vector<Problem> take_problems();  // by line and column

    // Texts are asked for in each of these.
    void set_languages(const Keys& languages) { languages_ = languages; }
    const Keys& languages() const { return languages_; }

    void check_keys(const toml::table& table, const Keys& known);
    void check_name(const toml::node& at, const std::string& name);
    // A text of a screen: its length, its alphabet, its fillings.
    void check_words(const toml::node& at, const std::string& words, const std::string& whose,
                     const std::string& language = {});
    // A text without fillings.
    void check_plain(const toml::node& at, const std::string& whose, const Text& text);

    // True when the key is not there.
    bool flag(const toml::table& table, const std::string& key);
    // At most 40 letters; empty when the key is not there.
    std::string word(const toml::table& table, const std::string& key);
    std::string required(const toml::table& table, const std::string& key);
    // A word that names a screen or a field.
    std::string name(const toml::table& table, const std::string& key, bool is_required);
    // What one of `words` means; nothing when the key is not there, or has another word, which is then told.
    template <typename Value, std::size_t Count>
    std::optional<Value> choice(const toml::table& table, const std::string& key,
                                const Word<Value> (&words)[Count]);
    // A list of names; empty when the key is not there.
    std::vector<std::string> names(const toml::table& table, const std::string& key);
    // Values by field: set = { urgency = "life" }. Empty when the key is not there.
    std::vector<Assignment> assignments(const toml::table& table, const std::string& key);

    // The texts of a table that holds them beside other keys.
    Text text_in(const toml::table& table, const toml::node& at);
    // The texts of a table of their own: back = { en = "Back", sw = "Rudi" }.
    Text text_under(const toml::table& table, const std::string& key);

    const toml::table* table_of(const toml::table& root, const std::string& key, const std::string& mend);

private:
    void add_unknown(const toml::node& at, const std::string& key, const Keys& known);
    void add_foreign(const toml::node& at, const std::string& words, std::size_t byte,
                     const std::string& whose, const std::string& language);

    std::string_view toml_;
    std::string file_;
    std::string where_;
    std::string screen_;
    Keys languages_;
    std::vector<Problem> problems_;
};

int line_of(const toml::node& node);
bool is_one_of(const Keys& words, const std::string& word);
// "did you mean ...?", or all that is known.
std::string meant(const std::string& word, const Keys& known);

template <typename Value, std::size_t Count>
std::optional<Value> TomlReader::choice(const toml::table& table, const std::string& key,
                                        const Word<Value> (&words)[Count]) {
    const auto* node = table.get(key);
    if (node == nullptr) return std::nullopt;
    const auto wanted = node->value<std::string_view>();
    Keys known;
    for (const auto& [word, value] : words) {
        if (wanted == word) return value;
        known.emplace_back(word);
    }
    add_unknown(*node, key, known);
    return std::nullopt;
}

}  // namespace kengele::menus
