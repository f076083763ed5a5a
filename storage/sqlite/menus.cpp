#include <fmt/format.h>

#include "storage/sqlite/columns.hpp"
#include "storage/sqlite/reader.hpp"
#include "storage/sqlite/transaction.hpp"

namespace kengele::storage::sqlite {

void SqliteTransaction::publish_menu(const MenuVersion& it, std::string_view by, std::string_view note) {
    db_.run(
        "INSERT INTO menu_version (organisation, menu, hash, name, source) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING",
        it.organisation, it.menu, it.hash, it.name, it.source);
    db_.run(
        "INSERT INTO menu_publication (organisation, menu, hash, by_whom, note, at, at_wall)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        it.organisation, it.menu, it.hash, by, note, now_, wall_);
}

}  // namespace kengele::storage::sqlite
