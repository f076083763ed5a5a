#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kengele::menus {

// Longest text that is compared; what is beyond is not looked at.
inline constexpr std::size_t compared_letters_max = 40;

// How many letters are wrong, missing, extra or swapped with their neighbour when a beginning of `word` was
// meant by `typed`; more than `most` is reported as most + 1.
int errors_in_beginning(std::string_view typed, std::string_view word, int most);

// The same for the whole word.
int errors(std::string_view typed, std::string_view word, int most);

// Which of `words` was probably meant: the nearest, when at most a third of its letters are wrong.
std::optional<std::string> probably_meant(std::string_view typed, const std::vector<std::string>& words);

}  // namespace kengele::menus
