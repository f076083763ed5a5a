#include "menus/spelling.hpp"

#include <algorithm>

namespace kengele::menus {

Comparison::Comparison(std::string_view typed, int most)
    : typed_(typed.substr(0, compared_letters_max)),
      most_(std::min(most, static_cast<int>(compared_letters_max))) {
    const auto over = static_cast<std::size_t>(most_) + 1;
    for (std::size_t i = 0; i <= typed_.size(); ++i)
        rows_[0][i] = static_cast<std::uint8_t>(std::min(i, over));
    nearest_[0] = rows_[0][typed_.size()];
}

void Comparison::go_back_to(std::size_t letters) {
    letters_ = std::min(letters_, letters);
}

void Comparison::add(char letter) {
    if (letters_ == compared_letters_max) return;
    const int over = most_ + 1;
    const int j = static_cast<int>(++letters_);
    const Row& above = rows_[letters_ - 1];
    Row& row = rows_[letters_];
    const int first = std::max(1, j - most_);
    const int last = std::min(static_cast<int>(typed_.size()), j + most_);
    int left = first == 1 ? std::min(j, over) : over;
    int least = left;
    row[static_cast<std::size_t>(first - 1)] = static_cast<std::uint8_t>(left);
    for (int i = first; i <= last; ++i) {
        const auto at = static_cast<std::size_t>(i);
        const int diagonal = above[at - 1] + (typed_[at - 1] == letter ? 0 : 1);
        const int from_above = (i < j + most_ ? above[at] : over) + 1;
        int value = std::min({diagonal, from_above, left + 1, over});
        const bool is_swap =
            i > 1 && j > 1 && typed_[at - 2] == letter && typed_[at - 1] == word_[letters_ - 2];
        if (is_swap) value = std::min<int>(value, rows_[letters_ - 2][at - 2] + 1);
        row[at] = static_cast<std::uint8_t>(value);
        left = value;
        least = std::min(least, value);
    }
    word_[letters_ - 1] = letter;
    least_[letters_] = static_cast<std::uint8_t>(least);
    const int here = last == static_cast<int>(typed_.size()) && first <= last + 1 ? left : over;
    nearest_[letters_] = std::min(nearest_[letters_ - 1], static_cast<std::uint8_t>(here));
}

int Comparison::errors(std::size_t letters) const {
    const auto apart = std::max(letters, typed_.size()) - std::min(letters, typed_.size());
    return static_cast<int>(apart) > most_ ? most_ + 1 : rows_[letters][typed_.size()];
}

int errors_in_beginning(std::string_view typed, std::string_view word, int most) {
    Comparison comparison(typed, most);
    for (const char letter : word) {
        if (comparison.is_settled()) break;
        comparison.add(letter);
    }
    return comparison.errors_in_beginning();
}

int errors(std::string_view typed, std::string_view word, int most) {
    Comparison comparison(typed, most);
    for (const char letter : word) {
        // A word that is too far off already stays so.
        if (comparison.is_settled()) return most + 1;
        comparison.add(letter);
    }
    return comparison.errors(comparison.letters());
}

std::optional<std::string> probably_meant(std::string_view typed, const std::vector<std::string>& words) {
    std::optional<std::string> nearest;
    int least = static_cast<int>(typed.size());
    for (const auto& word : words) {
        const int most = std::max(1, static_cast<int>(std::max(typed.size(), word.size()) / 3));
        const int wrong = errors(typed, word, most);
        if (wrong > most || wrong >= least) continue;
        least = wrong;
        nearest = word;
    }
    return nearest;
}

}  // namespace kengele::menus
