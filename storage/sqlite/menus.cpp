#include <fmt/format.h>

#include "storage/sqlite/columns.hpp"
#include "storage/sqlite/reader.hpp"
#include "storage/sqlite/transaction.hpp"

namespace kengele::storage::sqlite {
namespace {

void keep_version(Database& db, const MenuVersion& it) {
    db.run(
        "INSERT INTO menu_version (organisation, menu, hash, name, source) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING",
        it.organisation, it.menu, it.hash, it.name, it.source);
}

}  // namespace

void SqliteTransaction::publish_menu(const MenuVersion& it, std::string_view by, std::string_view note) {
    keep_version(db_, it);
    db_.run(
        "INSERT INTO menu_publication (organisation, menu, hash, by_whom, note, at, at_wall)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        it.organisation, it.menu, it.hash, by, note, now_, wall_);
}

bool SqliteTransaction::add_menu_draft(const MenuVersion& it, std::string_view by, std::string_view note) {
    keep_version(db_, it);
    return db_.run(
               "INSERT INTO menu_draft (organisation, menu, hash, by_whom, note, at_wall)"
               " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (organisation, menu, hash) DO NOTHING",
               it.organisation, it.menu, it.hash, by, note, wall_) == 1;
}

bool SqliteTransaction::drop_menu_draft(std::string_view menu, std::string_view hash) {
    return db_.run("DELETE FROM menu_draft WHERE menu = ? AND hash = ?", menu, hash) > 0;
}

}  // namespace kengele::storage::sqlite
