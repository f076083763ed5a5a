#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "menus/menu.hpp"

namespace kengele::menus {

// One way on from a screen: where it leads, and where it is written.
struct Way {
    std::string to;
    std::string then;
    int line = 0;
    const Condition* when = nullptr;  // of the node, where it leads there only sometimes
};

// Whether the screen leads on by `to` and `next`, whatever is answered.
bool leads_on(const Node& node);

// Whether numbered options are what a caller chooses from: of a menu or a list.
bool has_options(const Node& node);

std::vector<Way> ways(const Node& node);

// What a caller answers on a screen, where that leads, and what is stored afterwards.
struct Answer {
    std::string key;  // empty: a word, a place or a code
    std::string to;
    std::string then;
    std::vector<std::string> fields;
    const Option* option = nullptr;   // of the node, where it is one
    const Condition* when = nullptr;  // of the node, where the answer leads there only sometimes
};

std::vector<Answer> answers(const Node& node);

// Whether an action says by `then` what follows.
bool needs_then(std::string_view action);

// Whether it answers an alert.
bool is_answer_action(std::string_view action);

// Actions that mean something in a menu for this audience.
std::vector<std::string> actions_for(Audience audience);

// Whether it ends what this menu shows: the call, or the stay in it.
bool is_last_action(std::string_view action);

// The screen that is shown next; empty when none is, or the same again.
std::string next_screen(const Menu& menu, std::string_view to, std::string_view then);

}  // namespace kengele::menus
