#pragma once

#include <map>
#include <string>
#include <vector>

#include "menus/exchange/columns.hpp"
#include "menus/exchange/draft.hpp"
#include "menus/exchange/remark.hpp"
#include "menus/exchange/table.hpp"

namespace kengele::exchange {

// Where a form says something in its languages: the columns "label", "label::Kiswahili (sw)", ... of one row.
struct FormCell {
    const Columns& columns;
    const Table& table;
    const Table::Row& row;
    const char* column = "label";
};

// The texts of a form as a plain phone shows them, in the menu's languages: without markup, in letters of the
// GSM alphabet, with the answers they name as fillings. What is changed by that or missing is told in
// `losses`. All references outlive it.
class FormWords {
public:
    // `fields` are the menu's names by the form's. Columns without a language are in `default_language`, or
    // English.
    FormWords(const std::vector<std::string>& languages, const std::string& default_language,
              const std::map<std::string, std::string>& fields, Remarks& losses)
        : languages_(languages), default_language_(default_language), fields_(fields), losses_(losses) {}

    std::string code_of(const std::string& language) const;

    // In every language; where one is missing in the first that is there, or else the name. A plain text has
    // no fillings.
    Words needed(const FormCell& cell, const std::string& name, bool is_plain);
    // In every language or in none.
    Words optional(const FormCell& cell);

    std::string clean(const Table& table, const Table::Row& row, const std::string& column,
                      const std::string& text, bool is_plain);

private:
    Words texts(const FormCell& cell, bool is_plain);
    void lose(const Table& table, const Table::Row& row, const std::string& column, std::string what,
              std::string mend);

    const std::vector<std::string>& languages_;
    const std::string& default_language_;
    const std::map<std::string, std::string>& fields_;
    Remarks& losses_;
};

}  // namespace kengele::exchange
