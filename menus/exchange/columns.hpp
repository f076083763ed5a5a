#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "menus/exchange/remark.hpp"
#include "menus/exchange/table.hpp"

namespace kengele::exchange {

// The columns of a form's table, which tools spell in many ways: "label::Kiswahili (sw)", "label:English",
// "list name", "media::image".
class Columns {
public:
    struct At {
        std::string name;  // a language as it is written, or the column's own
        std::size_t at = 0;
    };

    Columns() = default;
    // Says in `losses` which columns are of no form.
    Columns(const Table& table, Remarks& losses);

    // A cell without languages, "type"; empty when there is no such column.
    const std::string& plain(const Table::Row& row, std::string_view name) const;
    const std::string& at(const Table::Row& row, std::size_t column) const;
    bool has(std::string_view name) const { return plain_.contains(name); }

    // The columns of a text, each with its language; an empty one for "label" alone.
    const std::vector<At>& in_languages(std::string_view name) const;
    // All languages of texts, as they are written.
    std::vector<std::string> languages() const;
    // Columns that say something of a question that no menu has: appearance, media, calculation.
    const std::vector<At>& lost() const { return lost_; }

private:
    std::map<std::string, std::size_t, std::less<>> plain_;
    std::map<std::string, std::vector<At>, std::less<>> texts_;
    std::vector<At> lost_;
};

// "sw" of "Kiswahili (sw)", "Kiswahili" or "sw"; empty when it cannot be told.
std::string language_code(std::string_view written);

// A form's name as a name of the menu language: "Water-Point" is "water_point".
std::string menu_name(std::string_view name, std::string_view otherwise);
// A form's value as a word that options keep and conditions compare.
std::string menu_value(std::string_view value);

struct PlainWords {
    std::string words;
    bool has_markup = false;
};

// A text without HTML and Markdown; `filled` says what stands for ${name}.
PlainWords plain_words(std::string_view text, const std::function<std::string(const std::string&)>& filled);

}  // namespace kengele::exchange
