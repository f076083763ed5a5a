#include "menus/rows.hpp"

#include <algorithm>
#include <utility>

#include "menus/draw.hpp"
#include "menus/gsm7.hpp"

namespace kengele::menus {

namespace {

bool can_be_kept(const Row& row) {
    const auto is_short = [](const Assignment& one) { return one.value.size() <= row_value_letters_max; };
    return !row.value.empty() && row.value.size() <= row_value_letters_max && !row.label.empty() &&
           std::ranges::all_of(row.set, is_short);
}

}  // namespace

std::optional<RowsWanted> rows_wanted(const Menu& menu, const Session& session) {
    if (!belongs_to(menu, session) || session.ended || session.has_rows) return std::nullopt;
    const auto& node = menu.node(session.node);
    if (node.kind != NodeKind::lookup) return std::nullopt;
    const auto place = session.fields.find(node.near);
    return RowsWanted{node.from, place == session.fields.end() ? std::string() : place->second};
}

Session with_rows(Session session, std::vector<Row> rows) {
    session.rows.clear();
    session.has_rows = true;
    for (auto& row : rows) {
        if (session.rows.size() == rows_max) break;
        if (!can_be_kept(row)) continue;
        for (auto& words : row.label.by_language)
            words = std::string(beginning(fold_to_gsm7(words), row_label_septets_max));
        session.rows.push_back(std::move(row));
    }
    return session;
}

std::vector<Row> sample_rows(const Menu& menu, std::string_view list, std::size_t count) {
    const auto sample = menu.samples.find(list);
    std::vector<Row> rows;
    for (std::size_t at = 1; at <= count && sample != menu.samples.end(); ++at)
        rows.push_back({std::to_string(at), sample->second, {}});
    return rows;
}

}  // namespace kengele::menus
