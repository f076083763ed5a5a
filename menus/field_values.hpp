#pragma once

#include <map>
#include <set>
#include <string>

#include "menus/menu.hpp"

namespace kengele::menus {

// What a menu may keep in one field.
struct FieldValues {
    std::set<std::string> chosen;  // by options and assignments
    bool is_typed = false;         // words, a place, a day: anything may be there
    bool is_number = false;        // typed as well: a whole number
    int min = 0;
    int max = 0;

    bool is_choice() const { return !is_typed && !is_number; }
    bool can_be(const std::string& value) const;
    bool has_numbers() const;
};

// By the names of the fields.
std::map<std::string, FieldValues, std::less<>> field_values(const Menu& menu);

}  // namespace kengele::menus
