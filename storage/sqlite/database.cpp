#include "storage/sqlite/database.hpp"

#include <fmt/format.h>

#include <boost/system/system_error.hpp>

#include "storage/ensure.hpp"

namespace kengele::storage::sqlite {
namespace {

// A reader may meet the writer during its recovery; nobody else ever writes.
constexpr int patience_ms = 2000;

}  // namespace

Error error_of(int result_code) {
    switch (result_code & 0xff) {
        case SQLITE_FULL:
        case SQLITE_NOMEM:
            return Error::full;
        case SQLITE_CONSTRAINT:
            return Error::conflict;
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return Error::locked;
        case SQLITE_ERROR:
        case SQLITE_MISUSE:
        case SQLITE_RANGE:
        case SQLITE_TOOBIG:
        case SQLITE_MISMATCH:
            return Error::failed;
        default:
            return Error::broken;
    }
}

void throw_error(int result_code) {
    throw boost::system::system_error(make_error_code(error_of(result_code)),
                                      fmt::format("sqlite {}", result_code));
}

Rows::~Rows() {
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
}

bool Rows::next() {
    const int result = sqlite3_step(statement_);
    if (result == SQLITE_ROW) return true;
    if (result == SQLITE_DONE) return false;
    throw_error(result);
}

Database::Database(const std::string& path, const std::string& vfs, Access access) {
    const int flags =
        access == Access::read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    sqlite3* handle = nullptr;
    const int result =
        sqlite3_open_v2(path.c_str(), &handle, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
                        vfs.empty() ? nullptr : vfs.c_str());
    handle_.reset(handle);
    if (result != SQLITE_OK) throw_error(result);
    sqlite3_busy_timeout(handle, patience_ms);
    // A reader that closes last leaves the log to the writer.
    if (access == Access::read_only) sqlite3_db_config(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
}

void Database::script(const std::string& sql) {
    const int result = sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr);
    if (result != SQLITE_OK) throw_error(result);
}

sqlite3_stmt* Database::prepared(std::string_view sql) {
    auto found = statements_.find(sql);
    if (found == statements_.end()) {
        sqlite3_stmt* statement = nullptr;
        const int result = sqlite3_prepare_v3(handle_.get(), sql.data(), static_cast<int>(sql.size()),
                                              SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
        if (result != SQLITE_OK) throw_error(result);
        found = statements_.try_emplace(std::string(sql), statement).first;
    }
    auto* statement = found->second.get();
    // Stepping through rows while asking the same question again would end the first walk.
    ensure(sqlite3_stmt_busy(statement) == 0);
    return statement;
}

void apply_settings(Database& database) {
    auto* handle = database.handle();
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    database.script(
        "PRAGMA synchronous = FULL;"
        "PRAGMA secure_delete = ON;"
        "PRAGMA foreign_keys = ON;"
        "PRAGMA wal_autocheckpoint = 0;"
        "PRAGMA temp_store = MEMORY;"
        // Nothing reaches the log before COMMIT, so only COMMIT can meet the disk's errors.
        "PRAGMA cache_spill = OFF;");
    keep_log(database);
}

void keep_log(Database& database) {
    int persist = 1;
    const int result = sqlite3_file_control(database.handle(), "main", SQLITE_FCNTL_PERSIST_WAL, &persist);
    if (result != SQLITE_OK && result != SQLITE_NOTFOUND) throw_error(result);
}

}  // namespace kengele::storage::sqlite
