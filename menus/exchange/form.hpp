#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "menus/exchange/draft.hpp"
#include "menus/exchange/relevance.hpp"
#include "menus/exchange/remark.hpp"
#include "menus/exchange/table.hpp"

namespace kengele::exchange {

// An XLSForm as far as a menu can ask it: questions one after the other, groups dissolved.

struct Choice {
    std::string value;
    Words text;
    // What its other columns say, for questions that filter by them.
    std::map<std::string, std::string> attributes;
};

struct Question {
    enum class Kind { choice, text, number, date, place, note };

    Kind kind = Kind::note;
    std::string name;   // as the form calls it
    std::string field;  // as the menu calls it; also its screen
    Words text;
    Words again;  // constraint_message
    bool is_required = false;
    Relevance relevance = always;
    std::vector<Choice> choices;
    std::string filter_column;  // choices are shown whose attribute is what the other question was answered
    std::string filter_question;
    int min = 0;
    int max = 0;
    int row = 0;
};

struct Form {
    std::string id;
    std::string version;
    std::vector<std::string> languages;
    Words title;
    std::vector<Question> questions;
};

struct FormTables {
    const Table& survey;
    const Table* choices = nullptr;
    const Table* settings = nullptr;
};

// Everything of the tables that is not in the form is told in `losses`. Without a question there is no form.
Form read_form(const FormTables& tables, Remarks& losses);

}  // namespace kengele::exchange
