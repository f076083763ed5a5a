#include "gateway/host/http_client.hpp"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <boost/asio/co_spawn.hpp>
#include <variant>

#include "storage/ensure.hpp"
#include "tests/gateway/host/running_server.hpp"
#include "tests/gateway/host/scripted_server.hpp"
#include "tests/gateway/host/self_signed.hpp"

using namespace kengele;
using namespace kengele::tests;
using namespace std::chrono_literals;
using world::Error;
using Outcome = Result<world::HttpResponse>;

namespace {

// A client on a thread of its own.
struct Client {
    explicit Client(const host::HttpClient::Options& options = {}) : http(clock, log, options) {}

    Outcome send(world::HttpRequest request, world::Millis limit = 2s) {
        std::optional<Outcome> outcome;
        boost::asio::co_spawn(context, http.send(std::move(request), limit),
                              [&](std::exception_ptr bug, Outcome answer) {
                                  if (bug) std::rethrow_exception(bug);
                                  outcome.emplace(std::move(answer));
                              });
        context.restart();
        while (!outcome && context.run_one()) {
        }
        return *outcome;
    }

    Outcome post(const std::string& url, world::Millis limit = 2s) {
        return send({"POST", url, {{"apiKey", "k"}}, "to=x"}, limit);
    }

    boost::asio::io_context context;
    host::SystemClock clock;
    KeptLog log;
    host::HttpClient http;
};

const std::string ok = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";

}  // namespace

TEST_CASE("a request goes out whole, and connections are kept") {
    RunningServer server(echo);
    Client client;

    for (int i = 0; i < 3; ++i) {
        const auto answer = client.post(server.server().url() + "/messaging?x=1");
        REQUIRE(answer.has_value());
        CHECK(answer->status == 200);
        CHECK(answer->body == "POST /messaging?x=1 to=x");
        CHECK(answer->content_type == "text/plain; charset=utf-8");
    }

    CHECK(server.server().counts().accepted == 1);
}

TEST_CASE("the bytes on the wire are what providers expect") {
    ScriptedServer server({ok});
    Client client;

    REQUIRE(client.post(server.url() + "/m").has_value());

    CHECK(server.requests() ==
          std::vector<std::string>{"POST /m HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(server.port()) +
                                   "\r\napiKey: k\r\nContent-Length: 4\r\n\r\nto=x"});
}

TEST_CASE("answers are understood in every framing, and their end is not guessed") {
    struct Row {
        const char* name;
        std::string bytes;
        std::variant<std::string, Error> expected;
    };
    const Row rows[] = {
        {"a length", ok, "{}"},
        {"chunks",
         "HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n",
         "abcde"},
        {"until the end", "HTTP/1.0 200 OK\r\n\r\nall of it", "all of it"},
        {"no body", "HTTP/1.1 204 No Content\r\n\r\n", ""},
        {"an announcement first", "HTTP/1.1 100 Continue\r\n\r\n" + ok, "{}"},
        {"a redirect is an answer", "HTTP/1.1 302 Found\r\nLocation: http://x/\r\nContent-Length: 0\r\n\r\n",
         ""},
        {"nothing", "", Error::answer_lost},
        {"half a header", "HTTP/1.1 200 OK\r\nContent-", Error::answer_lost},
        {"half a body", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf", Error::answer_lost},
        {"half a chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab", Error::answer_lost},
        {"no HTTP", "220 mail ready\r\n\r\n", Error::bad_answer},
        {"a length that is none", "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n", Error::bad_answer},
        {"more than 64 KB", "HTTP/1.1 200 OK\r\nContent-Length: 65537\r\n\r\n" + std::string(65537, 'x'),
         Error::bad_answer},
        {"more than 64 KB in chunks",
         "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10001\r\n" + std::string(65537, 'x') +
             "\r\n0\r\n\r\n",
         Error::bad_answer},
        {"more than 64 KB without a length", "HTTP/1.0 200 OK\r\n\r\n" + std::string(65537, 'x'),
         Error::bad_answer},
        {"an endless header", "HTTP/1.1 200 OK\r\nX: " + std::string(100'000, 'x'), Error::bad_answer},
    };
    for (const auto& row : rows) {
        INFO(row.name);
        ScriptedServer server({row.bytes}, ScriptedServer::Then::close);
        Client client;

        const auto answer = client.post(server.url());

        if (const auto* body = std::get_if<std::string>(&row.expected)) {
            REQUIRE(answer.has_value());
            CHECK(answer->body == *body);
        } else {
            REQUIRE(answer.has_error());
            CHECK(answer.error() == std::get<Error>(row.expected));
        }
    }
}

TEST_CASE("a refused port is unreachable, and the operator is told") {
    std::uint16_t free_port = 0;
    {
        RunningServer server(echo);
        free_port = server.port();
    }
    Client client;

    const auto answer = client.post("http://127.0.0.1:" + std::to_string(free_port) + "/");

    CHECK(answer.error() == Error::unreachable);
    CHECK(client.log.lines() ==
          std::vector<std::string>{"no connection to a provider host=127.0.0.1 error=Connection refused"});
}

TEST_CASE("a server that hangs after taking the request may have received it") {
    ScriptedServer server({""}, ScriptedServer::Then::hang);
    Client client;
    const auto begun = std::chrono::steady_clock::now();

    const auto answer = client.post(server.url(), 60ms);

    CHECK(answer.error() == Error::timed_out);
    CHECK(std::chrono::steady_clock::now() - begun < 500ms);
    CHECK(server.requests().size() == 1);
}

TEST_CASE("a server that trickles its answer does not stretch the limit") {
    ScriptedServer server({ok}, ScriptedServer::Then::trickle);
    Client client;

    CHECK(client.post(server.url(), 60ms).error() == Error::timed_out);
}

TEST_CASE("a server that never accepts is surely not reached") {
    // A listener whose queue is full drops further attempts to connect.
    const host::Descriptor full(::socket(AF_INET, SOCK_STREAM, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    REQUIRE(::bind(full.number(), reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
    REQUIRE(::listen(full.number(), 0) == 0);
    socklen_t size = sizeof address;
    ::getsockname(full.number(), reinterpret_cast<sockaddr*>(&address), &size);
    std::vector<host::Descriptor> fillers;
    for (int i = 0; i < 4; ++i) {
        fillers.emplace_back(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0));
        ::connect(fillers.back().number(), reinterpret_cast<sockaddr*>(&address), sizeof address);
    }
    Client client;

    const auto answer =
        client.post("http://127.0.0.1:" + std::to_string(ntohs(address.sin_port)) + "/", 60ms);

    CHECK(answer.error() == Error::unreachable);
}

TEST_CASE("a kept connection that the server has closed is not used, so nothing is in doubt") {
    ScriptedServer server({ok, ok}, ScriptedServer::Then::close);
    Client client;

    REQUIRE(client.post(server.url()).has_value());
    server.wait_until_closed(1);

    CHECK(client.post(server.url()).has_value());
    CHECK(server.requests().size() == 2);
}

TEST_CASE("a kept connection that ends with the second request in hand leaves that one in doubt") {
    ScriptedServer server({ok, ""}, ScriptedServer::Then::close, ScriptedServer::Reuse::yes);
    Client client;

    REQUIRE(client.post(server.url()).has_value());

    CHECK(client.post(server.url()).error() == Error::answer_lost);
    CHECK(server.requests().size() == 2);
}

TEST_CASE("an answer with bytes behind it ends its connection") {
    ScriptedServer server({ok + "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil", ok},
                          ScriptedServer::Then::close);
    Client client;

    CHECK(client.post(server.url())->body == "{}");
    CHECK(client.post(server.url())->body == "{}");
}

TEST_CASE("fields that would begin another one never leave") {
    Client client;
    CHECK_THROWS_AS(client.send({"POST", "http://127.0.0.1:1/", {{"apiKey", "a\r\nX: b"}}, ""}),
                    BrokenPromise);
    CHECK_THROWS_AS(client.send({"POST", "gopher://x/", {}, ""}), BrokenPromise);
}

TEST_CASE("TLS is spoken with a server whose authority and name are right") {
    const auto identity = make_self_signed("127.0.0.1");
    ScriptedServer server({ok}, identity);
    host::HttpClient::Options options;
    options.authorities_pem = identity.certificate_pem;
    Client client(options);

    const auto answer = client.post("https://127.0.0.1:" + std::to_string(server.port()) + "/m");

    REQUIRE(answer.has_value());
    CHECK(answer->body == "{}");
    CHECK(server.requests().size() == 1);
}

TEST_CASE("a server of an unknown authority or another name hears nothing of the request") {
    const auto identity = make_self_signed("sms.example.org");
    const auto stranger = make_self_signed("127.0.0.1");
    struct Row {
        const SelfSigned& server;
        const SelfSigned& believed;
    };
    for (const Row& row : {Row{identity, identity}, Row{stranger, identity}}) {
        ScriptedServer server({ok}, row.server);
        host::HttpClient::Options options;
        options.authorities_pem = row.believed.certificate_pem;
        Client client(options);

        const auto answer = client.post("https://127.0.0.1:" + std::to_string(server.port()) + "/m");

        CHECK(answer.error() == Error::unreachable);
        CHECK(server.requests().empty());
        REQUIRE(client.log.lines().size() == 1);
        CHECK(client.log.lines()[0].find("certificate verify failed") != std::string::npos);
    }
}

TEST_CASE("a plain server behind https is unreachable") {
    ScriptedServer server({ok}, ScriptedServer::Then::close);
    Client client;

    CHECK(client.post("https://127.0.0.1:" + std::to_string(server.port()) + "/", 300ms).error() ==
          Error::unreachable);
}
