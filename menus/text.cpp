#include "menus/text.hpp"

#include <algorithm>
#include <charconv>

#include "menus/day.hpp"
#include "menus/gsm7.hpp"

namespace kengele::menus {

namespace {

bool is_name(std::string_view text);
std::optional<std::string> filled_line(const Menu& menu, const Places& places, const Session& session,
                                       const Facts& facts, std::string_view line);

}  // namespace

std::optional<std::vector<TextPiece>> pieces(std::string_view text) {
    std::vector<TextPiece> result;
    while (!text.empty()) {
        const auto open = text.find('{');
        if (open > 0) result.push_back({std::string(text.substr(0, open)), false});
        if (open == std::string_view::npos) break;
        const auto close = text.find('}', open);
        if (close == std::string_view::npos) return std::nullopt;
        const auto name = text.substr(open + 1, close - open - 1);
        if (!is_name(name)) return std::nullopt;
        result.push_back({std::string(name), true});
        text.remove_prefix(close + 1);
    }
    return result;
}

std::vector<std::string> fillings(std::string_view text) {
    std::vector<std::string> names;
    for (const auto& piece : pieces(text).value_or(std::vector<TextPiece>{})) {
        if (piece.is_filling) names.push_back(piece.text);
    }
    return names;
}

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines(1);
    for (const char letter : text) {
        if (letter == '\n') {
            lines.emplace_back();
        } else {
            lines.back() += letter;
        }
    }
    return lines;
}

std::string fill(const Menu& menu, const Places& places, const Session& session, const Facts& facts,
                 const Text& text) {
    std::string result;
    bool is_first = true;
    std::string_view rest = text.in(session.language);
    while (true) {
        const auto line = rest.substr(0, rest.find('\n'));
        if (const auto filled = filled_line(menu, places, session, facts, line)) {
            if (!is_first) result += '\n';
            result += *filled;
            is_first = false;
        }
        if (line.size() == rest.size()) return result;
        rest.remove_prefix(line.size() + 1);
    }
}

std::string in_language(const Text& text, Language language) {
    if (text.empty()) return {};
    return language < text.by_language.size() ? text.by_language[language] : text.by_language.front();
}

FieldMap told_fields(const Menu& menu, const Session& session) {
    auto fields = session.fields;
    if (!session.filed) fields.insert(menu.defaults.begin(), menu.defaults.end());
    return fields;
}

bool is_place_field(const Menu& menu, std::string_view field) {
    return std::any_of(menu.nodes.begin(), menu.nodes.end(), [field](const Node& node) {
        return node.kind == NodeKind::area && node.store == field;
    });
}

namespace {

bool is_name(std::string_view text) {
    const auto fits = [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '_';
    };
    return !text.empty() && std::all_of(text.begin(), text.end(), fits);
}

std::string place_name(const Places& places, const std::string& stored) {
    int number = 0;
    const auto* end = stored.data() + stored.size();
    const auto [stop, error] = std::from_chars(stored.data(), end, number);
    return error == std::errc() && stop == end ? places.full_name(number) : std::string();
}

std::string value_of(const Menu& menu, const Places& places, const Session& session, const Facts& facts,
                     const std::string& name) {
    if (const auto fact = facts.find(name); fact != facts.end()) {
        return in_language(fact->second, session.language);
    }
    const auto stored = session.fields.find(name);
    const bool is_stored = stored != session.fields.end();
    const auto field = is_stored ? stored : menu.defaults.find(name);
    if (!is_stored && (session.filed || field == menu.defaults.end())) return {};
    if (const auto row = session.names.find(name); row != session.names.end()) {
        return in_language(row->second, session.language);
    }
    if (const auto label = menu.labels.find({name, field->second}); label != menu.labels.end()) {
        return in_language(label->second, session.language);
    }
    if (is_place_field(menu, name)) {
        if (auto known = place_name(places, field->second); !known.empty()) return known;
    }
    const auto asked =
        std::ranges::find_if(menu.nodes, [&name](const Node& node) { return node.store == name; });
    if (asked == menu.nodes.end()) return field->second;
    if (asked->kind == NodeKind::date) return spoken_day(field->second).value_or(field->second);
    const bool is_number =
        std::ranges::all_of(field->second, [](char sign) { return sign >= '0' && sign <= '9'; });
    if (asked->kind == NodeKind::number && is_number && !asked->unit.empty()) {
        return field->second + ' ' + in_language(asked->unit, session.language);
    }
    return field->second;
}

// Nothing for a line that says nothing but fillings which are all empty: a skipped landmark leaves no gap.
std::optional<std::string> filled_line(const Menu& menu, const Places& places, const Session& session,
                                       const Facts& facts, std::string_view line) {
    std::string filled;
    bool has_words = line.empty();
    for (const auto& piece : pieces(line).value_or(std::vector<TextPiece>{})) {
        const auto words =
            piece.is_filling ? fold_to_gsm7(value_of(menu, places, session, facts, piece.text)) : piece.text;
        has_words = has_words || words.find_first_not_of(' ') != std::string::npos;
        filled += words;
    }
    if (!has_words) return std::nullopt;
    return filled;
}

}  // namespace

}  // namespace kengele::menus
