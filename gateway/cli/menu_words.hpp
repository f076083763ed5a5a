#pragma once

#include <string_view>

#include "menus/menu.hpp"
#include "menus/problem.hpp"

namespace kengele::cli {

// Words of [sms] with which a responder answers an alert: "ok" cannot begin the menu too.
menus::Problems words_of_responders(const menus::Menu& menu, std::string_view file_name);

}  // namespace kengele::cli
