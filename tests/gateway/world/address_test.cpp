#include "gateway/world/address.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace kengele::world;

TEST_CASE("a web address is taken apart") {
    struct Row {
        std::string_view text;
        bool tls;
        std::string_view host;
        int port;
        std::string_view target;
        std::string_view field;
    };
    const Row rows[] = {
        {"http://example.org", false, "example.org", 80, "/", "example.org"},
        {"https://example.org", true, "example.org", 443, "/", "example.org"},
        {"https://example.org:8443/a/b?c=d", true, "example.org", 8443, "/a/b?c=d", "example.org:8443"},
        {"http://127.0.0.1:1/x", false, "127.0.0.1", 1, "/x", "127.0.0.1:1"},
        {"http://[::1]:99/", false, "::1", 99, "/", "[::1]:99"},
        {"http://[::1]", false, "::1", 80, "/", "[::1]"},
        {"http://example.org?x=1", false, "example.org", 80, "/?x=1", "example.org"},
        {"https://example.org:443/", true, "example.org", 443, "/", "example.org"},
    };
    for (const auto& row : rows) {
        INFO(row.text);

        const auto address = parse_web_address(row.text);

        REQUIRE(address);
        CHECK(address->tls == row.tls);
        CHECK(address->host == row.host);
        CHECK(address->port == row.port);
        CHECK(address->target == row.target);
        CHECK(address->host_field() == row.field);
    }
}

TEST_CASE("what is no plain web address is refused") {
    for (const auto* text :
         {"", "example.org", "ftp://example.org", "http://", "http:///path", "http://user@example.org/",
          "http://user:word@example.org/", "http://example.org:0/", "http://example.org:65536/",
          "http://example.org:/", "http://example.org:8x/", "http://exa mple.org/", "http://example.org/a b",
          "http://example.org/#part", "http://example.org/\r\nHost: x", "http://[::1/", "http://[::1]x/",
          "HTTP://example.org"}) {
        INFO(std::string{text});
        CHECK_FALSE(parse_web_address(text));
    }
}

TEST_CASE("a listen address is a number and a port") {
    CHECK(parse_listen_address("127.0.0.1:8080")->port() == 8080);
    CHECK(parse_listen_address("[::1]:0")->address().is_loopback());
    for (const auto* text : {"", "8080", ":8080", "localhost:8080", "127.0.0.1", "127.0.0.1:", "127.0.0.1:-1",
                             "127.0.0.1:65536", "127.0.0.1:80 ", "::1:80", "300.0.0.1:80"}) {
        INFO(std::string{text});
        CHECK_FALSE(parse_listen_address(text));
    }
}
