#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "menus/menu.hpp"

namespace kengele::tests {

using Messages = std::vector<std::string>;

// The menu of a sound text; every problem in it fails the test.
menus::Menu menu_of(const std::string& toml);

// What is said of a file with this text, in order.
Messages messages_of(const std::string& toml, std::string_view file);

// The first `what` must be there.
std::string replaced(std::string text, const std::string& what, const std::string& with);

// One thing broken in a sound text, and what is said of it.
struct Mistake {
    std::string sound;
    std::string broken;
    Messages messages;
};

void check_mistakes(const std::string& sound_text, std::string_view file, std::span<const Mistake> mistakes);

}  // namespace kengele::tests
