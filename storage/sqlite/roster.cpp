#include <fmt/format.h>

#include "storage/sqlite/columns.hpp"
#include "storage/sqlite/transaction.hpp"

namespace kengele::storage::sqlite {
namespace {

RosterEntry read_entry(Rows& rows) {
    RosterEntry it;
    rows.read(it.rank, it.distance, it.office.id, it.office.organisation, it.office.name, it.office.role,
              it.responder.id, it.responder.organisation, it.responder.name, it.responder.phone_sealed,
              it.responder.phone_tag, it.responder.language, it.responder.is_on_duty);
    return it;
}

// The place and all that it lies in on the day, each with its distance; then the offices that cover one of
// them. An office that covers several counts by the nearest.
constexpr std::string_view roster_sql = R"(
    WITH RECURSIVE around (place, distance) AS (
        VALUES (?1, 0)
        UNION ALL
        SELECT c.parent, distance + 1
        FROM around JOIN place_code c ON c.place = around.place
        WHERE c.from_day <= ?2 AND ?2 < c.to_day AND c.parent IS NOT NULL AND distance < 16
    )
    SELECT h.rank, min(around.distance), {}, {}
    FROM around
        JOIN office_place op ON op.place = around.place AND op.from_day <= ?2 AND ?2 < op.to_day
        JOIN office o ON o.id = op.office AND o.role = ?3
        JOIN office_holder h ON h.office = o.id AND h.from_day <= ?2 AND ?2 < h.to_day
        JOIN responder r ON r.id = h.responder
    GROUP BY o.id, h.rank, r.id
    ORDER BY min(around.distance), h.rank, o.id, r.id)";

}  // namespace

std::vector<RosterEntry> SqliteTransaction::roster(std::string_view role, PlaceNumber place, Day day) {
    static const auto sql = fmt::format(roster_sql, office_columns, responder_columns);
    return rules_.get(rules_.rosters, {std::string(role), place, day},
                      [&] { return db_.all(read_entry, sql, place, day, role); });
}

std::optional<Responder> SqliteTransaction::responder(ResponderId id) {
    static const auto sql = fmt::format("SELECT {} FROM responder r WHERE r.id = ?", responder_columns);
    return db_.first(read_responder, sql, id);
}

std::optional<Responder> SqliteTransaction::responder_of_phone(const Key128& tag) {
    static const auto sql =
        fmt::format("SELECT {} FROM responder r WHERE r.phone_tag = ?", responder_columns);
    return db_.first(read_responder, sql, tag);
}

std::optional<Office> SqliteTransaction::office(OfficeId id) {
    static const auto sql = fmt::format("SELECT {} FROM office o WHERE o.id = ?", office_columns);
    return db_.first(read_office, sql, id);
}

}  // namespace kengele::storage::sqlite
