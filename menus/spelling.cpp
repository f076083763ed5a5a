#include "menus/spelling.hpp"

#include <algorithm>
#include <array>

namespace kengele::menus {

namespace {

using Row = std::array<int, compared_letters_max + 1>;

// Optimal string alignment, row by row along `word`, only in the band of `most` around the diagonal: cells
// outside it are surely above `most`.
int aligned(std::string_view typed, std::string_view word, int most, bool beginning) {
    const int typed_size = static_cast<int>(std::min(typed.size(), compared_letters_max));
    const int word_size = static_cast<int>(std::min(word.size(), compared_letters_max));
    const int over = most + 1;
    if (typed_size - word_size > most || (!beginning && word_size - typed_size > most)) return over;

    std::array<Row, 3> rows{};
    for (int i = 0; i <= typed_size; ++i) {
        rows[0][static_cast<std::size_t>(i)] = std::min(i, over);
    }
    int best = beginning && typed_size <= most ? typed_size : over;
    if (!beginning && word_size == 0) return std::min(typed_size, over);
    for (int j = 1; j <= word_size; ++j) {
        const Row& two_above = rows[static_cast<std::size_t>(j + 1) % 3];
        const Row& above = rows[static_cast<std::size_t>(j + 2) % 3];
        Row& row = rows[static_cast<std::size_t>(j) % 3];
        const int first = std::max(1, j - most);
        const int last = std::min(typed_size, j + most);
        if (first > last) break;
        row[static_cast<std::size_t>(first - 1)] = first == 1 ? std::min(j, over) : over;
        int least = row[static_cast<std::size_t>(first - 1)];
        for (int i = first; i <= last; ++i) {
            const auto at = static_cast<std::size_t>(i);
            const char letter = word[static_cast<std::size_t>(j - 1)];
            const int diagonal = above[at - 1] + (typed[at - 1] == letter ? 0 : 1);
            const int from_above = (i < j + most ? above[at] : over) + 1;
            int value = std::min({diagonal, from_above, row[at - 1] + 1});
            const bool is_swap = i > 1 && j > 1 && typed[at - 1] == word[static_cast<std::size_t>(j - 2)] &&
                                 typed[at - 2] == letter;
            if (is_swap) value = std::min(value, two_above[at - 2] + 1);
            row[at] = std::min(value, over);
            least = std::min(least, row[at]);
        }
        if (last == typed_size) {
            const int here = row[static_cast<std::size_t>(typed_size)];
            if (beginning) best = std::min(best, here);
            if (!beginning && j == word_size) best = here;
        }
        if (best == 0 || least > most) break;
    }
    return best;
}

}  // namespace

int errors_in_beginning(std::string_view typed, std::string_view word, int most) {
    if (most == 0) return word.starts_with(typed) ? 0 : 1;
    return aligned(typed, word, most, true);
}

int errors(std::string_view typed, std::string_view word, int most) {
    return aligned(typed, word, most, false);
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
