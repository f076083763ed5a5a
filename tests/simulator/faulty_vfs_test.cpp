#include "tests/simulator/faulty_vfs.hpp"

#include <doctest/doctest.h>
#include <sqlite3.h>

#include <string>

namespace kengele::simulator {
namespace {

// A connection over the disk under test. Answers are SQLite's own result codes.
class Connection {
public:
    explicit Connection(const FaultyVfs& vfs) {
        REQUIRE(sqlite3_open_v2("test.db", &handle_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                                vfs.name().c_str()) == SQLITE_OK);
    }
    ~Connection() { sqlite3_close(handle_); }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    int run(const std::string& sql) { return sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr); }

    // The first column of the first row.
    std::string ask(const std::string& sql) {
        std::string answer;
        const auto keep = [](void* into, int, char** values, char**) {
            *static_cast<std::string*>(into) = values[0] ? values[0] : "";
            return 0;
        };
        return sqlite3_exec(handle_, sql.c_str(), keep, &answer, nullptr) == SQLITE_OK ? answer : "error";
    }

private:
    sqlite3* handle_ = nullptr;
};

const std::string row_insertion = "INSERT INTO rows(text) VALUES (hex(zeroblob(300)))";

FaultyDisk::Image prepared_image(FaultyVfs& vfs) {
    Connection connection(vfs);
    REQUIRE(connection.run("PRAGMA journal_mode=WAL; CREATE TABLE rows(id INTEGER PRIMARY KEY, text TEXT)") ==
            SQLITE_OK);
    return vfs.disk().image();
}

struct Cuts {
    int shown_but_lost = 0;
    int corrupt = 0;
};

// Starts from one image again and again, inserts until the power fails at a random write or sync, and looks
// at what came through.
Cuts cut_power(const std::string& synchronous, int cuts) {
    SeededRandom random(7, SeededRandom::Part::disk);
    FaultyVfs vfs("cuts-" + synchronous, random);
    const auto image = prepared_image(vfs);
    Cuts result;
    for (int cut = 0; cut < cuts; ++cut) {
        vfs.disk().load(image);
        int acknowledged = 0;
        {
            Connection writer(vfs);
            Connection reader(vfs);
            writer.run("PRAGMA synchronous=" + synchronous + "; PRAGMA wal_autocheckpoint=8");
            vfs.faults.power_cut = random.below(120);
            while (writer.run(row_insertion) == SQLITE_OK) {
                ++acknowledged;
                if (random.chance(0.2)) reader.ask("SELECT count(*) FROM rows");
            }
            CHECK(vfs.has_lost_power());
            CHECK(reader.ask("SELECT count(*) FROM rows") == "error");
        }
        vfs.crash();
        Connection after(vfs);
        const auto count = after.ask("SELECT count(*) FROM rows");
        if (count == "error" || after.ask("PRAGMA integrity_check") != "ok") {
            ++result.corrupt;
        } else if (std::stoi(count) < acknowledged) {
            ++result.shown_but_lost;
        }
    }
    return result;
}

TEST_CASE("with synchronous FULL no acknowledged row is lost in 1,000 power cuts") {
    const auto result = cut_power("FULL", 1000);

    CHECK(result.shown_but_lost == 0);
    CHECK(result.corrupt == 0);
}

TEST_CASE("with synchronous NORMAL power cuts do lose acknowledged rows") {
    const auto result = cut_power("NORMAL", 200);

    CHECK(result.shown_but_lost > 50);
    CHECK(result.corrupt == 0);
}

TEST_CASE("with synchronous OFF power cuts lose rows or the whole database") {
    const auto result = cut_power("OFF", 200);

    CHECK(result.shown_but_lost + result.corrupt > 100);
    CHECK(result.corrupt > 0);
}

TEST_CASE("a reader beside a writer sees what is committed, and the log survives as the database does") {
    SeededRandom random(1, SeededRandom::Part::disk);
    FaultyVfs vfs("beside", random);
    prepared_image(vfs);
    Connection writer(vfs);
    Connection reader(vfs);
    Connection checkpointer(vfs);

    CHECK(writer.run("BEGIN IMMEDIATE; " + row_insertion) == SQLITE_OK);
    CHECK(reader.run("BEGIN IMMEDIATE") == SQLITE_BUSY);
    CHECK(reader.ask("SELECT count(*) FROM rows") == "0");
    CHECK(writer.run("COMMIT") == SQLITE_OK);
    CHECK(reader.ask("SELECT count(*) FROM rows") == "1");
    CHECK(checkpointer.ask("PRAGMA wal_checkpoint(TRUNCATE)") == "0");

    CHECK(writer.ask("PRAGMA journal_mode") == "wal");
    CHECK(vfs.disk().open("test.db-wal")->content().empty());
}

TEST_CASE("a full disk refuses what makes a file grow, and works again when space is freed") {
    SeededRandom random(2, SeededRandom::Part::disk);
    FaultyVfs vfs("full", random);
    prepared_image(vfs);
    Connection connection(vfs);
    connection.run("PRAGMA synchronous=FULL");

    vfs.faults.is_full = true;
    const int while_full = connection.run(row_insertion);
    vfs.faults.is_full = false;
    const int afterwards = connection.run(row_insertion);

    CHECK(while_full == SQLITE_FULL);
    CHECK(afterwards == SQLITE_OK);
    CHECK(connection.ask("SELECT count(*) FROM rows") == "1");
}

TEST_CASE("the n-th write or sync fails once") {
    SeededRandom random(3, SeededRandom::Part::disk);
    FaultyVfs vfs("nth", random);
    prepared_image(vfs);
    Connection connection(vfs);
    connection.run("PRAGMA synchronous=FULL; " + row_insertion);

    vfs.faults.failing_sync = 0;
    CHECK(connection.run(row_insertion) == SQLITE_IOERR);
    CHECK(connection.run(row_insertion) == SQLITE_OK);
    vfs.faults.failing_write = 1;
    CHECK(connection.run(row_insertion) == SQLITE_IOERR);
    CHECK(connection.run(row_insertion) == SQLITE_OK);

    CHECK(vfs.faults_so_far() == 2);
    CHECK(connection.ask("PRAGMA integrity_check") == "ok");
}

TEST_CASE("what a failed sync left out is not made good by the next one") {
    SeededRandom random(4, SeededRandom::Part::disk);
    DiskFile file;
    const DiskFile::Content block(4096, 1);
    for (std::size_t i = 0; i < 64; ++i)
        file.write(i * block.size(), block);

    file.fail_sync(random);
    file.sync();
    const auto read_before = file.content();
    file.lose_power(random);

    CHECK(read_before.size() == 64 * block.size());
    CHECK(file.content() != read_before);
}

}  // namespace
}  // namespace kengele::simulator
