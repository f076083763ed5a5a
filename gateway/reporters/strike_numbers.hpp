#pragma once

#include <string>
#include <string_view>

namespace kengele::reporters {

// A reporter who writes "call me on 0712 345 678" must not be known by it to whoever is alerted. Seven digits
// with at most three signs or spaces between two of them are taken for a number, and struck.
std::string without_numbers(std::string_view text);

}  // namespace kengele::reporters
