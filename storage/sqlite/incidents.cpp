#include <fmt/format.h>

#include "storage/sqlite/columns.hpp"
#include "storage/sqlite/transaction.hpp"

namespace kengele::storage::sqlite {

std::optional<IncidentId> SqliteTransaction::insert_incident(const Incident& it) {
    const int inserted = db_.run(
        "INSERT INTO incident (organisation, case_number, kind, category, severity, sensitivity, place, "
        "timing,"
        " urgency, channel, incomplete, created, created_wall)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (case_number) DO NOTHING",
        it.organisation, it.case_number, it.kind, it.category, it.severity, it.sensitivity, it.place,
        it.timing, it.urgency, it.channel, it.is_incomplete, it.created, it.created_wall);
    if (inserted == 0) return std::nullopt;
    return IncidentId{db_.last_id()};
}

std::optional<Incident> SqliteTransaction::incident(IncidentId id) {
    static const auto sql = fmt::format("SELECT {} FROM incident i WHERE i.id = ?", incident_columns);
    return db_.first(read_incident, sql, id);
}

// With one writer nobody else can decide about the case meanwhile.
std::optional<Incident> SqliteTransaction::lock_incident(IncidentId id) {
    return incident(id);
}

void SqliteTransaction::continue_incident(const Incident& it) {
    db_.run("UPDATE incident SET timing = ?, urgency = ?, incomplete = ? WHERE id = ?", it.timing, it.urgency,
            it.is_incomplete, it.id);
}

void SqliteTransaction::put_report_text(IncidentId id, const SealedText& text) {
    db_.run(
        "INSERT INTO report_text (incident, key_version, wrapped_key, sealed) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (incident) DO UPDATE SET key_version = excluded.key_version,"
        " wrapped_key = excluded.wrapped_key, sealed = excluded.sealed",
        id, text.key_version, text.wrapped_key, text.sealed);
}

std::optional<SealedText> SqliteTransaction::report_text(IncidentId id) {
    static const auto sql = fmt::format("SELECT {} FROM report_text WHERE incident = ?", text_columns);
    return db_.first(read_text, sql, id);
}

void SqliteTransaction::add_follow_up(const Key128& code_hash, IncidentId id) {
    db_.run("INSERT INTO follow_up (code_hash, incident) VALUES (?, ?)", code_hash, id);
}

std::optional<IncidentId> SqliteTransaction::incident_of_follow_up(const Key128& code_hash) {
    return db_.first(only<IncidentId>, "SELECT incident FROM follow_up WHERE code_hash = ?", code_hash);
}

void SqliteTransaction::add_event(const CaseEvent& it) {
    const auto last =
        db_.first(only<int>, "SELECT coalesce(max(seq), 0) FROM case_event WHERE incident = ?", it.incident);
    db_.run(
        "INSERT INTO case_event (incident, seq, kind, at, at_wall, rung, alert, office, responder, word)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        it.incident, last.value() + 1, it.kind, it.at, it.wall, it.rung, it.alert, it.office, it.responder,
        it.word);
}

std::vector<CaseEvent> SqliteTransaction::events(IncidentId id) {
    static const auto sql =
        fmt::format("SELECT {} FROM case_event WHERE incident = ? ORDER BY seq", event_columns);
    return db_.all(read_event, sql, id);
}

}  // namespace kengele::storage::sqlite
