#include <fmt/format.h>

#include "storage/sqlite/columns.hpp"
#include "storage/sqlite/transaction.hpp"

namespace kengele::storage::sqlite {

std::vector<DirectoryEntry> SqliteTransaction::directory(std::string_view list) {
    static const auto sql = fmt::format(
        "SELECT {} FROM directory_entry d WHERE d.list = ? ORDER BY d.name COLLATE NOCASE, d.code",
        directory_entry_columns);
    return rules_.get(rules_.directories, std::string(list),
                      [&] { return db_.all(read_directory_entry, sql, list); });
}

std::optional<DirectoryEntry> SqliteTransaction::directory_entry(std::string_view code) {
    static const auto sql =
        fmt::format("SELECT {} FROM directory_entry d WHERE d.code = ?", directory_entry_columns);
    return rules_.get(rules_.directory_entries, std::string(code),
                      [&] { return db_.first(read_directory_entry, sql, code); });
}

void SqliteTransaction::import_directory(const std::vector<DirectoryEntry>& entries) {
    for (const auto& it : entries)
        db_.run("DELETE FROM directory_entry WHERE list = ?", it.list);
    for (const auto& it : entries) {
        db_.run(
            "INSERT OR REPLACE INTO directory_entry (code, organisation, list, name, place, phone, hours_en,"
            " hours_sw, verified_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            it.code, it.organisation, it.list, it.name, it.place, it.phone, it.hours_en, it.hours_sw,
            it.verified_on);
    }
    grow_rules_version();
}

}  // namespace kengele::storage::sqlite
