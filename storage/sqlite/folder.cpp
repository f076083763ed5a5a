#include "storage/sqlite/transaction.hpp"

namespace kengele::storage::sqlite {
namespace {

// An embedded store has one writer, so one chain; gateways on a shared database have one each.
constexpr int chain = 1;

}  // namespace

void SqliteTransaction::audit(const AuditRecord& record) {
    const auto last =
        db_.first(only<std::int64_t>, "SELECT coalesce(max(seq), 0) FROM audit WHERE chain = ?", chain);
    db_.run("INSERT INTO audit (chain, seq, wall, actor, action, subject) VALUES (?, ?, ?, ?, ?, ?)", chain,
            last.value() + 1, record.wall, record.actor, record.action, record.subject);
}

bool SqliteTransaction::take_lease(std::string_view name, std::string_view holder, Millis life) {
    return db_.run(
               "INSERT INTO lease (name, holder, until) VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE"
               " SET holder = excluded.holder, until = excluded.until"
               " WHERE lease.holder = excluded.holder OR lease.until <= ?",
               name, holder, now_ + life, now_) == 1;
}

std::optional<Bytes> SqliteTransaction::fact(std::string_view name) {
    return db_.first(only<Bytes>, "SELECT value FROM fact WHERE name = ?", name);
}

void SqliteTransaction::put_fact(std::string_view name, BytesView value) {
    db_.run(
        "INSERT INTO fact (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = "
        "excluded.value",
        name, value);
}

}  // namespace kengele::storage::sqlite
