#include "gateway/host/http_server.hpp"

#include <doctest/doctest.h>
#include <sys/resource.h>

#include <atomic>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/this_coro.hpp>

#include "tests/gateway/host/running_server.hpp"
#include "tests/gateway/host/wire.hpp"

using namespace kengele;
using namespace kengele::tests;
using namespace std::chrono_literals;
using std::chrono::steady_clock;

namespace {

std::string post(std::string_view target, std::string_view body) {
    return "POST " + std::string{target} +
           " HTTP/1.1\r\nHost: k\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
           std::string{body};
}

const std::string get = "GET /x HTTP/1.1\r\nHost: k\r\n\r\n";

}  // namespace

TEST_CASE("one connection carries many requests") {
    RunningServer server(echo);
    Wire client(server.port());

    for (int i = 0; i < 5; ++i) {
        REQUIRE(client.send(post("/cb", "text=" + std::to_string(i))));
        CHECK(body_of(client.read_answer()) == "POST /cb text=" + std::to_string(i));
    }

    CHECK(server.server().counts().accepted == 1);
    CHECK(server.server().counts().answered == 5);
}

TEST_CASE("the answer is whole, uncached, and framed by its length") {
    RunningServer server(echo);
    Wire client(server.port());

    client.send(get);

    CHECK(client.read_answer() ==
          "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 7\r\n"
          "Cache-Control: no-store\r\n\r\nGET /x ");
}

TEST_CASE("a request may arrive byte by byte") {
    RunningServer server(echo);
    Wire client(server.port());

    for (const char c : post("/cb", "ab"))
        REQUIRE(client.send({&c, 1}));

    CHECK(body_of(client.read_answer()) == "POST /cb ab");
}

TEST_CASE("the head of a page has its length and no body") {
    RunningServer server(echo);
    Wire client(server.port());

    client.send("HEAD /x HTTP/1.1\r\nHost: k\r\nConnection: close\r\n\r\n");

    const auto answer = client.read_to_end();
    CHECK(status_of(answer) == 200);
    CHECK(answer.find("Content-Length: 7\r\n") != std::string::npos);
    CHECK(body_of(answer).empty());
}

TEST_CASE("a refused request is answered, and its connection closed") {
    struct Row {
        std::string bytes;
        int status;
    };
    const Row rows[] = {
        {"BREW /x HTTP/1.1\r\nHost: k\r\n\r\n", 405},
        {"GET /x HTTP/1.1\nHost: k\n\n", 400},
        {"POST / HTTP/1.1\r\nHost: k\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + get, 411},
        {"POST / HTTP/1.1\r\nHost: k\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nhello", 400},
        {"POST / HTTP/1.1\r\nHost: k\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n", 417},
        {"GET /x HTTP/1.1\r\nHost: k\r\nX: " + std::string(9000, 'x'), 431},
        {post("/", std::string(20'000, 'x')), 413},
    };
    for (const auto& row : rows) {
        INFO(row.bytes);
        RunningServer server(echo);
        Wire client(server.port());

        client.send(row.bytes);

        CHECK(status_of(client.read_answer()) == row.status);
        CHECK(client.is_closed());
        CHECK(server.server().counts().answered == 0);
        CHECK(server.server().counts().refused_requests == 1);
    }
}

TEST_CASE("a body up to the listener's limit is taken, and one byte more is not") {
    auto options = RunningServer::quick();
    options.body_bytes_max = 100;
    RunningServer server(echo, options);

    Wire fits(server.port());
    fits.send(post("/", std::string(100, 'x')));
    CHECK(status_of(fits.read_answer()) == 200);

    Wire too_long(server.port());
    too_long.send(post("/", std::string(101, 'x')));
    CHECK(status_of(too_long.read_answer()) == 413);
}

TEST_CASE("bytes after a request are never the next one") {
    RunningServer server(echo);
    Wire client(server.port());

    client.send(post("/first", "a") + post("/second", "b"));

    const auto answers = client.read_to_end();
    CHECK(body_of(answers) == "POST /first a");
    CHECK(answers.find("Connection: close\r\n") != std::string::npos);
    CHECK(server.server().counts().answered == 1);
}

TEST_CASE("a slow header is cut at its absolute deadline, however busily it trickles") {
    RunningServer server(echo);
    const auto begun = steady_clock::now();
    Wire client(server.port());

    client.send("GET /x HTTP/1.1\r\nHost: k\r\n");
    while (client.send("X: y\r\n") && steady_clock::now() - begun < 2s)
        std::this_thread::sleep_for(10ms);
    const auto taken = steady_clock::now() - begun;

    CHECK(client.is_closed());
    CHECK(taken >= 120ms);
    CHECK(taken < 600ms);
    CHECK(server.server().counts().cut_at_limit == 1);
}

TEST_CASE("a slow body and an idle connection are cut at their own deadlines") {
    RunningServer server(echo);

    Wire slow_body(server.port());
    slow_body.send("POST / HTTP/1.1\r\nHost: k\r\nContent-Length: 10\r\n\r\nhalf");
    CHECK(slow_body.is_closed());

    Wire silent(server.port());
    CHECK(silent.is_closed());

    const auto begun = steady_clock::now();
    Wire idle(server.port());
    idle.send(get);
    CHECK(status_of(idle.read_answer()) == 200);
    CHECK(idle.is_closed());
    CHECK(steady_clock::now() - begun >= 240ms);
    CHECK(server.server().counts().cut_at_limit == 3);
}

TEST_CASE("when all places are taken the longest waiting makes room") {
    auto options = RunningServer::quick();
    options.connections_max = 2;
    options.header_limit = 60s;
    RunningServer server(echo, options);
    Wire eldest(server.port());
    eldest.send("GET /");
    REQUIRE(server.comes_true([&] { return server.server().counts().accepted == 1; }));
    Wire second(server.port());
    second.send("GET /");
    REQUIRE(server.comes_true([&] { return server.server().counts().accepted == 2; }));

    Wire newcomer(server.port());
    newcomer.send(get);

    CHECK(status_of(newcomer.read_answer()) == 200);
    CHECK(eldest.is_closed());
    CHECK(second.send("x HTTP/1.1\r\nHost: k\r\n\r\n"));
    CHECK(status_of(second.read_answer()) == 200);
    CHECK(server.server().counts().evicted == 1);
}

TEST_CASE("whoever is being answered is not sent away for a newcomer") {
    auto options = RunningServer::quick();
    options.connections_max = 1;
    std::atomic<bool> may_answer = false;
    RunningServer* running = nullptr;
    const RunningServer::Answer slowly = [&](world::HttpRequest request) -> Task<world::HttpResponse> {
        while (!may_answer)
            co_await running->clock().sleep(5ms);
        co_return co_await echo(std::move(request));
    };
    RunningServer server(slowly, options);
    running = &server;
    Wire worked_on(server.port());
    worked_on.send(get);
    REQUIRE(server.comes_true([&] { return server.server().counts().accepted == 1; }));

    Wire newcomer(server.port());
    CHECK(newcomer.is_closed());
    may_answer = true;

    CHECK(status_of(worked_on.read_answer()) == 200);
    CHECK(server.server().counts().refused_full == 1);
}

TEST_CASE("an exception answers 500 without a detail, and names its type to the operator") {
    const RunningServer::Answer fails = [](world::HttpRequest) -> Task<world::HttpResponse> {
        throw std::runtime_error("+254712345678 said help");
        co_return world::HttpResponse{};
    };
    RunningServer server(fails);
    Wire client(server.port());

    client.send(get);
    const auto answer = client.read_answer();

    CHECK(status_of(answer) == 500);
    CHECK(body_of(answer) == "Internal error\n");
    REQUIRE(server.log().lines().size() == 1);
    CHECK(server.log().lines()[0] == "a request failed exception=St13runtime_error");
}

TEST_CASE("an answer whose field would begin another one is a bug, not a leak") {
    const RunningServer::Answer splits = [](world::HttpRequest) -> Task<world::HttpResponse> {
        world::HttpResponse response;
        response.headers.push_back({"X-Name", "a\r\nSet-Cookie: b"});
        co_return response;
    };
    RunningServer server(splits);
    Wire client(server.port());

    client.send(get);

    const auto answer = client.read_answer();
    CHECK(status_of(answer) == 500);
    CHECK(answer.find("Set-Cookie") == std::string::npos);
}

TEST_CASE("stopping lets a request finish, closes the idle and takes no more") {
    std::atomic<bool> may_answer = false;
    RunningServer* running = nullptr;
    const RunningServer::Answer slowly = [&](world::HttpRequest request) -> Task<world::HttpResponse> {
        while (!may_answer)
            co_await running->clock().sleep(5ms);
        co_return co_await echo(std::move(request));
    };
    auto options = RunningServer::quick();
    options.idle_limit = options.header_limit = 60s;
    RunningServer server(slowly, options);
    running = &server;
    const auto port = server.port();
    Wire at_work(port);
    at_work.send(get);
    REQUIRE(server.comes_true([&] { return server.server().counts().open == 1; }));

    server.server().stop();
    server.run([&]() -> Task<void> { co_await server.clock().sleep(20ms); });
    may_answer = true;
    const auto answer = at_work.read_answer();
    server.run([&]() -> Task<void> { co_await server.server().drained(1s); });

    CHECK(status_of(answer) == 200);
    CHECK(answer.find("Connection: close\r\n") != std::string::npos);
    CHECK(at_work.is_closed());
    CHECK(server.server().counts().open == 0);
    Wire late(port);
    CHECK_FALSE(late.send(get));
}

TEST_CASE("what does not finish is cut when draining has taken its time") {
    auto options = RunningServer::quick();
    options.header_limit = 60s;
    RunningServer server(echo, options);
    Wire half(server.port());
    half.send("GET /");
    REQUIRE(server.comes_true([&] { return server.server().counts().open == 1; }));

    server.server().stop();
    server.run([&]() -> Task<void> { co_await server.server().drained(50ms); });

    CHECK(half.is_closed());
    CHECK(server.comes_true([&] { return server.server().counts().open == 0; }));
}

TEST_CASE("several io threads share one port, and a second instance is refused with its name") {
    RunningServer server(echo, RunningServer::quick(), 3);

    for (int i = 0; i < 20; ++i) {
        Wire client(server.port());
        client.send(get);
        CHECK(status_of(client.read_answer()) == 200);
    }

    for (const int io_threads : {1, 2}) {
        auto same = RunningServer::quick();
        same.address.port(server.port());
        CHECK_THROWS_WITH(RunningServer(echo, same, io_threads), "another program listens on that address");
    }
    const boost::asio::ip::tcp::endpoint address{boost::asio::ip::make_address("127.0.0.1"), 8080};
    CHECK(host::why_not_listening(address, host::Error::address_taken, "--callbacks ADDR:PORT") ==
          "127.0.0.1:8080 is taken by another program; choose another with --callbacks ADDR:PORT");
}

TEST_CASE("a client that takes no answer or resets harms nobody else") {
    RunningServer server(echo);

    for (int i = 0; i < 20; ++i) {
        Wire rude(server.port());
        rude.send(i % 2 ? get : get.substr(0, 9));
        rude.reset();
    }
    Wire polite(server.port());
    polite.send(get);

    CHECK(status_of(polite.read_answer()) == 200);
}

TEST_CASE("without descriptors a client is turned away, and service returns by itself") {
    RunningServer server(echo);
    {
        Wire before(server.port());
        before.send(get);
        REQUIRE(status_of(before.read_answer()) == 200);
    }
    REQUIRE(server.comes_true([&] { return server.server().counts().open == 0; }));

    Wire turned_away;
    Wire later;
    rlimit usual{};
    ::getrlimit(RLIMIT_NOFILE, &usual);
    const host::Descriptor highest(::dup(0));
    const rlimit used_up{static_cast<rlim_t>(highest.number()) + 1, usual.rlim_max};
    ::setrlimit(RLIMIT_NOFILE, &used_up);

    turned_away.connect(server.port());
    const bool was_closed = turned_away.is_closed();
    ::setrlimit(RLIMIT_NOFILE, &usual);
    later.connect(server.port());
    later.send(get);

    CHECK(was_closed);
    CHECK(status_of(later.read_answer()) == 200);
    CHECK(server.log().lines().front() == "no descriptor or memory left for a connection");
    CHECK(server.log().lines().size() <= 2);
}
