#include <fmt/format.h>

#include "storage/sqlite/columns.hpp"
#include "storage/sqlite/transaction.hpp"

namespace kengele::storage::sqlite {

AlertId SqliteTransaction::insert_alert(const Alert& it) {
    db_.run(
        "INSERT INTO alert (incident, office, responder, role, rung, standing, reply_code, state, cause,"
        " created, created_wall) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        it.incident, it.office, it.responder, it.role, it.rung, it.standing, it.reply_code, it.state,
        it.cause, it.created, it.created_wall);
    return AlertId{db_.last_id()};
}

std::optional<Alert> SqliteTransaction::alert(AlertId id) {
    static const auto sql = fmt::format("SELECT {} FROM alert a WHERE a.id = ?", alert_columns);
    return db_.first(read_alert, sql, id);
}

std::vector<Alert> SqliteTransaction::alerts_of(IncidentId id) {
    static const auto sql =
        fmt::format("SELECT {} FROM alert a WHERE a.incident = ? ORDER BY a.id", alert_columns);
    return db_.all(read_alert, sql, id);
}

std::vector<Alert> SqliteTransaction::recent_alerts(ResponderId id, ServiceTime since) {
    static const auto sql = fmt::format(
        "SELECT {} FROM alert a WHERE a.responder = ? AND a.created >= ? ORDER BY a.id DESC", alert_columns);
    return db_.all(read_alert, sql, id, since);
}

std::optional<Alert> SqliteTransaction::alert_of_code(ResponderId id, std::string_view reply_code) {
    static const auto sql = fmt::format(
        "SELECT {} FROM alert a WHERE a.responder = ? AND a.reply_code = ? ORDER BY a.id DESC LIMIT 1",
        alert_columns);
    return db_.first(read_alert, sql, id, reply_code);
}

bool SqliteTransaction::change_alert(AlertId id, AlertState from, AlertState to) {
    return db_.run("UPDATE alert SET state = ? WHERE id = ? AND state = ?", to, id, from) == 1;
}

void SqliteTransaction::give_fresh_code(const FreshCode& code) {
    db_.run(
        "INSERT INTO fresh_code (responder, code, alert, given) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (responder, code) DO UPDATE SET alert = excluded.alert, given = excluded.given",
        code.responder, code.code, code.alert, code.given);
}

std::optional<FreshCode> SqliteTransaction::fresh_code(ResponderId id, std::string_view code) {
    static constexpr auto read = [](Rows& rows) {
        FreshCode it;
        rows.read(it.responder, it.code, it.alert, it.given);
        return it;
    };
    return db_.first<FreshCode>(
        read, "SELECT responder, code, alert, given FROM fresh_code WHERE responder = ? AND code = ?", id,
        code);
}

}  // namespace kengele::storage::sqlite
