#include "storage/sqlite/transaction.hpp"

namespace kengele::storage::sqlite {

void SqliteTransaction::put_unfinished(const UnfinishedCall& it) {
    db_.run(
        "INSERT INTO unfinished_call (pseudonym_day, pseudonym, session, day) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (pseudonym_day, pseudonym) DO UPDATE SET session = excluded.session, day = "
        "excluded.day",
        it.caller.day, it.caller.hash, it.session, it.day);
}

std::optional<UnfinishedCall> SqliteTransaction::unfinished(const Pseudonym& caller) {
    const auto read = +[](Rows& rows) {
        UnfinishedCall it;
        rows.read(it.caller.day, it.caller.hash, it.session, it.day);
        return it;
    };
    return db_.first(read,
                     "SELECT pseudonym_day, pseudonym, session, day FROM unfinished_call"
                     " WHERE pseudonym_day = ? AND pseudonym = ?",
                     caller.day, caller.hash);
}

void SqliteTransaction::drop_unfinished(const Pseudonym& caller, const Key128& session) {
    db_.run("DELETE FROM unfinished_call WHERE pseudonym_day = ? AND pseudonym = ? AND session = ?",
            caller.day, caller.hash, session);
}

}  // namespace kengele::storage::sqlite
