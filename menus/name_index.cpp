#include "menus/name_index.hpp"

#include <algorithm>

#include "menus/spelling.hpp"

namespace kengele::menus {

void NameIndex::add(const std::vector<std::string>& words, std::size_t entry) {
    std::string folded;
    for (std::size_t from = words.size(); from-- > 0;) {
        folded.insert(0, words[from]);
        const auto compared = folded.substr(0, compared_letters_max);
        beginnings_.push_back({compared, entry, std::min(words[from].size(), compared.size()), from == 0});
    }
}

void NameIndex::sort() {
    std::ranges::sort(beginnings_, {}, [](const Beginning& it) { return std::tie(it.folded, it.entry); });
    for (std::size_t at = 1; at < beginnings_.size(); ++at) {
        const auto& before = beginnings_[at - 1].folded;
        const auto& folded = beginnings_[at].folded;
        const auto differs = std::ranges::mismatch(before, folded).in2;
        beginnings_[at].shared = static_cast<std::size_t>(differs - folded.begin());
    }
}

std::vector<NameMatch> NameIndex::matches_of(std::string_view word, int errors_most,
                                             std::size_t entries) const {
    std::vector<NameMatch> result(entries);
    Comparison comparison(word, errors_most);
    for (const auto& beginning : beginnings_) {
        comparison.go_back_to(beginning.shared);
        while (!comparison.is_settled() && comparison.letters() < beginning.folded.size())
            comparison.add(beginning.folded[comparison.letters()]);
        const int wrong = comparison.errors_in_beginning();
        if (wrong > errors_most) continue;
        // What the comparison did not come to is surely further off.
        const auto is_as_near = [&](std::size_t letters) {
            return letters <= comparison.letters() && comparison.errors(letters) <= wrong;
        };
        const bool is_name = beginning.is_whole_name && is_as_near(beginning.folded.size());
        const int roughness = is_name ? 0 : is_as_near(beginning.word_size) ? 1 : 2;
        auto& best = result[beginning.entry];
        best = std::min(best, {static_cast<std::uint8_t>(wrong), static_cast<std::uint8_t>(roughness)});
    }
    return result;
}

}  // namespace kengele::menus
