#include "storage/sqlite/transaction.hpp"

namespace kengele::storage::sqlite {
namespace {

UncountedCall read_uncounted(Rows& rows) {
    UncountedCall it;
    rows.read(it.session, it.day, it.due, it.has_ended);
    return it;
}

}  // namespace

void SqliteTransaction::put_uncounted(const UncountedCall& it) {
    db_.run(
        "INSERT INTO uncounted_call (session, day, due, has_ended) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (session) DO UPDATE SET due = excluded.due, has_ended = excluded.has_ended",
        it.session, it.day, it.due, it.has_ended);
}

std::optional<UncountedCall> SqliteTransaction::uncounted(const Key128& session) {
    return db_.first(read_uncounted,
                     "SELECT session, day, due, has_ended FROM uncounted_call WHERE session = ?", session);
}

std::vector<UncountedCall> SqliteTransaction::due_to_count(ServiceTime now, int limit) {
    return db_.all(read_uncounted,
                   "SELECT session, day, due, has_ended FROM uncounted_call WHERE due <= ?"
                   " ORDER BY due, session LIMIT ?",
                   now, limit);
}

void SqliteTransaction::drop_uncounted(const Key128& session) {
    db_.run("DELETE FROM uncounted_call WHERE session = ?", session);
}

void SqliteTransaction::count_screen(const ScreenCount& it) {
    db_.run(
        "INSERT INTO screen_count (menu_hash, screen, what, day, calls) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (menu_hash, screen, what, day) DO UPDATE SET calls = calls + excluded.calls",
        it.menu_hash, it.screen, it.what, it.day, it.calls);
}

}  // namespace kengele::storage::sqlite
