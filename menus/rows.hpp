#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "menus/menu.hpp"
#include "menus/session.hpp"

namespace kengele::menus {

// Rows of lookups: the gateway's own data, which the menu cannot read. After each step(), and where a session
// begins, the gateway asks whether rows are wanted and puts them in before show(). They stay in the session,
// so that a key means the row that was read.

struct RowsWanted {
    std::string list;
    std::string near;  // number of the place around which they are wanted; empty: anywhere
};

// Nothing when the session stands on no lookup, or has its rows.
std::optional<RowsWanted> rows_wanted(const Menu& menu, const Session& session);

inline constexpr std::size_t rows_max = 24;       // three pages
inline constexpr int row_label_septets_max = 60;  // a label is cut there
inline constexpr std::size_t row_value_letters_max = 160;

// The first 24 rows, in their order, without those whose value is empty or too long to keep. When there is
// none the screen says its `none`.
Session with_rows(Session session, std::vector<Row> rows);

// What stands for the gateway's rows where there is no gateway: some as in [sample].
std::vector<Row> sample_rows(const Menu& menu, std::string_view list, std::size_t count);

}  // namespace kengele::menus
