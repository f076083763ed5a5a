#include "storage/sqlite/transaction.hpp"

namespace kengele::storage::sqlite {

std::optional<StoredSession> SqliteTransaction::session(const Key128& key) {
    const auto* found = sessions_.find(key);
    if (found == nullptr) return std::nullopt;
    return *found;
}

void SqliteTransaction::put_session(const StoredSession& session) {
    const auto row = sessions_.put(session);
    db_.run(
        "INSERT INTO session (id, key, day, touched, sealed) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET day = excluded.day, touched = excluded.touched,"
        " sealed = excluded.sealed",
        row, session.key, session.day, session.touched, session.sealed);
}

void SqliteTransaction::forget_sessions(ServiceTime untouched_since) {
    for (const auto row : sessions_.forget_untouched(untouched_since))
        db_.run("DELETE FROM session WHERE id = ?", row);
}

}  // namespace kengele::storage::sqlite
