#include "menus/places.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <tuple>
#include <utility>

#include "menus/spelling.hpp"
#include "menus/utf8.hpp"

namespace kengele::menus {

namespace {

// More typed words than these are not looked at: no place has so many.
constexpr std::size_t typed_words_max = 6;
// A tree that names itself as its parent must not hang a turn.
constexpr int tree_height_max = 10;

std::vector<std::string> folded_words(std::string_view name);
std::string joined(const std::vector<std::string>& words, std::size_t from);
int errors_forgiven(std::size_t letters);

}  // namespace

// How well one typed word fits one place; unmatched when `errors` is `no_match`.
struct Places::Match {
    static constexpr std::uint8_t no_match = 100;
    std::uint8_t errors = no_match;
    std::uint8_t roughness = 0;  // 0: the whole name, 1: a whole word, 2: a beginning

    bool is_found() const { return errors != no_match; }
    bool operator<(const Match& other) const {
        return std::tie(errors, roughness) < std::tie(other.errors, other.roughness);
    }
};

Places::Places(std::vector<PlaceEntry> entries) : entries_(std::move(entries)) {
    for (std::size_t at = 0; at < entries_.size(); ++at) {
        by_number_.emplace(entries_[at].number, at);
    }
    for (std::size_t at = 0; at < entries_.size(); ++at) {
        auto& entry = entries_[at];
        if (entry.level == Level::country) continue;
        const auto* parent = find(entry.parent);
        if (parent == nullptr || parent->level == Level::country) entry.parent = 0;
        children_[entry.parent].push_back(&entry);
        if (!entry.area_code.empty()) by_area_code_.emplace(entry.area_code, at);
        add_beginnings(entry.name, at);
        for (const auto& alias : entry.aliases) {
            add_beginnings(alias, at);
        }
    }
    for (auto& [parent, list] : children_) {
        std::sort(list.begin(), list.end(), [](const PlaceEntry* left, const PlaceEntry* right) {
            return std::tie(left->name, left->number) < std::tie(right->name, right->number);
        });
    }
}

const PlaceEntry* Places::find(int number) const {
    const auto found = by_number_.find(number);
    return found == by_number_.end() ? nullptr : &entries_[found->second];
}

const PlaceEntry* Places::find_area_code(std::string_view code) const {
    const auto found = by_area_code_.find(std::string(code));
    return found == by_area_code_.end() ? nullptr : &entries_[found->second];
}

const std::vector<const PlaceEntry*>& Places::children(int parent) const {
    static const std::vector<const PlaceEntry*> none;
    const auto found = children_.find(parent);
    return found == children_.end() ? none : found->second;
}

std::vector<const PlaceEntry*> Places::search(std::string_view typed, std::size_t limit) const {
    const auto words = folded_words(typed);
    if (words.empty() || words.size() > typed_words_max) return {};
    std::vector<std::vector<Match>> by_word;
    by_word.reserve(words.size());
    for (const auto& word : words) {
        by_word.push_back(matches_of(word));
    }
    const auto in_one = words.size() > 1 ? matches_of(joined(words, 0)) : by_word.front();

    // Fewer errors first, then fewer words found only in the parents, then a whole name, then the level.
    struct Hit {
        int errors = 0;
        int borrowed = 0;
        int roughness = 0;
        int level = 0;
        const PlaceEntry* place = nullptr;

        auto rank() const { return std::tie(errors, borrowed, roughness, level, place->name, place->number); }
    };
    std::vector<Hit> hits;
    for (std::size_t at = 0; at < entries_.size(); ++at) {
        const auto& entry = entries_[at];
        const int level = -static_cast<int>(std::min(entry.level, Level::ward));
        std::optional<Hit> best;
        if (in_one[at].is_found()) best = Hit{in_one[at].errors, 0, in_one[at].roughness, level, &entry};
        Hit separate{0, 0, 0, level, &entry};
        bool is_own = false;
        bool is_hit = words.size() > 1;
        for (std::size_t word = 0; word < words.size() && is_hit; ++word) {
            Match match = by_word[word][at];
            if (match.is_found()) {
                is_own = true;
            } else {
                ++separate.borrowed;
                const auto* above = find(entry.parent);
                for (int height = 0; above != nullptr && height < tree_height_max; ++height) {
                    match = std::min(match, by_word[word][static_cast<std::size_t>(above - entries_.data())]);
                    above = find(above->parent);
                }
            }
            is_hit = match.is_found();
            separate.errors += match.errors;
            separate.roughness += match.roughness;
        }
        if (is_hit && is_own && (!best || separate.rank() < best->rank())) best = separate;
        if (best) hits.push_back(*best);
    }

    const auto count = std::min(limit, hits.size());
    std::partial_sort(hits.begin(), hits.begin() + static_cast<std::ptrdiff_t>(count), hits.end(),
                      [](const Hit& left, const Hit& right) { return left.rank() < right.rank(); });
    std::vector<const PlaceEntry*> result;
    for (std::size_t at = 0; at < count; ++at) {
        result.push_back(hits[at].place);
    }
    return result;
}

std::string Places::full_name(int number) const {
    const auto* entry = find(number);
    if (entry == nullptr) return {};
    const auto* parent = find(entry->parent);
    return parent == nullptr ? entry->name : entry->name + ", " + parent->name;
}

void Places::add_beginnings(std::string_view name, std::size_t entry) {
    const auto words = folded_words(name);
    for (std::size_t from = 0; from < words.size(); ++from) {
        beginnings_.push_back({joined(words, from), entry, words[from].size(), from == 0});
    }
}

// The best fit of the word in each entry, in the order of entries_.
std::vector<Places::Match> Places::matches_of(std::string_view word) const {
    std::vector<Match> result(entries_.size());
    const int most = errors_forgiven(word.size());
    for (const auto& beginning : beginnings_) {
        auto& best = result[beginning.entry];
        const int wrong = errors_in_beginning(word, beginning.folded, most);
        if (wrong > most) continue;
        const auto first_word = std::string_view(beginning.folded).substr(0, beginning.word_size);
        const bool is_name = beginning.is_whole_name && errors(word, beginning.folded, wrong) <= wrong;
        const int roughness = is_name ? 0 : errors(word, first_word, wrong) <= wrong ? 1 : 2;
        const Match match{static_cast<std::uint8_t>(wrong), static_cast<std::uint8_t>(roughness)};
        best = std::min(best, match);
    }
    return result;
}

namespace {

bool is_apostrophe(char32_t value) {
    return value == U'\'' || value == U'`' || value == U'\u2018' || value == U'\u2019' ||
           value == U'\u02BC' || value == U'\u00B4';
}

// Lower-case letters and digits; an apostrophe joins ("ng'ombe" is one word), any other sign parts.
std::vector<std::string> folded_words(std::string_view name) {
    std::vector<std::string> words;
    std::string word;
    std::size_t letters = 0;
    for (std::size_t at = 0; at < name.size() && letters < compared_letters_max;) {
        const auto [value, bytes] = code_point_at(name, at);
        at += bytes;
        if (is_apostrophe(value)) continue;
        bool parts = false;
        for (const char32_t plain : plain_letters(value, true)) {
            const bool is_kept =
                plain > 0x7F || (plain >= U'a' && plain <= U'z') || (plain >= U'0' && plain <= U'9');
            parts = parts || !is_kept;
            if (is_kept) append(word, plain);
        }
        ++letters;
        if (parts && !word.empty()) words.push_back(std::exchange(word, {}));
    }
    if (!word.empty()) words.push_back(word);
    return words;
}

std::string joined(const std::vector<std::string>& words, std::size_t from) {
    std::string result;
    for (std::size_t at = from; at < words.size(); ++at) {
        result += words[at];
    }
    return result;
}

int errors_forgiven(std::size_t letters) {
    return letters < 4 ? 0 : letters <= 6 ? 1 : 2;
}

}  // namespace

}  // namespace kengele::menus
