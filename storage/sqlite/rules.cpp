#include <fmt/format.h>

#include "storage/sqlite/columns.hpp"
#include "storage/sqlite/transaction.hpp"

namespace kengele::storage::sqlite {

std::optional<Place> SqliteTransaction::place(PlaceNumber number) {
    // As valid today; a wall clock set before a code's first day still finds the place.
    static const auto sql = fmt::format(
        "SELECT {} FROM place p JOIN place_code c ON c.place = p.number WHERE p.number = ?"
        " ORDER BY (c.from_day <= ?2 AND ?2 < c.to_day) DESC, c.from_day DESC LIMIT 1",
        place_columns);
    const auto today = day_of(wall_);
    return rules_.get(rules_.places, {number, today},
                      [&] { return db_.first(read_place, sql, number, today); });
}

std::optional<Kind> SqliteTransaction::kind(std::string_view code) {
    static const auto sql = fmt::format("SELECT {} FROM kind WHERE code = ?", kind_columns);
    return rules_.get(rules_.kinds, std::string(code), [&] { return db_.first(read_kind, sql, code); });
}

std::optional<Role> SqliteTransaction::role(std::string_view key) {
    static const auto sql = fmt::format("SELECT {} FROM role WHERE key = ?", role_columns);
    return db_.first(read_role, sql, key);
}

std::vector<Role> SqliteTransaction::roles() {
    static const auto sql = fmt::format("SELECT {} FROM role ORDER BY tier, key", role_columns);
    return rules_.get(rules_.roles, 0, [&] { return db_.all(read_role, sql); });
}

std::vector<Rung> SqliteTransaction::ladder(std::string_view name) {
    static const auto sql = fmt::format("SELECT {} FROM rung WHERE ladder = ? ORDER BY number", rung_columns);
    return rules_.get(rules_.ladders, std::string(name), [&] { return db_.all(read_rung, sql, name); });
}

std::int64_t SqliteTransaction::rules_version() {
    return db_.first(only<std::int64_t>, "SELECT version FROM rules_version").value();
}

void SqliteTransaction::grow_rules_version() {
    rules_.forget();
    db_.run("UPDATE rules_version SET version = version + 1");
}

}  // namespace kengele::storage::sqlite
