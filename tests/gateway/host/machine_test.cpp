// The machine's parts that need no socket: clocks, randomness, log, key files, the folder's lock.
#include <doctest/doctest.h>
#include <spdlog/sinks/ostream_sink.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/json/parse.hpp>
#include <fstream>
#include <set>
#include <sstream>

#include "gateway/host/disk_key_files.hpp"
#include "gateway/host/files.hpp"
#include "gateway/host/folder_lock.hpp"
#include "gateway/host/journal_log.hpp"
#include "gateway/host/system_clock.hpp"
#include "gateway/host/system_random.hpp"
#include "tests/gateway/host/temporary_folder.hpp"

using namespace kengele;
using namespace kengele::host;
using namespace kengele::tests;
using namespace std::chrono_literals;

namespace {

storage::Bytes bytes_of(std::string_view text) {
    return {text.begin(), text.end()};
}

unsigned mode_of(const std::filesystem::path& path) {
    struct stat found {};
    ::stat(path.c_str(), &found);
    return found.st_mode & 07777;
}

std::string logged(world::Level least, world::Level level, std::string_view event,
                   std::initializer_list<world::Field> fields) {
    std::ostringstream text;
    JournalLog log(least, std::make_shared<spdlog::sinks::ostream_sink_mt>(text));
    log.write(level, event, fields);
    return text.str();
}

}  // namespace

TEST_CASE("the system's clock runs forward, knows its boot and sleeps about as long as asked") {
    SystemClock clock;
    const auto before = clock.read();
    boost::asio::io_context context;
    boost::asio::co_spawn(context, clock.sleep(30ms), boost::asio::detached);
    context.run();
    const auto after = clock.read();

    CHECK(after.elapsed - before.elapsed >= 30ms);
    CHECK(before.boot_id.size() == 36);
    CHECK(after.boot_id == before.boot_id);
    CHECK(after.wall >= before.wall);
}

TEST_CASE("a sleep of nothing, less than nothing or for ever harms nobody") {
    SystemClock clock;
    boost::asio::io_context context;
    boost::asio::co_spawn(context, clock.sleep(0ms), boost::asio::detached);
    boost::asio::co_spawn(context, clock.sleep(-5ms), boost::asio::detached);
    context.run();

    context.restart();
    boost::asio::co_spawn(context, clock.sleep(world::Millis::max()), boost::asio::detached);
    CHECK(context.poll() > 0);
    CHECK_FALSE(context.stopped());
}

TEST_CASE("random bytes do not repeat") {
    SystemRandom random;
    std::set<std::array<std::uint8_t, 16>> seen;

    for (int i = 0; i < 100; ++i) {
        std::array<std::uint8_t, 16> bytes{};
        random.fill(bytes);
        seen.insert(bytes);
    }

    CHECK(seen.size() == 100);
}

TEST_CASE("a log line is one JSON object") {
    const auto line = logged(world::Level::info, world::Level::warning, "provider slow",
                             {{"ms", 1200}, {"share", 0.5}, {"again", true}, {"channel", "at"}});

    const auto object = boost::json::parse(line).as_object();
    CHECK(object.at("level") == "warning");
    CHECK(object.at("event") == "provider slow");
    CHECK(object.at("ms") == 1200);
    CHECK(object.at("again") == true);
    CHECK(object.at("channel") == "at");
    const std::string time{object.at("time").as_string()};
    CHECK(time.size() == 24);
    CHECK(time.ends_with("Z"));
}

TEST_CASE("nobody can forge a log line or command a terminal through a word") {
    const auto line = logged(world::Level::info, world::Level::error, "x",
                             {{"word", "a\n{\"level\":\"info\"}\r\x1b[2J\x7f\x9b\"\\%v{}"}});

    CHECK(std::ranges::count(line, '\n') == 1);
    CHECK(std::ranges::none_of(
        line, [](char c) { return (c >= 0 && c < ' ' && c != '\n') || c < 0 || c == 0x7f; }));
    CHECK(boost::json::parse(line).at("word") == "a\n{\"level\":\"info\"}\r\x1b[2J??\"\\%v{}");
}

TEST_CASE("what is below the level is not written") {
    CHECK(logged(world::Level::warning, world::Level::info, "x", {}).empty());
    CHECK_FALSE(logged(world::Level::warning, world::Level::error, "x", {}).empty());
    CHECK(parse_level("debug") == world::Level::debug);
    CHECK_FALSE(parse_level("loud"));
}

TEST_CASE("key files are written whole and private, listed, read and destroyed") {
    const TemporaryFolder folder;
    auto files = DiskKeyFiles::open(folder.path() / "keys");
    REQUIRE(files.has_value());

    REQUIRE(files->write("day-20779", bytes_of("first")));
    REQUIRE(files->write("day-20779", bytes_of("second, longer")));
    REQUIRE(files->write("audit", bytes_of("")));

    CHECK(mode_of(folder.path() / "keys") == 0700);
    CHECK(mode_of(folder.path() / "keys" / "day-20779") == 0600);
    CHECK(*files->read("day-20779") == bytes_of("second, longer"));
    CHECK(*files->names() == std::vector<std::string>{"audit", "day-20779"});

    REQUIRE(files->destroy("day-20779"));
    REQUIRE(files->destroy("never-was"));
    CHECK_FALSE(*files->read("day-20779"));
    CHECK(*files->names() == std::vector<std::string>{"audit"});
}

TEST_CASE("a destroyed key is overwritten before its name goes") {
    const TemporaryFolder folder;
    auto files = DiskKeyFiles::open(folder.path() / "keys");
    REQUIRE(files->write("day", bytes_of("0123456789abcdef")));
    // A second name of the same file shows what the blocks hold afterwards.
    REQUIRE(::link((folder.path() / "keys/day").c_str(), (folder.path() / "kept").c_str()) == 0);

    REQUIRE(files->destroy("day"));

    std::ifstream kept(folder.path() / "kept", std::ios::binary);
    const std::string left{std::istreambuf_iterator<char>(kept), {}};
    CHECK(left.size() == 16);
    CHECK(left != "0123456789abcdef");
}

TEST_CASE("key files refuse names that leave the folder, and a folder that others may read") {
    const TemporaryFolder folder;
    auto files = DiskKeyFiles::open(folder.path() / "keys");
    for (const std::string name : {"", ".", "..", "../x", "a/b", ".hidden", "x.new", "a b"}) {
        INFO(name);
        CHECK(files->write(name, bytes_of("x")).error() == host::Error::bad_name);
        CHECK(files->read(name).error() == host::Error::bad_name);
        CHECK(files->destroy(name).error() == host::Error::bad_name);
    }
    REQUIRE(files->write("open", bytes_of("x")));
    ::chmod((folder.path() / "keys/open").c_str(), 0640);
    CHECK(files->read("open").error() == host::Error::not_private);
    ::chmod((folder.path() / "keys").c_str(), 0750);
    CHECK(DiskKeyFiles::open(folder.path() / "keys").error() == host::Error::not_private);
}

TEST_CASE("what a crash left half written is gone at the next start") {
    const TemporaryFolder folder;
    REQUIRE(DiskKeyFiles::open(folder.path() / "keys").has_value());
    std::ofstream(folder.path() / "keys/day.new") << "half a key";

    auto files = DiskKeyFiles::open(folder.path() / "keys");

    CHECK(files->names()->empty());
    CHECK_FALSE(std::filesystem::exists(folder.path() / "keys/day.new"));
}

TEST_CASE("a file is read with its permissions") {
    const TemporaryFolder folder;
    std::ofstream(folder.path() / "secret") << "word\n";
    ::chmod((folder.path() / "secret").c_str(), 0640);

    const auto file = read_file(folder.path() / "secret");

    CHECK(file->text == "word\n");
    CHECK(file->mode == 0640);
    CHECK(read_file(folder.path() / "none").error() == boost::system::errc::no_such_file_or_directory);
}

TEST_CASE("a data folder has one owner, whose pid is known, until it ends") {
    const TemporaryFolder folder;
    {
        const auto mine = FolderLock::take(folder.path());
        REQUIRE(mine.has_value());
        CHECK(FolderLock::take(folder.path()).error() == host::Error::folder_locked);
        CHECK(FolderLock::holder(folder.path()) == ::getpid());
    }
    CHECK(FolderLock::take(folder.path()).has_value());
    CHECK_FALSE(FolderLock::holder(folder.path() / "none"));
}

TEST_CASE("the lock goes with its process, however that ends") {
    const TemporaryFolder folder;
    int ready[2];
    REQUIRE(::pipe(ready) == 0);
    const auto child = ::fork();
    if (child == 0) {
        const auto held = FolderLock::take(folder.path());
        (void)!::write(ready[1], held ? "y" : "n", 1);
        ::pause();
        ::_exit(0);
    }
    char answer = 0;
    REQUIRE(::read(ready[0], &answer, 1) == 1);

    CHECK(answer == 'y');
    CHECK(FolderLock::take(folder.path()).error() == host::Error::folder_locked);
    CHECK(FolderLock::holder(folder.path()) == child);
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    CHECK(FolderLock::take(folder.path()).has_value());
    ::close(ready[0]);
    ::close(ready[1]);
}
