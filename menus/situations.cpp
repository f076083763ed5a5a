#include "menus/situations.hpp"

#include <algorithm>
#include <charconv>
#include <set>
#include <utility>

#include "menus/field_values.hpp"
#include "menus/step.hpp"
#include "menus/ways.hpp"

namespace kengele::menus {

namespace {

using Track = Situations::Track;
using Values = std::uint64_t;

constexpr std::size_t values_max = 64;  // bits of a set
constexpr std::size_t situations_max = 256;
constexpr std::size_t comparisons_max = 100'000;
constexpr Values none = 1;
constexpr Values other = 2;

// Longer than anything that is compared, so that it equals nothing.
std::string unlike_any();
bool is_size(Relation relation);
std::optional<int> number_in(const std::string& text);
std::vector<const Condition*> conditions_of(const Node& node);
std::map<std::string, std::set<std::string>, std::less<>> compared_with(const Menu& menu);
Track track_of(const std::set<std::string>& values, const FieldValues& field, std::size_t nodes);
Values fulfilling(const Condition* when, const std::string& field, const Track& track);

// One way from a screen to another, forward or by "0".
struct Edge {
    std::size_t to = 0;
    const Node* answered = nullptr;  // null: back
    const Option* option = nullptr;  // null: typed
    const Condition* when = nullptr;
    bool is_skip = false;
};

// What a way does to one field.
struct Passage {
    std::size_t to = 0;
    Values let_through = ~Values{0};
    std::optional<Values> stored;  // in place of what was there
    bool is_stored_first = false;  // and then judged
    bool is_stored_always = true;  // else what was there may stay

    Values operator()(Values values) const {
        if (is_stored_first && stored) return (*stored | (is_stored_always ? 0 : values)) & let_through;
        const auto through = values & let_through;
        return through != 0 && stored ? *stored : through;
    }
};

class Map {
public:
    explicit Map(const Menu& menu) : menu_(menu), edges_(menu.nodes.size()) {
        for (std::size_t from = 0; from < menu.nodes.size(); ++from)
            add_ways(from);
    }

    void follow(const std::string& field, Track& track) const {
        std::vector<std::vector<Passage>> passages(edges_.size());
        for (std::size_t at = 0; at < edges_.size(); ++at)
            for (const auto& edge : edges_[at])
                passages[at].push_back(passage(edge, field, track));
        std::vector<std::pair<std::size_t, Values>> open;
        const auto arrive = [&](std::size_t at, Values values) {
            // What was answered is forgotten at the start and with the report that is filed.
            if (values != 0 && is_fresh(at)) values = none;
            for (const auto& [name, value] : menu_.nodes[at].set)
                if (values != 0 && name == field) values = track.of(value);
            const auto more = values & ~track.on[at];
            track.on[at] |= more;
            if (more != 0) open.emplace_back(at, more);
        };
        for (const auto* first : {&menu_.start, &menu_.resumed, &menu_.filed}) {
            if (const auto at = menu_.index.find(*first); at != menu_.index.end()) arrive(at->second, none);
        }
        for (const auto& shortcut : menu_.shortcuts) {
            const auto fields = begin_at(menu_, 0, shortcut).fields;
            const auto answered = fields.find(field);
            arrive(menu_.index.find(shortcut.to)->second,
                   answered == fields.end() ? none : track.of(answered->second));
        }
        // Where a call that broke off is asked whether to go on, anything may have been answered.
        if (const auto at = menu_.index.find(menu_.unfinished); at != menu_.index.end()) {
            for (std::size_t value = 0; value < track.values.size(); ++value)
                arrive(at->second, Values{1} << value);
        }
        while (!open.empty()) {
            const auto [at, values] = open.back();
            open.pop_back();
            for (const auto& through : passages[at])
                arrive(through.to, through(values));
        }
    }

private:
    bool is_fresh(std::size_t at) const {
        return menu_.nodes[at].id == menu_.start || menu_.nodes[at].id == menu_.filed;
    }

    void add_ways(std::size_t from) {
        const auto& node = menu_.nodes[from];
        for (const auto& answer : answers(node)) {
            const auto to = menu_.index.find(next_screen(menu_, answer.to, answer.then));
            if (to == menu_.index.end()) continue;
            const bool is_skip = answer.option == nullptr && !answer.key.empty();
            edges_[from].push_back({to->second, &node, answer.option, answer.when, is_skip});
            if (leads_back(node, answer, menu_.nodes[to->second])) edges_[to->second].push_back({from});
        }
    }

    // Not from a screen that ends the call, nor from the start or after filing, where the way is forgotten. A
    // wrong proof leads back whatever the screen says.
    bool leads_back(const Node& node, const Answer& answer, const Node& there) const {
        if (there.kind == NodeKind::end || there.id == menu_.start || answer.to == "@submit") return false;
        return there.has_back || node.proof == there.id;
    }

    static Passage passage(const Edge& edge, const std::string& field, const Track& track) {
        Passage through{edge.to, fulfilling(edge.when, field, track), std::nullopt, edge.option == nullptr};
        if (edge.answered == nullptr) return through;
        const bool is_kept = edge.answered->store == field;
        if (edge.option == nullptr) {
            through.is_stored_always = is_kept;
            const auto& sets = edge.answered->sets;
            const bool is_set = std::ranges::find(sets, field) != sets.end();
            if (is_kept || is_set) through.stored = edge.is_skip ? none : track.typed;
            return through;
        }
        if (is_kept && !edge.option->value.empty()) through.stored = track.of(edge.option->value);
        for (const auto& [name, value] : edge.option->set)
            if (name == field) through.stored = track.of(value);
        return through;
    }

    const Menu& menu_;
    std::vector<std::vector<Edge>> edges_;
};

}  // namespace

std::uint64_t Situations::Track::of(const std::string& value) const {
    const auto found = std::ranges::find(values, value);
    return found == values.end() ? other : Values{1} << (found - values.begin());
}

Situations::Situations(const Menu& menu) : menu_(menu) {
    const auto compared = compared_with(menu);
    if (compared.empty()) return;
    const auto known = field_values(menu);
    const Map map(menu);
    for (const auto& [field, values] : compared) {
        const auto stored = known.find(field);
        auto track =
            track_of(values, stored == known.end() ? FieldValues{} : stored->second, menu.nodes.size());
        // What was not answered is as good as this.
        const auto usual = menu.defaults.find(field);
        if (track.is_followed && usual != menu.defaults.end()) track.values.front() = usual->second;
        if (track.is_followed) map.follow(field, track);
        tracks_.emplace(field, std::move(track));
    }
}

std::optional<std::vector<Situation>> Situations::on(const Node& node) const {
    std::set<std::string> names;
    std::size_t terms = 1;
    for (const auto* condition : conditions_of(node)) {
        terms += condition->terms.size();
        for (const auto& term : condition->terms)
            names.insert(term.name);
    }
    std::vector<std::pair<std::string, std::vector<std::string>>> choices;
    std::size_t count = 1;
    for (const auto& name : names) {
        auto words = words_of(node, name);
        if (!words) return std::nullopt;
        count *= words->size();
        if (count > situations_max || count * terms > comparisons_max) return std::nullopt;
        choices.emplace_back(name, std::move(*words));
    }
    std::vector<Situation> situations;
    std::set<std::pair<std::vector<bool>, std::vector<bool>>> seen;
    for (std::size_t at = 0; at < count; ++at) {
        Situation one;
        auto rest = at;
        for (const auto& [name, words] : choices) {
            const auto& word = words[rest % words.size()];
            rest /= words.size();
            if (circumstance_named(name) != nullptr) {
                set_circumstance(one.circumstances, name, word);
            } else {
                one.fields[name] = word;
            }
        }
        for (const auto& option : node.options)
            one.options.push_back(holds(option.when, one.fields, one.circumstances));
        for (const auto& branch : node.next)
            one.branches.push_back(holds(branch.when, one.fields, one.circumstances));
        if (seen.emplace(one.options, one.branches).second) situations.push_back(std::move(one));
    }
    return situations;
}

// What a name of one of the screen's conditions can be; nothing when it was not followed.
std::optional<std::vector<std::string>> Situations::words_of(const Node& node,
                                                             const std::string& name) const {
    if (const auto* circumstance = circumstance_named(name)) return circumstance->words;
    const auto found = tracks_.find(name);
    if (found == tracks_.end() || !found->second.is_followed) return std::nullopt;
    const auto& track = found->second;
    auto values = track.on[static_cast<std::size_t>(&node - menu_.nodes.data())];
    // A screen that leads on compares what was answered there.
    if (values != 0 && leads_on(node) && node.store == name)
        values = track.typed | (node.skip.empty() ? 0 : none);
    if (values != 0 && std::ranges::find(node.sets, name) != node.sets.end()) values |= track.typed;
    std::vector<std::string> words;
    for (std::size_t at = 0; at < track.values.size(); ++at)
        if ((values >> at & 1) != 0) words.push_back(track.values[at]);
    return words;
}

namespace {

std::string unlike_any() {
    return std::string(64, '?');
}

bool is_size(Relation relation) {
    return relation != Relation::equal && relation != Relation::unequal && relation != Relation::one_of;
}

std::optional<int> number_in(const std::string& text) {
    const bool is_number = !text.empty() && text.size() <= 9 &&
                           std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
    return is_number ? std::optional(std::stoi(text)) : std::nullopt;
}

std::vector<const Condition*> conditions_of(const Node& node) {
    std::vector<const Condition*> conditions;
    for (const auto& option : node.options)
        if (!option.when.empty()) conditions.push_back(&option.when);
    for (const auto& branch : node.next)
        conditions.push_back(&branch.when);
    return conditions;
}

// By field. Of sizes also the numbers around them, as these are what differs.
std::map<std::string, std::set<std::string>, std::less<>> compared_with(const Menu& menu) {
    std::map<std::string, std::set<std::string>, std::less<>> fields;
    for (const auto& node : menu.nodes) {
        for (const auto* condition : conditions_of(node)) {
            for (const auto& [name, relation, values] : condition->terms) {
                if (circumstance_named(name) != nullptr) continue;
                fields[name].insert(values.begin(), values.end());
                const auto number = is_size(relation) ? number_in(values.front()) : std::nullopt;
                if (!number) continue;
                fields[name].insert(std::to_string(*number + 1));
                if (*number > 0) fields[name].insert(std::to_string(*number - 1));
            }
        }
    }
    return fields;
}

Track track_of(const std::set<std::string>& values, const FieldValues& field, std::size_t nodes) {
    auto all = values;
    const bool has_numbers =
        std::ranges::any_of(values, [](const auto& value) { return number_in(value).has_value(); });
    for (const auto& value : field.chosen)
        if (has_numbers && number_in(value)) all.insert(value);
    for (const auto& value : values) {
        const auto number = field.is_number ? number_in(value) : std::nullopt;
        if (!number) continue;
        all.insert(std::to_string(*number + 1));
        if (*number > 0) all.insert(std::to_string(*number - 1));
    }
    Track track;
    track.is_followed = all.size() + 2 <= values_max;
    if (!track.is_followed) return track;
    track.values = {std::string(), unlike_any()};
    track.values.insert(track.values.end(), all.begin(), all.end());
    track.on.assign(nodes, 0);
    for (const auto& value : all)
        if (field.can_be(value)) track.typed |= track.of(value);
    if (field.is_typed || track.typed == 0) track.typed |= other;
    return track;
}

Values fulfilling(const Condition* when, const std::string& field, const Track& track) {
    if (when == nullptr) return ~Values{0};
    Values fulfilled = 0;
    for (std::size_t at = 0; at < track.values.size(); ++at)
        if (may_hold(*when, field, track.values[at])) fulfilled |= Values{1} << at;
    return fulfilled;
}

}  // namespace

}  // namespace kengele::menus
