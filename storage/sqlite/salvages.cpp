#include "storage/sqlite/transaction.hpp"

namespace kengele::storage::sqlite {
namespace {

Salvage read_salvage(Rows& rows) {
    Salvage it;
    rows.read(it.session, it.day, it.caller.day, it.caller.hash, it.channel, it.due);
    return it;
}

}  // namespace

void SqliteTransaction::put_salvage(const Salvage& it) {
    db_.run(
        "INSERT INTO salvage (session, day, pseudonym_day, pseudonym, channel, due) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (session) DO UPDATE SET due = excluded.due",
        it.session, it.day, it.caller.day, it.caller.hash, it.channel, it.due);
}

void SqliteTransaction::drop_salvage(const Key128& session) {
    db_.run("DELETE FROM salvage WHERE session = ?", session);
}

std::optional<Salvage> SqliteTransaction::salvage(const Key128& session) {
    return db_.first(
        read_salvage,
        "SELECT session, day, pseudonym_day, pseudonym, channel, due FROM salvage WHERE session = ?",
        session);
}

std::vector<Salvage> SqliteTransaction::salvages_of(const Pseudonym& caller) {
    return db_.all(read_salvage,
                   "SELECT session, day, pseudonym_day, pseudonym, channel, due FROM salvage"
                   " WHERE pseudonym_day = ? AND pseudonym = ? ORDER BY due, session",
                   caller.day, caller.hash);
}

std::vector<Salvage> SqliteTransaction::due_salvages(ServiceTime now, int limit) {
    return db_.all(read_salvage,
                   "SELECT session, day, pseudonym_day, pseudonym, channel, due FROM salvage"
                   " WHERE due <= ? ORDER BY due, session LIMIT ?",
                   now, limit);
}

}  // namespace kengele::storage::sqlite
