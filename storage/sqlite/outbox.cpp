#include <fmt/format.h>

#include "storage/sqlite/columns.hpp"
#include "storage/sqlite/transaction.hpp"

namespace kengele::storage::sqlite {
namespace {

// Written as literals in the partial indexes of the schema.
static_assert(static_cast<int>(SmsState::queued) == 0 && static_cast<int>(SmsState::claimed) == 1);

DeliveryReport read_report(Rows& rows) {
    DeliveryReport it;
    rows.read(it.channel, it.provider_id, it.state, it.reason, it.at);
    return it;
}

}  // namespace

SmsId SqliteTransaction::enqueue(const OutboundSms& it) {
    db_.run(
        "INSERT INTO outbound_sms (organisation, responder, incident, alert, what, language, about, priority,"
        " created, not_before, state, attempts, attempt, lease_until, possible_duplicate, channel, "
        "provider_id,"
        " failure) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        it.organisation, it.responder, it.incident, it.alert, it.what, it.language, it.about, it.priority,
        it.created, it.not_before, it.state, it.attempts, it.attempt, it.lease_until, it.possible_duplicate,
        it.channel, it.provider_id, it.failure);
    return SmsId{db_.last_id()};
}

std::vector<OutboundSms> SqliteTransaction::due_sms(ServiceTime now, int limit) {
    static const auto sql = fmt::format(
        "SELECT {} FROM outbound_sms s WHERE s.state = 0 AND s.not_before <= ? ORDER BY s.priority, s.id "
        "LIMIT ?",
        sms_columns);
    return db_.all(read_sms, sql, now, limit);
}

std::optional<ServiceTime> SqliteTransaction::next_sms() {
    return db_
        .first(only<std::optional<ServiceTime>>, "SELECT min(not_before) FROM outbound_sms WHERE state = 0")
        .value();
}

std::optional<OutboundSms> SqliteTransaction::sms(SmsId id) {
    static const auto sql = fmt::format("SELECT {} FROM outbound_sms s WHERE s.id = ?", sms_columns);
    return db_.first(read_sms, sql, id);
}

std::vector<OutboundSms> SqliteTransaction::sms_of_alert(AlertId id) {
    static const auto sql =
        fmt::format("SELECT {} FROM outbound_sms s WHERE s.alert = ? ORDER BY s.id", sms_columns);
    return db_.all(read_sms, sql, id);
}

std::vector<OutboundSms> SqliteTransaction::recent_sms(ResponderId id, ServiceTime since) {
    static const auto sql = fmt::format(
        "SELECT {} FROM outbound_sms s WHERE s.responder = ? AND s.created >= ? ORDER BY s.id DESC",
        sms_columns);
    return db_.all(read_sms, sql, id, since);
}

std::vector<OutboundSms> SqliteTransaction::lapsed_claims(ServiceTime now, int limit) {
    static const auto sql = fmt::format(
        "SELECT {} FROM outbound_sms s WHERE s.state = 1 AND s.lease_until <= ? ORDER BY s.lease_until, s.id "
        "LIMIT ?",
        sms_columns);
    return db_.all(read_sms, sql, now, limit);
}

std::optional<OutboundSms> SqliteTransaction::sms_of_provider(std::string_view channel,
                                                              std::string_view provider_id) {
    static const auto sql = fmt::format(
        "SELECT {} FROM outbound_sms s WHERE s.channel = ? AND s.provider_id = ?"
        " AND s.provider_id <> '' ORDER BY s.id DESC LIMIT 1",
        sms_columns);
    return db_.first(read_sms, sql, channel, provider_id);
}

bool SqliteTransaction::change_sms(const OutboundSms& it, SmsState from, const Key128& attempt) {
    return db_.run(
               "UPDATE outbound_sms SET not_before = ?, state = ?, attempts = ?, attempt = ?, lease_until = "
               "?,"
               " possible_duplicate = ?, channel = ?, provider_id = ?, failure = ?"
               " WHERE id = ? AND state = ? AND attempt = ?",
               it.not_before, it.state, it.attempts, it.attempt, it.lease_until, it.possible_duplicate,
               it.channel, it.provider_id, it.failure, it.id, from, attempt) == 1;
}

void SqliteTransaction::put_report(const DeliveryReport& it) {
    db_.run(
        "INSERT INTO delivery_report (channel, provider_id, state, reason, at) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (channel, provider_id) DO UPDATE SET state = excluded.state, reason = excluded.reason,"
        " at = excluded.at WHERE delivery_report.state = ?",
        it.channel, it.provider_id, it.state, it.reason, it.at, DeliveryReport::State::underway);
}

std::optional<DeliveryReport> SqliteTransaction::report(std::string_view channel,
                                                        std::string_view provider_id) {
    return db_.first(read_report,
                     "SELECT channel, provider_id, state, reason, at FROM delivery_report"
                     " WHERE channel = ? AND provider_id = ?",
                     channel, provider_id);
}

}  // namespace kengele::storage::sqlite
