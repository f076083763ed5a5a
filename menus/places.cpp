#include "menus/places.hpp"

#include <algorithm>
#include <iterator>
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
std::string joined(const std::vector<std::string>& words);
int errors_forgiven(std::size_t letters);

}  // namespace

// One place found. Fewer errors come first, then fewer words found only in what it lies in, then a whole
// name, then the smaller place.
struct Places::Hit {
    int errors = 0;
    int borrowed = 0;
    int roughness = 0;
    const PlaceEntry* place = nullptr;

    auto rank() const {
        const int size = -static_cast<int>(std::min(place->level, Level::ward));
        return std::tuple(errors, borrowed, roughness, size, std::string_view(place->name), place->number);
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
        names_.add(folded_words(entry.name), at);
        for (const auto& alias : entry.aliases) {
            names_.add(folded_words(alias), at);
        }
    }
    names_.sort();
    for (const auto& entry : entries_) {
        const auto found = by_number_.find(entry.parent);
        above_.push_back(found == by_number_.end() ? above_.size() : found->second);
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
    const auto matches_of = [this](const std::string& word) {
        return names_.matches_of(word, errors_forgiven(word.size()), entries_.size());
    };
    std::vector<std::vector<NameMatch>> separate;
    if (words.size() > 1) std::ranges::transform(words, std::back_inserter(separate), matches_of);
    const auto in_one = matches_of(joined(words));

    std::vector<Hit> hits;
    for (std::size_t at = 0; at < entries_.size(); ++at) {
        auto best = hit_in_parts(at, separate);
        if (in_one[at].is_found()) {
            const Hit whole{in_one[at].errors, 0, in_one[at].roughness, &entries_[at]};
            if (!best || whole.rank() < best->rank()) best = whole;
        }
        if (best) hits.push_back(*best);
    }
    const auto count = std::min(limit, hits.size());
    std::ranges::partial_sort(hits, hits.begin() + static_cast<std::ptrdiff_t>(count), {}, &Hit::rank);
    std::vector<const PlaceEntry*> result;
    for (std::size_t at = 0; at < count; ++at) {
        result.push_back(hits[at].place);
    }
    return result;
}

// The entry when at least one of the words is in its own name and each of the others there or in what it lies
// in.
std::optional<Places::Hit> Places::hit_in_parts(std::size_t entry,
                                                const std::vector<std::vector<NameMatch>>& words) const {
    const auto is_own = [entry](const std::vector<NameMatch>& matches) { return matches[entry].is_found(); };
    if (std::ranges::none_of(words, is_own)) return std::nullopt;
    Hit hit{0, 0, 0, &entries_[entry]};
    for (const auto& matches : words) {
        NameMatch match = matches[entry];
        if (!match.is_found()) {
            ++hit.borrowed;
            std::size_t above = above_[entry];
            for (int height = 0; height < tree_height_max; ++height) {
                match = std::min(match, matches[above]);
                above = above_[above];
            }
        }
        if (!match.is_found()) return std::nullopt;
        hit.errors += match.errors;
        hit.roughness += match.roughness;
    }
    return hit;
}

std::string Places::full_name(int number) const {
    const auto* entry = find(number);
    if (entry == nullptr) return {};
    const auto* parent = find(entry->parent);
    return parent == nullptr ? entry->name : entry->name + ", " + parent->name;
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

std::string joined(const std::vector<std::string>& words) {
    std::string result;
    for (const auto& word : words) {
        result += word;
    }
    return result;
}

int errors_forgiven(std::size_t letters) {
    return letters < 4 ? 0 : letters <= 6 ? 1 : 2;
}

}  // namespace

}  // namespace kengele::menus
