#include "storage/sqlite/transaction.hpp"

namespace kengele::storage::sqlite {
namespace {

LadderClock read_clock(Rows& rows) {
    LadderClock it;
    rows.read(it.incident, it.ladder, it.rung, it.due, it.held_by);
    return it;
}

}  // namespace

void SqliteTransaction::put_clock(const LadderClock& it) {
    db_.run(
        "INSERT INTO ladder_clock (incident, ladder, rung, due, held_by) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (incident) DO UPDATE SET ladder = excluded.ladder, rung = excluded.rung,"
        " due = excluded.due, held_by = excluded.held_by",
        it.incident, it.ladder, it.rung, it.due, it.held_by);
}

void SqliteTransaction::stop_clock(IncidentId id) {
    db_.run("DELETE FROM ladder_clock WHERE incident = ?", id);
}

std::optional<LadderClock> SqliteTransaction::clock(IncidentId id) {
    return db_.first(read_clock,
                     "SELECT incident, ladder, rung, due, held_by FROM ladder_clock WHERE incident = ?", id);
}

std::vector<LadderClock> SqliteTransaction::due_clocks(ServiceTime now, int limit) {
    return db_.all(read_clock,
                   "SELECT incident, ladder, rung, due, held_by FROM ladder_clock"
                   " WHERE held_by IS NULL AND due <= ? ORDER BY due, incident LIMIT ?",
                   now, limit);
}

std::optional<ServiceTime> SqliteTransaction::next_clock() {
    return db_.first(only<ServiceTime>,
                     "SELECT due FROM ladder_clock WHERE held_by IS NULL ORDER BY due LIMIT 1");
}

}  // namespace kengele::storage::sqlite
