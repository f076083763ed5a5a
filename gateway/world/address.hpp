#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kengele::world {

// An http:// or https:// address taken apart. `target` is origin-form: a path with its query, at least "/".
struct WebAddress {
    bool tls = false;
    std::string host;  // a name or a bare IP address, without the brackets of IPv6
    std::uint16_t port = 80;
    std::string target = "/";

    std::string host_field() const;  // what the Host field says; the port only when it is not the usual one
};

// Nothing for other schemes, user names, fragments, control characters, blanks and ports out of range.
std::optional<WebAddress> parse_web_address(std::string_view text);

// "127.0.0.1:8080" or "[::1]:8080"; the host is always a number, port 0 asks for any free one.
std::optional<boost::asio::ip::tcp::endpoint> parse_listen_address(std::string_view text);

}  // namespace kengele::world
