#include "storage/sqlite/sqlite_store.hpp"

#include <fmt/format.h>

#include <boost/system/system_error.hpp>
#include <typeinfo>

#include "storage/ensure.hpp"
#include "storage/sqlite/database.hpp"
#include "storage/sqlite/reader.hpp"
#include "storage/sqlite/schema.hpp"
#include "storage/sqlite/transaction.hpp"

namespace kengele::storage {
namespace sqlite {
namespace {

class SqliteStore final : public Store {
public:
    explicit SqliteStore(const SqliteOptions& options);
    ~SqliteStore() override;

    Result<void> begin(ServiceTime now, const ClockReading& reading) override;
    Result<void> run(const std::function<Result<void>(Transaction&)>& unit) override;
    bool is_dissolved() const override { return in_group_ && !writer_.is_in_transaction(); }
    Result<void> commit() override;
    void roll_back() override;
    Result<void> checkpoint() override;
    std::optional<ClockMark> clock_mark() override { return stored_mark_; }
    std::unique_ptr<Reader> reader() override;

private:
    void begin_new_log();
    void load_sessions();
    void load_clock_mark();
    void write_clock_mark();
    Result<void> run_in_savepoint(const std::function<Result<void>(Transaction&)>& unit);
    void undo_unit();
    bool has_written() const;
    Result<void> commit_now();
    void empty_log_when_long();

    SqliteOptions options_;
    Database writer_;
    Database checkpointer_;
    SessionTable sessions_;
    SqliteTransaction transaction_;
    ClockMark mark_;  // of the running group
    std::optional<ClockMark> stored_mark_;
    std::int64_t changes_before_ = 0;  // rows ever changed on this connection, when the group began
    bool in_group_ = false;
    bool is_broken_ = false;
    std::int64_t log_bytes_ = 0;
    std::int64_t log_bytes_next_;  // when to empty the log
    std::int64_t page_bytes_ = 0;
};

// The error a thrown exception stands for; tells the reason when it is a bug.
boost::system::error_code error_of_exception(const SqliteOptions& options) {
    const auto tell = [&](std::string_view reason) {
        if (options.on_failure) options.on_failure(reason);
    };
    try {
        throw;
    } catch (const BrokenPromise& promise) {
        tell(promise.what());
    } catch (const boost::system::system_error& error) {
        if (error.code().category() == error_category()) {
            // Of our own making, so the text is a result code.
            tell(error.what());
            return error.code();
        }
        tell(typeid(error).name());
    } catch (const std::bad_alloc&) {
        return Error::full;
    } catch (const std::exception& error) {
        // What other exceptions say may hold what a caller typed.
        tell(typeid(error).name());
    } catch (...) {
        tell("an unknown exception");
    }
    return Error::failed;
}

void use_log(Database& database) {
    // A new file becomes one with a log through a journal, whose removal must be durable: come back after a
    // power cut it would undo everything since.
    database.script("PRAGMA synchronous = EXTRA");
    const auto mode = database.first(only<std::string>, "PRAGMA journal_mode = WAL");
    if (mode != "wal") throw_error(SQLITE_CANTOPEN);
}

SqliteStore::SqliteStore(const SqliteOptions& options)
    : options_(options),
      writer_(options.path, options.vfs, Database::Access::read_write),
      checkpointer_(options.path, options.vfs, Database::Access::read_write),
      sessions_(options.sessions_expected),
      transaction_(writer_, sessions_),
      log_bytes_next_(options.wal_bytes_max) {
    use_log(writer_);
    apply_settings(writer_);
    apply_settings(checkpointer_);
    writer_.script("PRAGMA cache_size = -65536");  // KiB
    begin_new_log();
    migrate(writer_);
    // An error of syncing the folder of a new log is not reported by SQLite: a commit made before anything is
    // promised shows that the log is there. Writing the same version number again is such a commit.
    writer_.script(fmt::format("BEGIN IMMEDIATE; PRAGMA user_version = {}; COMMIT", newest_schema()));

    page_bytes_ = writer_.first(only<std::int64_t>, "PRAGMA page_size").value();
    const auto on_commit = [](void* self, sqlite3*, const char*, int pages) {
        auto& store = *static_cast<SqliteStore*>(self);
        store.log_bytes_ = pages * store.page_bytes_;
        return SQLITE_OK;
    };
    sqlite3_wal_hook(writer_.handle(), on_commit, this);
    load_clock_mark();
    load_sessions();
}

// Closing copies the log into the database and empties it, so that nothing deleted stays behind in it; but
// never after an error that nobody understood.
SqliteStore::~SqliteStore() {
    roll_back();
    if (is_broken_) {
        for (const auto* database : {&checkpointer_, &writer_})
            sqlite3_db_config(database->handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
        return;
    }
    sqlite3_exec(writer_.handle(), "PRAGMA journal_size_limit = 0", nullptr, nullptr, nullptr);
}

// After a sync that failed, the system may hold pages of the log that are on no disk and that no later sync
// writes: whatever is appended behind them is lost with them when the power fails. So nothing is ever
// appended to the log of an earlier process: what it holds is copied into the database, synced there, and a
// new one begun.
void SqliteStore::begin_new_log() {
    const int result =
        sqlite3_wal_checkpoint_v2(writer_.handle(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
    if (result != SQLITE_OK) throw_error(result);
}

Result<void> SqliteStore::begin(ServiceTime now, const ClockReading& reading) {
    ensure(!in_group_);
    if (is_broken_) return make_error_code(Error::broken);
    try {
        empty_log_when_long();
        writer_.run("BEGIN IMMEDIATE");
    } catch (...) {
        const auto error = error_of_exception(options_);
        if (error == Error::full) return error;
        is_broken_ = true;
        return make_error_code(Error::broken);
    }
    mark_ = {now, reading};
    changes_before_ = sqlite3_total_changes64(writer_.handle());
    transaction_.begin_group(now, reading.wall);
    in_group_ = true;
    return {};
}

Result<void> SqliteStore::run(const std::function<Result<void>(Transaction&)>& unit) {
    ensure(in_group_ && !is_dissolved());
    try {
        return run_in_savepoint(unit);
    } catch (...) {
        const auto error = error_of_exception(options_);
        undo_unit();
        return error;
    }
}

Result<void> SqliteStore::run_in_savepoint(const std::function<Result<void>(Transaction&)>& unit) {
    sessions_.begin_unit();
    writer_.run("SAVEPOINT unit");
    auto answer = unit(transaction_);
    if (answer.has_error()) {
        undo_unit();
        return answer;
    }
    writer_.run("RELEASE unit");
    sessions_.keep_unit();
    return answer;
}

void SqliteStore::undo_unit() {
    sessions_.drop_unit();
    if (is_dissolved()) {
        sessions_.drop_group();
        return;
    }
    try {
        writer_.script("ROLLBACK TO unit; RELEASE unit");
    } catch (const boost::system::system_error&) {
        // Then nothing of the group can be trusted: without a transaction it counts as dissolved.
        sessions_.drop_group();
        if (writer_.is_in_transaction()) writer_.script("ROLLBACK");
    }
}

Result<void> SqliteStore::commit() {
    ensure(in_group_);
    auto answer = commit_now();
    if (answer.has_error()) {
        roll_back();
        is_broken_ = answer.error() == Error::broken;
    }
    return answer;
}

// Loops that find nothing to do must not wear out a flash card. A mark a minute keeps service time right over
// a reboot after a long silence.
bool SqliteStore::has_written() const {
    if (sqlite3_total_changes64(writer_.handle()) != changes_before_) return true;
    return !stored_mark_ || mark_.service - stored_mark_->service > std::chrono::minutes{1};
}

Result<void> SqliteStore::commit_now() {
    ensure(!is_dissolved());
    if (!has_written()) {
        roll_back();
        return is_broken_ ? make_error_code(Error::broken) : Result<void>{};
    }
    try {
        write_clock_mark();
    } catch (...) {
        const auto error = error_of_exception(options_);
        return error == Error::full ? error : make_error_code(Error::broken);
    }
    const int result = sqlite3_exec(writer_.handle(), "COMMIT", nullptr, nullptr, nullptr);
    if (result != SQLITE_OK) {
        if (options_.on_failure) options_.on_failure(fmt::format("COMMIT: sqlite {}", result));
        // Only a disk without room is a clear no. Out of memory may come after the log was synced.
        return make_error_code((result & 0xff) == SQLITE_FULL ? Error::full : Error::broken);
    }
    in_group_ = false;
    stored_mark_ = mark_;
    try {
        sessions_.keep_group();
    } catch (const std::bad_alloc&) {
        // Memory no longer agrees with the disk; only a restart mends that.
        return make_error_code(Error::broken);
    }
    return {};
}

void SqliteStore::roll_back() {
    sessions_.drop_group();
    in_group_ = false;
    if (!writer_.is_in_transaction()) return;
    const int result = sqlite3_exec(writer_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
    if (result != SQLITE_OK) is_broken_ = true;
}

Result<void> SqliteStore::checkpoint() {
    const int result = sqlite3_wal_checkpoint_v2(checkpointer_.handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE,
                                                 nullptr, nullptr);
    // Another checkpoint is under way: it does the same work.
    if (result == SQLITE_OK || (result & 0xff) == SQLITE_BUSY) return {};
    return make_error_code(error_of(result));
}

std::unique_ptr<Reader> SqliteStore::reader() {
    return std::make_unique<SqliteReader>(options_.path, options_.vfs);
}

// The checkpointer copies the log beside the writer, but at full speed the log never gets a quiet moment to
// begin again. Then the writer itself finishes the copy, unless a reader holds an old moment: it asks again
// later.
void SqliteStore::empty_log_when_long() {
    if (log_bytes_ < log_bytes_next_) return;
    auto* handle = writer_.handle();
    const int patience = writer_.first(only<int>, "PRAGMA busy_timeout").value();
    sqlite3_busy_timeout(handle, 0);
    const int result =
        sqlite3_wal_checkpoint_v2(handle, nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
    sqlite3_busy_timeout(handle, patience);
    if (result == SQLITE_OK) {
        log_bytes_ = 0;
        log_bytes_next_ = options_.wal_bytes_max;
        return;
    }
    const auto error = error_of(result);
    if (error != Error::locked && error != Error::full) throw_error(result);
    log_bytes_next_ = log_bytes_ + options_.wal_bytes_max / 4;
}

void SqliteStore::write_clock_mark() {
    writer_.run(
        "INSERT INTO clock_mark (one, service, elapsed, marked_wall, boot_id) VALUES (1, ?, ?, ?, ?)"
        " ON CONFLICT (one) DO UPDATE SET service = excluded.service, elapsed = excluded.elapsed,"
        " marked_wall = excluded.marked_wall, boot_id = excluded.boot_id",
        mark_.service, mark_.reading.elapsed, mark_.reading.wall, mark_.reading.boot_id);
}

void SqliteStore::load_clock_mark() {
    const auto read = +[](Rows& rows) {
        ClockMark it;
        rows.read(it.service, it.reading.elapsed, it.reading.wall, it.reading.boot_id);
        return it;
    };
    stored_mark_ = writer_.first(read, "SELECT service, elapsed, marked_wall, boot_id FROM clock_mark");
}

void SqliteStore::load_sessions() {
    struct Row {
        std::int64_t id = 0;
        StoredSession session;
    };
    const auto read = +[](Rows& rows) {
        Row it;
        rows.read(it.id, it.session.key, it.session.day, it.session.touched, it.session.sealed);
        return it;
    };
    auto rows = writer_.all(read, "SELECT id, key, day, touched, sealed FROM session ORDER BY touched, id");
    for (auto& row : rows)
        sessions_.load(row.id, std::move(row.session));
}

// Reads without changing anything: refuses what is newer or damaged.
void check_file(const SqliteOptions& options) {
    Database file(options.path, options.vfs, Database::Access::read_write);
    keep_log(file);
    sqlite3_db_config(file.handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    if (schema_of(file) > newest_schema()) throw boost::system::system_error(make_error_code(Error::newer));
    if (file.first(only<std::string>, "PRAGMA quick_check(1)") != "ok") throw_error(SQLITE_CORRUPT);
}

}  // namespace
}  // namespace sqlite

Result<std::unique_ptr<Store>> open_sqlite(const SqliteOptions& options) {
    try {
        sqlite::check_file(options);
        return std::unique_ptr<Store>(std::make_unique<sqlite::SqliteStore>(options));
    } catch (...) {
        const auto error = sqlite::error_of_exception(options);
        return error == Error::failed ? make_error_code(Error::broken) : error;
    }
}

}  // namespace kengele::storage
