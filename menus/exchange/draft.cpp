#include "menus/exchange/draft.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "menus/exchange/written.hpp"

namespace kengele::exchange {

namespace {

class Writer {
public:
    explicit Writer(const Draft& draft) : draft_(draft) {}

    WrittenDraft write(const std::string& note) {
        line(0, "# " + note);
        word("format", "kengele-menu/1");
        word("id", draft_.id);
        word("version", draft_.version);
        std::string languages;
        for (const auto& language : draft_.languages)
            languages += (languages.empty() ? "" : ", ") + quoted(language);
        line(0, fmt::format("languages = [{}]", languages));
        word("start", draft_.start);
        word("danger", draft_.danger);
        word("filed", draft_.filed);
        line(0, "\n[common]");
        for (const auto& [key, words] : draft_.common)
            line(0, fmt::format("{} = {{ {} }}", key, in_languages(words)));
        if (!draft_.samples.empty()) line(0, "\n[sample]");
        for (const auto& [key, words] : draft_.samples)
            line(0, fmt::format("{} = {{ {} }}", key, in_languages(words)));
        for (const auto& screen : draft_.screens)
            write_screen(screen);
        return std::move(written_);
    }

private:
    void line(int row, const std::string& text) {
        written_.toml += text + '\n';
        line_ += static_cast<int>(std::ranges::count(text, '\n'));
        if (row > 0) written_.rows[line_] = row;
        ++line_;
    }

    void word(const std::string& key, const std::string& value, int row = 0) {
        if (!value.empty()) line(row, fmt::format("{} = {}", key, quoted(value)));
    }

    std::string in_languages(const Words& words) const {
        std::string result;
        for (std::size_t i = 0; i < draft_.languages.size(); ++i)
            result += fmt::format("{}{} = {}", i == 0 ? "" : ", ", draft_.languages[i], quoted(words.at(i)));
        return result;
    }

    void write_screen(const DraftScreen& screen) {
        const auto row = screen.row;
        line(row, fmt::format("\n[screen.{}]", screen.id));
        word("type", screen.type, row);
        word("store", screen.store, row);
        if (!screen.set.empty()) line(row, "set = " + in_words(screen.set));
        for (const auto& [key, value] : screen.words)
            word(key, value, row);
        for (const auto& [key, number] : screen.numbers)
            line(row, fmt::format("{} = {}", key, number));
        if (!screen.has_back) line(row, "back = false");
        if (!screen.has_home) line(row, "home = false");
        word("to", screen.to, row);
        if (!screen.next.empty()) write_branches(screen);
        for (const auto& [key, words] : screen.texts)
            line(row, fmt::format("{} = {{ {} }}", key, in_languages(words)));
        for (std::size_t i = 0; i < draft_.languages.size(); ++i)
            word(draft_.languages[i], screen.text.at(i), row);
        if (screen.options.empty()) return;
        line(row, "option = [");
        for (const auto& option : screen.options)
            write_option(option);
        line(row, "]");
    }

    void write_branches(const DraftScreen& screen) {
        line(screen.row, "next = [");
        for (const auto& branch : screen.next)
            line(screen.row,
                 fmt::format("  {{ when = {}, to = {} }},", in_words(branch.when), quoted(branch.to)));
        line(screen.row, "]");
    }

    static std::string in_words(const DraftCondition& condition) {
        std::string words;
        for (const auto& term : condition.terms)
            words += (words.empty() ? "" : ", ") + quoted(term);
        if (condition.terms.size() == 1) return words;
        return fmt::format("{{ {} = [{}] }}", condition.is_any ? "any" : "all", words);
    }

    static std::string in_words(const std::vector<menus::Assignment>& assignments) {
        std::string set;
        for (const auto& [field, value] : assignments)
            set += fmt::format("{}{} = {}", set.empty() ? "" : ", ", field, quoted(value));
        return fmt::format("{{ {} }}", set);
    }

    void write_option(const DraftOption& option) {
        std::string text = "  { ";
        const auto put = [&text](const std::string& key, const std::string& value) {
            if (!value.empty()) text += fmt::format("{} = {}, ", key, quoted(value));
        };
        put("key", option.key);
        put("value", option.value);
        put("to", option.to);
        put("then", option.then);
        if (!option.when.terms.empty()) text += fmt::format("when = {}, ", in_words(option.when));
        if (!option.set.empty()) text += fmt::format("set = {}, ", in_words(option.set));
        line(option.row, text + in_languages(option.text) + " },");
    }

    const Draft& draft_;
    WrittenDraft written_;
    int line_ = 1;
};

}  // namespace

const DraftScreen* Draft::screen(std::string_view wanted) const {
    const auto found = std::ranges::find(screens, wanted, &DraftScreen::id);
    return found == screens.end() ? nullptr : &*found;
}

int WrittenDraft::row_of(int line) const {
    const auto found = rows.find(line);
    return found == rows.end() ? 0 : found->second;
}

WrittenDraft write_draft(const Draft& draft, const std::string& note) {
    return Writer(draft).write(note);
}

}  // namespace kengele::exchange
