#pragma once

#include <sqlite3.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "storage/error.hpp"
#include "storage/sqlite/values.hpp"

namespace kengele::storage::sqlite {

// What a SQLite result code means to us: full (disk or memory), conflict, locked, failed (our own bug),
// broken.
Error error_of(int result_code);

// Throws boost::system::system_error with error_of(result_code); the text holds the code, never data.
[[noreturn]] void throw_error(int result_code);

// The rows a statement answers, one at a time. Resets the statement when it goes.
class Rows {
public:
    explicit Rows(sqlite3_stmt* statement) : statement_(statement) {}
    ~Rows();
    Rows(const Rows&) = delete;
    Rows& operator=(const Rows&) = delete;

    bool next();

    // The columns of this row from the first, in order.
    template <class... T>
    void read(T&... fields) {
        int column = 0;
        (sqlite::read(statement_, column++, fields), ...);
    }

private:
    sqlite3_stmt* statement_;
};

// One value of a one-column row; for Database::first and all.
template <class T>
T only(Rows& rows) {
    T value{};
    rows.read(value);
    return value;
}

// One connection, with each statement prepared once and kept. Errors are thrown as throw_error does. Used by
// one thread at a time.
class Database {
public:
    enum class Access { read_only, read_write };

    // `vfs`: a registered VFS by name, or empty for the system's.
    Database(const std::string& path, const std::string& vfs, Access access);

    // Several statements without arguments, not kept.
    void script(const std::string& sql);

    // A statement that answers no row; how many rows it changed.
    template <class... Arguments>
    int run(std::string_view sql, const Arguments&... arguments) {
        Rows rows(prepared(sql, arguments...));
        rows.next();
        return sqlite3_changes(handle_.get());
    }

    template <class T, class... Arguments>
    std::optional<T> first(T (*read)(Rows&), std::string_view sql, const Arguments&... arguments) {
        Rows rows(prepared(sql, arguments...));
        if (!rows.next()) return std::nullopt;
        return read(rows);
    }

    template <class T, class... Arguments>
    std::vector<T> all(T (*read)(Rows&), std::string_view sql, const Arguments&... arguments) {
        std::vector<T> found;
        Rows rows(prepared(sql, arguments...));
        while (rows.next())
            found.push_back(read(rows));
        return found;
    }

    std::int64_t last_id() const { return sqlite3_last_insert_rowid(handle_.get()); }
    bool is_in_transaction() const { return sqlite3_get_autocommit(handle_.get()) == 0; }
    sqlite3* handle() const { return handle_.get(); }

private:
    struct CloseHandle {
        void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
    };
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
    };
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };

    sqlite3_stmt* prepared(std::string_view sql);

    template <class... Arguments>
    requires(sizeof...(Arguments) > 0) sqlite3_stmt* prepared(std::string_view sql,
                                                              const Arguments&... arguments) {
        auto* statement = prepared(sql);
        int index = 0;
        int result = SQLITE_OK;
        ((result = result == SQLITE_OK ? bind(statement, ++index, arguments) : result), ...);
        if (result != SQLITE_OK) throw_error(result);
        return statement;
    }

    std::unique_ptr<sqlite3, CloseHandle> handle_;
    std::unordered_map<std::string, std::unique_ptr<sqlite3_stmt, Finalize>, Hash, std::equal_to<>>
        statements_;
};

// The settings every connection of ours runs with: full sync, nothing left behind by deletes, no file beside
// the database but its log and shared memory.
void apply_settings(Database& database);

// Part of them. A log that is never unlinked cannot be lost with a directory entry that was not synced.
void keep_log(Database& database);

}  // namespace kengele::storage::sqlite
