#include "gateway/host/http_gate.hpp"

#include <doctest/doctest.h>

#include <string>

#include "gateway/host/http_parser.hpp"

using namespace kengele::host;
using namespace std::string_literals;

namespace {

int status_of(const std::string& header, const GateLimits& limits = {}) {
    const auto verdict = judge(header, limits);
    const auto* refusal = std::get_if<Refusal>(&verdict);
    return refusal ? refusal->status : 200;
}

std::string post(const std::string& fields) {
    return "POST /cb/at/secret/ussd HTTP/1.1\r\nHost: kengele\r\n" + fields + "\r\n";
}

std::string get(const std::string& target) {
    return "GET " + target + " HTTP/1.1\r\nHost: kengele\r\n\r\n";
}

}  // namespace

TEST_CASE("the gate lets through what providers and browsers send") {
    const std::string rows[] = {
        get("/"),
        get("/healthz?full=1&x=%20"),
        get("/" + std::string(1023, 'a')),
        post("Content-Length: 180\r\nContent-Type: application/x-www-form-urlencoded; charset=UTF-8\r\n"),
        post("content-length:0\r\n"),
        post("Content-Length: \t 16384 \t\r\n"),
        post("Content-Length: 1\r\nUser-Agent: Caf\xc3\xa9\r\n"),
        post("Content-Length: 1\r\nX-Empty:\r\n"),
        "HEAD / HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n",
        "GET / HTTP/1.0\r\nHost: kengele\r\n\r\n",
    };
    for (const auto& row : rows) {
        INFO(row);
        CHECK(status_of(row) == 200);
    }
}

TEST_CASE("what passes the gate is read by the parser as the gate has read it") {
    const std::string body = "text=1*2";
    const auto bytes = post("Content-Length: 8\r\nX-Empty:\r\nX-Wide: \xc3\xa9 \r\n") + body;

    const auto request = parse_request(bytes, 8);

    REQUIRE(request);
    CHECK(request->method == "POST");
    CHECK(request->target == "/cb/at/secret/ussd");
    CHECK(request->body == body);
    CHECK(request->header("x-wide") == "\xc3\xa9");
    CHECK(request->headers.size() == 4);
    CHECK_FALSE(parse_request(bytes + "x", 8));
    CHECK_FALSE(parse_request(bytes.substr(0, bytes.size() - 1), 8));
    CHECK_FALSE(parse_request(bytes, 7));
}

TEST_CASE("the gate refuses every framing that two programs could read differently") {
    struct Row {
        const char* name;
        std::string header;
        int status;
    };
    const Row rows[] = {
        // Found to be accepted by the parser behind the gate.
        {"xchunked", post("Transfer-Encoding: xchunked\r\n"), 411},
        {"chunked, identity", post("Transfer-Encoding: chunked, identity\r\n"), 411},
        {"chunked, chunked", post("Transfer-Encoding: chunked, chunked\r\n"), 411},
        {"gzip and a length", post("Transfer-Encoding: gzip\r\nContent-Length: 5\r\n"), 411},
        {"chunked on HTTP/1.0", "POST / HTTP/1.0\r\nHost: k\r\nTransfer-Encoding: chunked\r\n\r\n", 411},
        // Its chunks could hide a lone line feed in an extension; none is ever read.
        {"chunked with a quoted extension", post("Transfer-Encoding: chunked\r\nTrailer: x\r\n"), 411},
        {"folded field", post("X-Long: one\r\n two\r\nContent-Length: 0\r\n"), 400},
        {"folded with a tab", post("X-Long: one\r\n\ttwo\r\nContent-Length: 0\r\n"), 400},
        {"folded in front of chunked", post("Transfer-Encoding:\r\n chunked\r\n"), 411},
        {"folded first field", "GET / HTTP/1.1\r\n Host: k\r\n\r\n", 400},
        {"no Host", "GET / HTTP/1.1\r\n\r\n", 400},
        {"no Host on HTTP/1.0", "GET / HTTP/1.0\r\n\r\n", 400},
        {"two Hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400},
        {"the same Host twice", "GET / HTTP/1.1\r\nHost: a\r\nhost: a\r\n\r\n", 400},
        {"a list of lengths", post("Content-Length: 5, 5\r\n"), 400},
        {"raw 0x80 in the target", get("/\x80"), 400},

        // Transfer-Encoding in all forms.
        {"chunked", post("Transfer-Encoding: chunked\r\n"), 411},
        {"CHUNKED", post("TRANSFER-ENCODING: CHUNKED\r\n"), 411},
        {"identity", post("Transfer-Encoding: identity\r\n"), 411},
        {"empty encoding", post("Transfer-Encoding:\r\n"), 411},
        {"chunked and a length", post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n"), 411},
        {"a length and chunked", post("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n"), 411},
        {"quoted encoding", post("Transfer-Encoding: \"chunked\"\r\n"), 411},
        {"encoding of a GET", "GET / HTTP/1.1\r\nHost: k\r\nTransfer-Encoding: chunked\r\n\r\n", 411},
        {"encoding with a tab before the colon", post("Transfer-Encoding\t: chunked\r\n"), 400},
        {"encoding with a vertical tab", post("Transfer-Encoding: \x0b"s + "chunked\r\n"), 400},
        {"encoding with NUL", post("Transfer-Encoding: chunked\0\r\n"s), 400},

        // Content-Length in all forms.
        {"two lengths", post("Content-Length: 5\r\nContent-Length: 6\r\n"), 400},
        {"the same length twice", post("Content-Length: 5\r\ncontent-length: 5\r\n"), 400},
        {"a length with a plus", post("Content-Length: +5\r\n"), 400},
        {"a negative length", post("Content-Length: -5\r\n"), 400},
        {"a length in hex", post("Content-Length: 0x5\r\n"), 400},
        {"a length with a point", post("Content-Length: 5.0\r\n"), 400},
        {"a length with an exponent", post("Content-Length: 5e0\r\n"), 400},
        {"a length with a blank inside", post("Content-Length: 1 0\r\n"), 400},
        {"a length with a leading zero", post("Content-Length: 010\r\n"), 400},
        {"an empty length", post("Content-Length:\r\n"), 400},
        {"a length with a letter", post("Content-Length: 5a\r\n"), 400},
        {"a length with a semicolon", post("Content-Length: 5; x\r\n"), 400},
        {"a quoted length", post("Content-Length: \"5\"\r\n"), 400},
        {"a length in wide digits", post("Content-Length: \xef\xbc\x95\r\n"), 400},
        {"a length with an underscore", post("Content-Length: 1_0\r\n"), 400},
        {"no length", post(""), 411},
        {"a length over the limit", post("Content-Length: 16385\r\n"), 413},
        {"a length of 2^64 + 5", post("Content-Length: 18446744073709551621\r\n"), 413},
        {"a length of a hundred digits", post("Content-Length: " + std::string(100, '9') + "\r\n"), 413},
        {"a blank before the colon of a length", post("Content-Length : 5\r\n"), 400},

        // Lines.
        {"lone line feeds", "GET / HTTP/1.1\nHost: k\n\n", 400},
        {"a lone line feed after the request line", "GET / HTTP/1.1\nHost: k\r\n\r\n", 400},
        {"a lone line feed in a value", post("X: a\nContent-Length: 5\r\n"), 400},
        {"a lone carriage return in a value", post("X: a\rContent-Length: 5\r\n"), 400},
        {"a carriage return before the line end", post("X: a\r\r\nContent-Length: 5\r\n"), 400},
        {"a blank line first", "\r\nGET / HTTP/1.1\r\nHost: k\r\n\r\n", 400},
        {"nothing but a blank line", "\r\n\r\n", 400},
        {"a header cut off", "GET / HTTP/1.1\r\nHost: k\r\n", 400},
        {"bytes after the blank line", get("/") + "GET /second HTTP/1.1\r\nHost: k\r\n\r\n", 400},
        {"no colon", post("Content-Length\r\n"), 400},
        {"no name", post(": 5\r\n"), 400},
        {"a blank in the name", post("Content Length: 5\r\n"), 400},
        {"a bracket in the name", post("Content-Length(x): 5\r\n"), 400},
        {"a byte over 0x7f in the name", post("Content-L\xc3\xa9ngth: 5\r\n"), 400},
        {"NUL in the name", post("Content\0-Length: 5\r\n"s), 400},
        {"NUL in a value", post("X: a\0b\r\n"s), 400},
        {"DEL in a value", post("X: a\x7f\r\n"), 400},
        {"escape in a value", post("X: \x1b[31m\r\n"), 400},

        // Host.
        {"an empty Host", "GET / HTTP/1.1\r\nHost:\r\n\r\n", 400},
        {"a Host with a path", "GET / HTTP/1.1\r\nHost: k/../x\r\n\r\n", 400},
        {"a list of Hosts", "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n", 400},
        {"a Host with a user", "GET / HTTP/1.1\r\nHost: a@b\r\n\r\n", 400},
        {"a Host beyond ASCII", "GET / HTTP/1.1\r\nHost: caf\xc3\xa9\r\n\r\n", 400},
        {"a blank before the colon of Host", "GET / HTTP/1.1\r\nHost : k\r\n\r\n", 400},

        // Request line.
        {"lower-case method", "get / HTTP/1.1\r\nHost: k\r\n\r\n", 400},
        {"mixed-case method", "Post / HTTP/1.1\r\nHost: k\r\nContent-Length: 0\r\n\r\n", 400},
        {"no method", " / HTTP/1.1\r\nHost: k\r\n\r\n", 400},
        {"NUL in the method", "GE\0T / HTTP/1.1\r\nHost: k\r\n\r\n"s, 400},
        {"bracket in the method", "GE(T / HTTP/1.1\r\nHost: k\r\n\r\n", 400},
        {"TRACE", "TRACE / HTTP/1.1\r\nHost: k\r\n\r\n", 405},
        {"CONNECT", "CONNECT k:443 HTTP/1.1\r\nHost: k\r\n\r\n", 405},
        {"OPTIONS *", "OPTIONS * HTTP/1.1\r\nHost: k\r\n\r\n", 405},
        {"PUT", "PUT / HTTP/1.1\r\nHost: k\r\nContent-Length: 0\r\n\r\n", 405},
        {"DELETE", "DELETE / HTTP/1.1\r\nHost: k\r\n\r\n", 405},
        {"a method nobody knows", "KENGELE / HTTP/1.1\r\nHost: k\r\n\r\n", 405},
        {"HTTP/2's preface", "PRI * HTTP/2.0\r\n\r\n", 505},
        {"HTTP/0.9", "GET /\r\nHost: k\r\n\r\n", 400},
        {"HTTP/1.2", "GET / HTTP/1.2\r\nHost: k\r\n\r\n", 505},
        {"HTTP/2.0", "GET / HTTP/2.0\r\nHost: k\r\n\r\n", 505},
        {"HTTP/1.10", "GET / HTTP/1.10\r\nHost: k\r\n\r\n", 400},
        {"http/1.1", "GET / http/1.1\r\nHost: k\r\n\r\n", 400},
        {"HTTP/1,1", "GET / HTTP/1,1\r\nHost: k\r\n\r\n", 400},
        {"HTTP/x.1", "GET / HTTP/x.1\r\nHost: k\r\n\r\n", 400},
        {"a blank after the version", "GET / HTTP/1.1 \r\nHost: k\r\n\r\n", 400},
        {"two blanks", "GET  / HTTP/1.1\r\nHost: k\r\n\r\n", 400},
        {"a tab for a blank", "GET\t/ HTTP/1.1\r\nHost: k\r\n\r\n", 400},
        {"a blank in the target", get("/a b"), 400},
        {"a tab in the target", get("/a\tb"), 400},
        {"NUL in the target", get("/a\0b"s), 400},
        {"DEL in the target", get("/\x7f"), 400},
        {"UTF-8 in the target", get("/caf\xc3\xa9"), 400},
        {"a fragment in the target", get("/a#b"), 400},
        {"no target", "GET HTTP/1.1\r\nHost: k\r\n\r\n", 400},
        {"absolute form", get("http://kengele/"), 400},
        {"authority form", get("kengele:80"), 400},
        {"asterisk form", get("*"), 400},
        {"a target of 1,025 bytes", get("/" + std::string(1024, 'a')), 414},

        // What a proxy could wait for.
        {"Expect", post("Content-Length: 5\r\nExpect: 100-continue\r\n"), 417},
        {"Expect of another kind", post("Content-Length: 5\r\nexpect: tea\r\n"), 417},
        {"Expect of nothing", post("Content-Length: 5\r\nExpect:\r\n"), 417},

        // Other protocols.
        {"TLS", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"s, 400},
        {"random bytes", "\xff\xfe\xfd\r\n\r\n", 400},
    };
    for (const auto& row : rows) {
        INFO(row.name);
        CHECK(status_of(row.header) == row.status);
    }
}

TEST_CASE("a header may have 64 fields and 8 KB, and no more") {
    std::string fields;
    for (int i = 0; i < 63; ++i)
        fields += "X-" + std::to_string(i) + ": y\r\n";
    const auto start = "GET / HTTP/1.1\r\nHost: k\r\n"s;

    CHECK(status_of(start + fields + "\r\n") == 200);
    CHECK(status_of(start + fields + "X-64: y\r\n\r\n") == 431);

    const auto room = 8192 - start.size() - "X: "s.size() - 4;
    CHECK(status_of(start + "X: " + std::string(room, 'y') + "\r\n\r\n") == 200);
    CHECK(status_of(start + "X: " + std::string(room + 1, 'y') + "\r\n\r\n") == 431);
}

TEST_CASE("what passed says how long the body is and whether the client stays") {
    struct Row {
        std::string header;
        std::size_t body_bytes;
        bool keep_alive;
    };
    const Row rows[] = {
        {post("Content-Length: 42\r\n"), 42, true},
        {post("Content-Length: 0\r\nConnection: close\r\n"), 0, false},
        {post("Content-Length: 0\r\nConnection: TE, Close\r\n"), 0, false},
        {post("Content-Length: 0\r\nConnection: keep-alive\r\nConnection: close\r\n"), 0, false},
        {"GET / HTTP/1.0\r\nHost: k\r\n\r\n", 0, false},
        {"GET / HTTP/1.0\r\nHost: k\r\nConnection: Keep-Alive\r\n\r\n", 0, true},
    };
    for (const auto& row : rows) {
        INFO(row.header);

        const auto verdict = judge(row.header, {});

        REQUIRE(std::holds_alternative<Passed>(verdict));
        CHECK(std::get<Passed>(verdict).body_bytes == row.body_bytes);
        CHECK(std::get<Passed>(verdict).keep_alive == row.keep_alive);
    }
}

TEST_CASE("the end of a header is found wherever the network cuts it") {
    for (const auto& header :
         {"GET / HTTP/1.1\r\nHost: k\r\n\r\n"s, "GET /\n\n"s, "GET /\r\n\n"s, "GET /\n\r\n"s}) {
        const auto bytes = header + "body";
        for (std::size_t cut = 0; cut <= header.size(); ++cut) {
            INFO(header << cut);
            const auto early = header_end(bytes.substr(0, cut));
            CHECK(early == (cut == header.size() ? cut : 0));
            CHECK(header_end(bytes, early ? 0 : cut) == header.size());
        }
    }
}
