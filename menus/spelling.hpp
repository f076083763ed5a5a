#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kengele::menus {

// Longest text that is compared; what is beyond is not looked at.
inline constexpr std::size_t compared_letters_max = 40;

// How far `typed` is from a word that is told letter by letter: how many letters are wrong, missing, extra or
// swapped with their neighbour (optimal string alignment). Going back some letters and on with others costs
// only those, so that many words with common beginnings are compared at the price of the letters that differ.
// More than `most` errors are reported as most + 1. What was typed must outlive it.
class Comparison {
public:
    Comparison(std::string_view typed, int most);

    void add(char letter);
    void go_back_to(std::size_t letters);  // at most as many as were added
    std::size_t letters() const { return letters_; }

    // From the first `letters` of the word, and from the nearest of its beginnings so far.
    int errors(std::size_t letters) const;
    int errors_in_beginning() const { return nearest_[letters_]; }

    // Whether no longer word is nearer.
    bool is_settled() const { return least_[letters_] > most_; }

private:
    using Row = std::array<std::uint8_t, compared_letters_max + 1>;

    std::string_view typed_;
    int most_;
    std::size_t letters_ = 0;
    std::array<char, compared_letters_max> word_{};
    // One row a letter of the word, filled only `most` around the diagonal: cells outside are surely above
    // it.
    std::array<Row, compared_letters_max + 1> rows_;
    std::array<std::uint8_t, compared_letters_max + 1> least_{};    // of each row
    std::array<std::uint8_t, compared_letters_max + 1> nearest_{};  // beginning up to each row
};

// The errors of one word against a beginning of the other, and against the whole of it.
int errors_in_beginning(std::string_view typed, std::string_view word, int most);
int errors(std::string_view typed, std::string_view word, int most);

// Which of `words` was probably meant: the nearest, when at most a third of its letters are wrong.
std::optional<std::string> probably_meant(std::string_view typed, const std::vector<std::string>& words);

}  // namespace kengele::menus
