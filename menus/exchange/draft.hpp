#pragma once

#include <map>
#include <string>
#include <vector>

#include "menus/menu.hpp"

namespace kengele::exchange {

// A text in each language of its draft.
using Words = std::vector<std::string>;

// A menu that an import is putting together: what the menu language says, with where it came from. `row` is
// that of the table, 0 for what no row says.

struct DraftCondition {
    std::vector<std::string> terms;  // "kind = fire": all must be true
    bool is_any = false;             // one of them is enough
};

struct DraftOption {
    std::string key;  // empty: its position
    std::string value;
    std::string to;
    std::string then;
    std::vector<menus::Assignment> set;
    DraftCondition when;  // empty: always
    Words text;
    int row = 0;
};

// Where a screen leads when this is true.
struct DraftBranch {
    DraftCondition when;
    std::string to;
};

struct DraftScreen {
    std::string id;
    std::string type;  // empty: a menu
    Words text;
    std::string store;
    std::vector<menus::Assignment> set;
    std::string to;
    std::vector<DraftBranch> next;
    // What else its kind asks for, by the words of the menu language: texts, and words and numbers.
    std::map<std::string, Words> texts;
    std::map<std::string, std::string> words;  // class, sms, resume, skip, proof
    std::map<std::string, int> numbers;        // max, min, days
    bool has_back = true;
    bool has_home = true;
    std::vector<DraftOption> options;
    int row = 0;
};

struct Draft {
    std::string id;
    std::string version;
    std::vector<std::string> languages;
    std::string start;
    std::string danger;
    std::string filed;
    std::vector<std::pair<std::string, Words>> common;
    std::vector<std::pair<std::string, Words>> samples;
    std::vector<DraftScreen> screens;

    const DraftScreen* screen(std::string_view id) const;
};

struct WrittenDraft {
    std::string toml;
    std::map<int, int> rows;  // of the table, by the line of the file

    // The row that brought a line, or the nearest above it in the same screen; 0 for none.
    int row_of(int line) const;
};

// The draft as a menu file, with `note` as a comment at its top.
WrittenDraft write_draft(const Draft& draft, const std::string& note);

}  // namespace kengele::exchange
