#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "gateway/world/random.hpp"

namespace kengele::gateway {

// The codes that people read and type. All digits, as letters are slow on a feature phone. They stand
// below the features, as cases draw them and callers and responders type them.

// 7 digits, the last a Damm check digit (catches every wrong digit and every swap of neighbours); never
// begins with 0.
std::string draw_case_number(world::Random& random);
bool is_case_number(std::string_view digits);

// 9 digits, the last a Damm check digit, unrelated to any case number.
std::string draw_follow_up_code(world::Random& random);
// As typed by a caller: spaces, dashes and dots forgiven, O and I read as 0 and 1; nothing when it cannot be
// one.
std::optional<std::string> read_follow_up_code(std::string_view typed);
// "482 107 369"
std::string spaced(std::string_view nine_digits);

// 4 digits.
std::string draw_reply_code(world::Random& random);

// 8 digits: what a responder types once, to choose a PIN.
std::string draw_invitation_code(world::Random& random);

}  // namespace kengele::gateway
