#pragma once

#include <map>
#include <optional>
#include <string>

#include "menus/day.hpp"
#include "menus/menu.hpp"

namespace kengele::menus {

// Fillings that only the gateway knows ("status", "role", "follow_up", ...), by name, in every language.
using Facts = std::map<std::string, Text, std::less<>>;

// What the gateway found for a code typed on a `code` node, for a PIN, or for an option chosen with "@prove".
struct CodeCheck {
    bool is_right = false;
    std::string subject;  // kept in the session when right; a claim until it is proven
    // Of a code: more is asked before it is said whether it is right. Then it may have no subject. Of a PIN:
    // it is a right invitation, and the subject is the claim to choose one.
    bool is_doubted = false;
};

// What one turn is given.
struct Input {
    std::string typed;
    std::optional<CodeCheck> code;
    Day today{};  // where the caller is; what a `date` node counts back from
};

}  // namespace kengele::menus
