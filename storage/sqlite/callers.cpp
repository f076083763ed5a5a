#include <algorithm>

#include "storage/sqlite/transaction.hpp"

namespace kengele::storage::sqlite {
namespace {

CallerLink read_link(Rows& rows) {
    CallerLink it;
    rows.read(it.session, it.caller.day, it.caller.hash, it.incident, it.at, it.is_confirmed);
    return it;
}

}  // namespace

std::optional<std::string> SqliteTransaction::language_of(const Pseudonym& caller) {
    return db_.first(only<std::string>,
                     "SELECT language FROM caller_language WHERE day = ? AND pseudonym = ?", caller.day,
                     caller.hash);
}

void SqliteTransaction::remember_language(const Pseudonym& caller, std::string_view language) {
    db_.run(
        "INSERT INTO caller_language (day, pseudonym, language) VALUES (?, ?, ?)"
        " ON CONFLICT (day, pseudonym) DO UPDATE SET language = excluded.language",
        caller.day, caller.hash, language);
}

bool SqliteTransaction::link_caller(const CallerLink& link) {
    Key128 session = link.session;
#ifdef KENGELE_CANARY_DEDUPE_WITHOUT_INDEX
    // A bug on purpose (scripts/prove_simulator): each filing under a name of its own, so the index never
    // meets the same call twice.
    session[0] ^= static_cast<std::uint8_t>(link.incident.value);
#endif
    return db_.run(
               "INSERT INTO caller_day (session, day, pseudonym, incident, at, is_confirmed)"
               " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (session) DO NOTHING",
               session, link.caller.day, link.caller.hash, link.incident, link.at, link.is_confirmed) == 1;
}

std::optional<CallerLink> SqliteTransaction::link_of_session(const Key128& session) {
    return db_.first(
        read_link,
        "SELECT session, day, pseudonym, incident, at, is_confirmed FROM caller_day WHERE session = ?",
        session);
}

std::optional<CallerLink> SqliteTransaction::latest_link(const Pseudonym& caller) {
    return db_.first(read_link,
                     "SELECT session, day, pseudonym, incident, at, is_confirmed FROM caller_day"
                     " WHERE day = ? AND pseudonym = ? ORDER BY at DESC, incident DESC LIMIT 1",
                     caller.day, caller.hash);
}

std::vector<CallerLink> SqliteTransaction::links(const Pseudonym& caller, ServiceTime since) {
    return db_.all(read_link,
                   "SELECT session, day, pseudonym, incident, at, is_confirmed FROM caller_day"
                   " WHERE day = ? AND pseudonym = ? AND at >= ? ORDER BY at DESC, incident DESC",
                   caller.day, caller.hash, since);
}

void SqliteTransaction::move_link(const Key128& session, IncidentId incident) {
    db_.run("UPDATE caller_day SET incident = ?, at = ?, is_confirmed = 0 WHERE session = ?", incident, now_,
            session);
}

bool SqliteTransaction::has_filed(const Pseudonym& caller, IncidentId incident) {
    return db_
        .first(only<int>,
               "SELECT EXISTS (SELECT 1 FROM caller_day WHERE day = ? AND pseudonym = ? AND incident = ?)",
               caller.day, caller.hash, incident)
        .value();
}

void SqliteTransaction::confirm_link(const Key128& session) {
    db_.run("UPDATE caller_day SET is_confirmed = 1 WHERE session = ?", session);
}

int SqliteTransaction::wrong_codes(const Pseudonym& caller, ServiceTime since) {
    return db_
        .first(only<int>,
               "SELECT coalesce(sum(times), 0) FROM wrong_code WHERE day = ? AND pseudonym = ? AND at >= ?",
               caller.day, caller.hash, since)
        .value();
}

void SqliteTransaction::count_wrong_code(const Pseudonym& caller, CodeKind kind) {
    db_.run(
        "INSERT INTO wrong_code (day, pseudonym, at, kind, times) VALUES (?, ?, ?, ?, 1)"
        " ON CONFLICT (day, pseudonym, at) DO UPDATE SET times = times + 1",
        caller.day, caller.hash, now_, kind);
}

int SqliteTransaction::wrong_follow_up_codes(ServiceTime since, int most) {
    // Every row counts at least one, so `most` rows are enough, however many guesses rain in.
    const auto counted = db_.first(only<int>,
                                   "SELECT coalesce(sum(times), 0) FROM (SELECT times FROM wrong_code"
                                   " WHERE kind = 0 AND at >= ? ORDER BY at DESC LIMIT ?)",
                                   since, most)
                             .value();
    return std::min(counted, most);
}

void SqliteTransaction::forget_callers(Day through) {
    db_.run("DELETE FROM caller_day WHERE day <= ?", through);
    db_.run("DELETE FROM caller_language WHERE day <= ?", through);
    db_.run("DELETE FROM wrong_code WHERE day <= ?", through);
    db_.run("DELETE FROM salvage WHERE day <= ?", through);
    db_.run("DELETE FROM unfinished_call WHERE day <= ?", through);
    db_.run("DELETE FROM uncounted_call WHERE day <= ?", through);
    // Their caller_text goes with them.
    db_.run("DELETE FROM outbound_sms WHERE id IN (SELECT sms FROM caller_text WHERE day <= ?)", through);
    for (const auto row : sessions_.forget_days(through))
        db_.run("DELETE FROM session WHERE id = ?", row);
}

}  // namespace kengele::storage::sqlite
