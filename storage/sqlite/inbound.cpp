#include "storage/sqlite/transaction.hpp"

namespace kengele::storage::sqlite {

bool SqliteTransaction::note_inbound(std::string_view channel, std::string_view provider_id) {
    return db_.run(
               "INSERT INTO inbound (channel, provider_id, at) VALUES (?, ?, ?)"
               " ON CONFLICT (channel, provider_id) DO NOTHING",
               channel, provider_id, now_) == 1;
}

void SqliteTransaction::forget_inbound(ServiceTime before) {
    db_.run("DELETE FROM inbound WHERE at < ?", before);
    // Their texts carry the final state by now; what never matched a text of ours would pile up.
    db_.run("DELETE FROM delivery_report WHERE at < ?", before);
}

}  // namespace kengele::storage::sqlite
