#include "storage/sqlite/transaction.hpp"

namespace kengele::storage::sqlite {

std::optional<Credential> SqliteTransaction::credential(ResponderId id) {
    static constexpr auto read = [](Rows& rows) {
        Credential it;
        rows.read(it.responder, it.pin, it.invitation, it.invitation_until, it.wrong_tries, it.locked_until,
                  it.warned);
        return it;
    };
    return db_.first<Credential>(read,
                                 "SELECT responder, pin, invitation, invitation_until, wrong_tries,"
                                 " locked_until, warned FROM credential WHERE responder = ?",
                                 id);
}

void SqliteTransaction::put_credential(const Credential& it) {
    db_.run(
        "INSERT OR REPLACE INTO credential (responder, pin, invitation, invitation_until, wrong_tries,"
        " locked_until, warned) VALUES (?, ?, ?, ?, ?, ?, ?)",
        it.responder, it.pin, it.invitation, it.invitation_until, it.wrong_tries, it.locked_until, it.warned);
}

void SqliteTransaction::set_on_duty(ResponderId id, bool is_on_duty) {
    db_.run("UPDATE responder SET is_on_duty = ? WHERE id = ?", is_on_duty, id);
    // Rosters are kept with whoever is on duty.
    grow_rules_version();
}

}  // namespace kengele::storage::sqlite
