#include "menus/exchange/written.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <utility>

#include "menus/utf8.hpp"

namespace kengele::exchange {

namespace {

// TOML tells places by line and character; files are cut by bytes.
class Lines {
public:
    explicit Lines(std::string_view text) : text_(text) {
        // A mark at the beginning is no character of the first line.
        begins_.push_back(text.starts_with("\xEF\xBB\xBF") ? 3 : 0);
        for (std::size_t at = 0; at < text.size(); ++at) {
            if (text[at] == '\n') begins_.push_back(at + 1);
        }
    }

    std::size_t byte_of(const toml::source_position& spot) const {
        auto at = begins_.at(spot.line - 1);
        for (auto column = spot.column; column > 1 && at < text_.size(); --column)
            at += menus::code_point_at(text_, at).bytes;
        return at;
    }

private:
    std::string_view text_;
    std::vector<std::size_t> begins_;
};

class Walk {
public:
    Walk(std::string_view toml, const std::vector<std::string>& languages)
        : lines_(toml), languages_(languages) {}

    WrittenFile file(const toml::table& root) {
        WrittenFile file;
        if (const auto* list = root.get_as<toml::array>("languages"); list != nullptr && !list->empty())
            file.languages_end = lines_.byte_of(list->back().source().end);
        for (const auto& [key, node] : root) {
            const auto* table = node.as_table();
            if (table == nullptr || key == "screen") continue;
            for (const auto& [name, text] : *table) {
                if (const auto* words = text.as_table())
                    look(*words, fmt::format("({})", key.str()), std::string(name.str()));
            }
        }
        if (const auto* screens = root.get_as<toml::table>("screen")) {
            for (const auto& [id, screen] : *screens) {
                if (const auto* table = screen.as_table()) look(*table, std::string(id.str()), {});
            }
        }
        std::ranges::sort(texts_, {}, [](const WrittenText& it) { return it.places.front().key; });
        file.texts = std::move(texts_);
        return file;
    }

private:
    void look(const toml::table& table, const std::string& screen, const std::string& part) {
        keep(table, screen, part);
        const auto within = part.empty() ? part : part + ' ';
        for (const auto& [key, node] : table) {
            if (key == "set") continue;  // fields, which may be called anything
            const std::string name(key.str());
            if (const auto* inner = node.as_table()) look(*inner, screen, within + name);
            const auto* list = node.as_array();
            for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
                if (const auto* item = list->get(i)->as_table())
                    look(*item, screen, fmt::format("{}{} {}", within, name, called(*item, i)));
            }
        }
    }

    // The key that callers press is what people know an option by.
    static std::string called(const toml::table& item, std::size_t position) {
        return item["key"].value<std::string>().value_or(std::to_string(position + 1));
    }

    void keep(const toml::table& table, const std::string& screen, const std::string& part) {
        WrittenText text{screen, part.empty() ? "text" : part, {}, {}, table.is_inline()};
        for (const auto& language : languages_) {
            const auto found = table.find(language);
            if (found == table.end() || !found->second.is_string()) return;
            text.words.push_back(menus::composed(*found->second.value<std::string_view>()));
            const auto& source = found->second.source();
            text.places.push_back({lines_.byte_of(found->first.source().begin), lines_.byte_of(source.begin),
                                   lines_.byte_of(source.end)});
        }
        texts_.push_back(std::move(text));
    }

    Lines lines_;
    const std::vector<std::string>& languages_;
    std::vector<WrittenText> texts_;
};

}  // namespace

WrittenFile written_file(std::string_view toml, const std::vector<std::string>& languages) {
    return Walk(toml, languages).file(toml::parse(toml));
}

std::string quoted(std::string_view words) {
    std::string result = "\"";
    for (const char letter : words) {
        if (letter == '"' || letter == '\\') result += '\\';
        if (letter == '\n') {
            result += "\\n";
        } else {
            result += letter;
        }
    }
    return result + '"';
}

}  // namespace kengele::exchange
