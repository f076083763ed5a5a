#include "storage/sqlite/transaction.hpp"

namespace kengele::storage::sqlite {
namespace {

CallerText read_caller_text(Rows& rows) {
    CallerText it;
    rows.read(it.day, it.name, it.sealed);
    return it;
}

}  // namespace

void SqliteTransaction::put_caller_text(SmsId id, const CallerText& text) {
    db_.run("INSERT INTO caller_text (sms, day, name, sealed) VALUES (?, ?, ?, ?)", id, text.day, text.name,
            text.sealed);
}

std::optional<CallerText> SqliteTransaction::caller_text(SmsId id) {
    return db_.first(read_caller_text,
                     "SELECT day, name, sealed FROM caller_text WHERE sms = ? AND sealed <> x''", id);
}

// Its day stays, by which the row of the outbox is forgotten.
void SqliteTransaction::drop_caller_text(SmsId id) {
    db_.run("UPDATE caller_text SET sealed = x'' WHERE sms = ?", id);
}

}  // namespace kengele::storage::sqlite
