#include "storage/sqlite/sqlite_store.hpp"

#include <doctest/doctest.h>
#include <sqlite3.h>

#include <fstream>
#include <sstream>

#include "storage/ensure.hpp"
#include "storage/sqlite/database.hpp"
#include "tests/simulator/faulty_vfs.hpp"
#include "tests/storage/sqlite/sqlite_folder.hpp"
#include "tests/storage/test_store.hpp"

using namespace kengele;
using namespace kengele::storage;
using namespace std::chrono_literals;
using kengele::simulator::FaultyVfs;
using kengele::simulator::SeededRandom;

namespace {

std::string content(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream all;
    all << in.rdbuf();
    return all.str();
}

using Work = std::function<Result<void>(Transaction&)>;

Result<void> save(Store& store, const Work& work) {
    if (const auto begun = store.begin(ServiceTime{1}, {1ms, {}, "boot"}); begun.has_error()) return begun;
    if (const auto ran = store.run(work); ran.has_error()) {
        store.roll_back();
        return ran;
    }
    return store.commit();
}

Work puts(int number, std::size_t bytes = 1) {
    return [=](Transaction& tx) -> Result<void> {
        tx.put_fact(std::to_string(number), Bytes(bytes, 7));
        tx.put_session({key_of(number), 1, ServiceTime{number}, Bytes(bytes, 7)});
        return {};
    };
}

bool has(Store& store, int number) {
    bool found = false;
    const auto done = save(store, [&](Transaction& tx) -> Result<void> {
        found = tx.fact(std::to_string(number)).has_value();
        CHECK(found == tx.session(key_of(number)).has_value());
        return {};
    });
    CHECK(done.has_value());
    return found;
}

// A store on a disk in memory that fails as told.
struct FaultyStore {
    explicit FaultyStore(std::uint64_t seed = 1)
        : random(seed, SeededRandom::Part::disk), vfs("storage-test", random) {}

    SqliteOptions options() const {
        SqliteOptions it;
        it.path = "kengele.db";
        it.vfs = vfs.name();
        it.sessions_expected = 16;
        return it;
    }

    SeededRandom random;
    FaultyVfs vfs;
};

}  // namespace

TEST_CASE("a database keeps its rows and refuses nobody's second opening of the same schema") {
    const SqliteFolder folder;
    {
        const auto store = open_sqlite(folder.options()).value();
        REQUIRE(save(*store, puts(1)).has_value());
    }

    const auto store = open_sqlite(folder.options()).value();

    CHECK(has(*store, 1));
    CHECK_FALSE(has(*store, 2));
}

TEST_CASE("a running database lies in three files") {
    const SqliteFolder folder;
    const auto names = [&] {
        std::vector<std::string> found;
        for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
            found.push_back(entry.path().filename());
        std::sort(found.begin(), found.end());
        return found;
    };
    {
        const auto store = open_sqlite(folder.options()).value();
        const auto reader = store->reader();
        REQUIRE(save(*store, puts(1, 100'000)).has_value());
        REQUIRE(reader->totals(Viewer::at_the_machine()).has_value());
        CHECK(names() == std::vector<std::string>{"kengele.db", "kengele.db-shm", "kengele.db-wal"});
    }
}

TEST_CASE("a store is handed out after a commit of its own") {
    const SqliteFolder folder;
    { const auto first = open_sqlite(folder.options()).value(); }
    CHECK(std::filesystem::file_size(folder.database() + "-wal") == 0);

    const auto store = open_sqlite(folder.options()).value();

    CHECK(std::filesystem::file_size(folder.database() + "-wal") > 0);
}

TEST_CASE("a newer schema is refused and left untouched") {
    const SqliteFolder folder;
    { const auto store = open_sqlite(folder.options()).value(); }
    {
        sqlite::Database database(folder.database(), "", sqlite::Database::Access::read_write);
        database.script("PRAGMA user_version = 99");
    }
    const auto before = content(folder.database());
    const auto log_before = content(folder.database() + "-wal");

    const auto opened = open_sqlite(folder.options());

    REQUIRE(opened.has_error());
    CHECK(opened.error() == Error::newer);
    CHECK(content(folder.database()) == before);
    CHECK(content(folder.database() + "-wal") == log_before);
}

TEST_CASE("a damaged file is refused as broken") {
    const SqliteFolder folder;
    {
        const auto store = open_sqlite(folder.options()).value();
        for (int i = 0; i < 50; ++i)
            REQUIRE(save(*store, puts(i, 3000)).has_value());
    }
    std::fstream file(folder.database(), std::ios::binary | std::ios::in | std::ios::out);
    for (const int page : {2, 3, 4, 5, 6, 7, 8}) {
        file.seekp(page * 4096);
        file << std::string(4096, 'x');
    }
    file.close();

    const auto opened = open_sqlite(folder.options());

    REQUIRE(opened.has_error());
    CHECK(opened.error() == Error::broken);
}

TEST_CASE("what is no database is refused as broken") {
    const SqliteFolder folder;
    std::ofstream(folder.database()) << std::string(8192, 'x');

    CHECK(open_sqlite(folder.options()).error() == Error::broken);
}

TEST_CASE("deleted rows leave no trace in the file") {
    const SqliteFolder folder;
    {
        const auto store = open_sqlite(folder.options()).value();
        const std::string secret = "needle-in-the-file";
        const auto put = [&](Transaction& tx) -> Result<void> {
            tx.put_session({key_of(1), 1, ServiceTime{1}, Bytes(secret.begin(), secret.end())});
            return {};
        };
        REQUIRE(save(*store, put).has_value());
        REQUIRE(store->checkpoint().has_value());
        CHECK(content(folder.database()).find("needle") != std::string::npos);
        REQUIRE(save(*store, [](Transaction& tx) -> Result<void> {
                    tx.forget_sessions(ServiceTime{2});
                    return {};
                }).has_value());
    }

    CHECK(content(folder.database()).find("needle") == std::string::npos);
}

TEST_CASE("the log is emptied between two groups when it grows past its bound") {
    const SqliteFolder folder;
    auto options = folder.options();
    options.wal_bytes_max = 100'000;
    const auto store = open_sqlite(options).value();
    const auto log_size = [&] { return std::filesystem::file_size(folder.database() + "-wal"); };
    REQUIRE(save(*store, puts(1, 200'000)).has_value());
    CHECK(log_size() > 200'000);

    REQUIRE(save(*store, puts(2)).has_value());

    CHECK(log_size() < 100'000);
    CHECK(has(*store, 1));
}

TEST_CASE("why a unit threw is told by its place or its code, never with its data") {
    const SqliteFolder folder;
    auto options = folder.options();
    std::vector<std::string> reasons;
    options.on_failure = [&](std::string_view reason) { reasons.emplace_back(reason); };
    const auto store = open_sqlite(options).value();

    const auto promise = save(*store, [](Transaction&) -> Result<void> {
        ensure(false);
        return {};
    });
    const auto other =
        save(*store, [](Transaction&) -> Result<void> { throw std::runtime_error("+254712345678"); });

    CHECK(promise.error() == Error::failed);
    CHECK(other.error() == Error::failed);
    REQUIRE(reasons.size() == 2);
    CHECK(reasons[0].find("sqlite_store_test.cpp") != std::string::npos);
    CHECK(reasons[1].find("254") == std::string::npos);
}

TEST_CASE("a unit that runs out of memory is full, surely not saved, and the store goes on") {
    const SqliteFolder folder;
    const auto store = open_sqlite(folder.options()).value();
    REQUIRE(save(*store, puts(1)).has_value());

    const auto done = save(*store, [](Transaction& tx) -> Result<void> {
        const Bytes large(4'000'000, 1);
        sqlite3_hard_heap_limit64(sqlite3_memory_used() + 100'000);
        tx.put_fact("2", large);
        return {};
    });
    sqlite3_hard_heap_limit64(0);

    CHECK(done.error() == Error::full);
    CHECK(has(*store, 1));
    CHECK_FALSE(has(*store, 2));
    CHECK(save(*store, puts(3)).has_value());
    CHECK(has(*store, 3));
}

TEST_CASE("a unit in which the database gave up the whole transaction leaves the group dissolved") {
    const SqliteFolder folder;
    const auto store = open_sqlite(folder.options()).value();
    REQUIRE(store->begin(ServiceTime{1}, {1ms, {}, "boot"}).has_value());
    REQUIRE(store->run(puts(1)).has_value());

    // One row too large for the memory: SQLite takes back the transaction, not just the statement.
    const auto ran = store->run([](Transaction& tx) -> Result<void> {
        const Bytes large(4'000'000, 1);
        sqlite3_hard_heap_limit64(sqlite3_memory_used() + 1'000'000);
        tx.put_session({key_of(2), 1, ServiceTime{1}, large});
        return {};
    });
    sqlite3_hard_heap_limit64(0);

    CHECK(ran.error() == Error::full);
    REQUIRE(store->is_dissolved());
    store->roll_back();
    CHECK_FALSE(has(*store, 1));
    CHECK_FALSE(has(*store, 2));
    CHECK(save(*store, puts(3)).has_value());
}

TEST_CASE("a disk without room is full, surely not saved, and the store goes on when there is room again") {
    FaultyStore faulty;
    auto store = open_sqlite(faulty.options()).value();
    REQUIRE(save(*store, puts(1)).has_value());
    faulty.vfs.faults.is_full = true;
    CHECK(save(*store, puts(2, 50'000)).error() == Error::full);
    CHECK(save(*store, puts(3, 50'000)).error() == Error::full);
    CHECK(has(*store, 1));
    CHECK_FALSE(has(*store, 2));

    faulty.vfs.faults.is_full = false;
    CHECK(save(*store, puts(4, 50'000)).has_value());

    store.reset();
    store = open_sqlite(faulty.options()).value();
    CHECK(has(*store, 1));
    CHECK_FALSE(has(*store, 2));
    CHECK_FALSE(has(*store, 3));
    CHECK(has(*store, 4));
}

TEST_CASE("a sync that fails is final: nothing more is written") {
    FaultyStore faulty;
    const auto store = open_sqlite(faulty.options()).value();
    REQUIRE(save(*store, puts(1)).has_value());
    faulty.vfs.faults.failing_sync = 0;

    CHECK(save(*store, puts(2)).error() == Error::broken);

    CHECK(save(*store, puts(3)).error() == Error::broken);
}

TEST_CASE("a write that fails at COMMIT is final, and what was saved before is there after a restart") {
    FaultyStore faulty;
    auto store = open_sqlite(faulty.options()).value();
    REQUIRE(save(*store, puts(1)).has_value());
    faulty.vfs.faults.failing_write = 0;
    CHECK(save(*store, puts(2)).error() == Error::broken);
    CHECK(save(*store, puts(3)).error() == Error::broken);

    faulty.vfs.crash();
    store.reset();
    store = open_sqlite(faulty.options()).value();

    CHECK(has(*store, 1));
    CHECK_FALSE(has(*store, 3));
}

TEST_CASE("no power cut loses what a commit acknowledged, at whatever write or sync it falls") {
    for (std::uint64_t cut = 0; cut < 120; ++cut) {
        CAPTURE(cut);
        FaultyStore faulty(cut + 1);
        int acknowledged = 0;
        {
            auto store = open_sqlite(faulty.options()).value();
            faulty.vfs.faults.power_cut = cut;
            for (int number = 1; number <= 12; ++number) {
                if (save(*store, puts(number, 2000)).has_error()) break;
                acknowledged = number;
                if (number % 4 == 0 && store->checkpoint().has_error()) break;
            }
            faulty.vfs.crash();
        }

        const auto store = open_sqlite(faulty.options());

        REQUIRE_MESSAGE(store.has_value(), store.error().message());
        for (int number = 1; number <= acknowledged; ++number)
            CHECK(has(**store, number));
        CHECK_FALSE(has(**store, acknowledged + 2));
    }
}

TEST_CASE("an office that a case excludes does not see it") {
    const SqliteFolder folder;
    const auto store = open_sqlite(folder.options()).value();
    OfficeId office;
    REQUIRE(save(*store, [&](Transaction& tx) -> Result<void> {
                Place place;
                place.code = "047";
                place.name = "Nairobi City";
                place.level = PlaceLevel::county;
                tx.import_places({place});
                tx.import_roster({roster_row("Station", "OCS", {PlaceNumber{1}}, 1)}, 0);
                tx.insert_incident(sample_incident("4829137", PlaceNumber{1}));
                office = tx.roster("OCS", PlaceNumber{1}, 1).at(0).office.id;
                return {};
            }).has_value());
    {
        sqlite::Database database(folder.database(), "", sqlite::Database::Access::read_write);
        database.run("INSERT INTO excluded_office (incident, office) VALUES (1, ?)", office);
    }
    const auto reader = store->reader();
    auto viewer = Viewer::at_the_machine();
    CHECK(reader->incidents(viewer, {}).value().size() == 1);

    viewer.offices = {OfficeId{99}, office};

    CHECK(reader->incidents(viewer, {}).value().empty());
    CHECK(reader->totals(viewer).value().incidents == 0);
}
