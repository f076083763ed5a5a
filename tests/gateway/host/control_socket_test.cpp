#include "gateway/host/control_socket.hpp"

#include <doctest/doctest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <fstream>

#include "gateway/host/io_threads.hpp"
#include "gateway/host/person.hpp"
#include "gateway/host/system_clock.hpp"
#include "tests/gateway/host/running_server.hpp"
#include "tests/gateway/host/temporary_folder.hpp"

using namespace kengele;
using namespace kengele::tests;
using namespace std::chrono_literals;

namespace {

struct Owner {
    explicit Owner(const std::filesystem::path& folder) : control(context, answer, clock, log), threads(log) {
        REQUIRE(control.listen(folder));
        threads.start("io-0", context);
    }

    static Task<std::string> answer(std::string line, std::string person) {
        if (line == "who") co_return person;
        if (line == "throw") throw std::runtime_error("secret");
        co_return "{\"heard\":" + line + "}";
    }

    boost::asio::io_context context;
    host::SystemClock clock;
    KeptLog log;
    host::ControlSocket control;
    host::IoThreads threads;
};

}  // namespace

TEST_CASE("a command asks the owner of the folder and hears one line") {
    const TemporaryFolder folder;
    Owner owner(folder.path());

    for (int i = 0; i < 3; ++i)
        CHECK(*host::ask_owner(folder.path(), std::to_string(i), 2s) ==
              "{\"heard\":" + std::to_string(i) + "}");

    struct stat found {};
    ::stat((folder.path() / "control.sock").c_str(), &found);
    CHECK((found.st_mode & 07777) == 0600);
}

TEST_CASE("the owner hears who asks") {
    const TemporaryFolder folder;
    Owner owner(folder.path());

    CHECK(*host::ask_owner(folder.path(), "who", 2s) == host::this_person());
    CHECK(host::person_behind(-1, 4'000'000'000) == "user 4000000000");
}

TEST_CASE("a whole file fits into one request") {
    const TemporaryFolder folder;
    Owner owner(folder.path());
    const std::string places(3'000'000, 'x');

    const auto answer = host::ask_owner(folder.path(), places, 2s);

    REQUIRE(answer.has_value());
    CHECK(answer->size() == places.size() + 10);
}

TEST_CASE("a folder with a path too long for a socket has one all the same") {
    const TemporaryFolder folder;
    const auto deep = folder.path() / std::string(120, 'd');
    std::filesystem::create_directory(deep);
    Owner owner(deep);

    CHECK(*host::ask_owner(deep, "1", 2s) == "{\"heard\":1}");
}

TEST_CASE("where nobody owns the folder the command is told so") {
    const TemporaryFolder folder;
    CHECK(host::ask_owner(folder.path(), "1", 2s).error() == host::Error::not_running);
    CHECK(host::ask_owner(folder.path() / "none", "1", 2s).error() == host::Error::not_running);
    { Owner owner(folder.path()); }
    CHECK_FALSE(std::filesystem::exists(folder.path() / "control.sock"));
}

TEST_CASE("a socket file that a crash left is taken over") {
    const TemporaryFolder folder;
    const int left = ::socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    (folder.path() / "control.sock").string().copy(address.sun_path, sizeof address.sun_path - 1);
    REQUIRE(::bind(left, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    ::close(left);
    CHECK(host::ask_owner(folder.path(), "1", 2s).error() == host::Error::not_running);

    Owner owner(folder.path());

    CHECK(*host::ask_owner(folder.path(), "1", 2s) == "{\"heard\":1}");
}

TEST_CASE("a command that fails in the owner says nothing of why, and the owner goes on") {
    const TemporaryFolder folder;
    Owner owner(folder.path());

    CHECK(*host::ask_owner(folder.path(), "throw", 2s) == R"({"error":"internal error"})");
    CHECK(*host::ask_owner(folder.path(), "1", 2s) == "{\"heard\":1}");
    CHECK(owner.log.lines() == std::vector<std::string>{"a command failed exception=St13runtime_error"});
}

TEST_CASE("an owner that does not answer is not waited for longer than asked") {
    const TemporaryFolder folder;
    const int deaf = ::socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    (folder.path() / "control.sock").string().copy(address.sun_path, sizeof address.sun_path - 1);
    REQUIRE(::bind(deaf, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    REQUIRE(::listen(deaf, 1) == 0);

    CHECK(host::ask_owner(folder.path(), "1", 50ms).error() == boost::system::errc::timed_out);
    ::close(deaf);
}
