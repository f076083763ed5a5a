#include "gateway/world/address.hpp"

#include <algorithm>
#include <boost/asio/ip/address.hpp>
#include <charconv>

namespace kengele::world {
namespace {

std::optional<std::uint16_t> parse_port(std::string_view digits) {
    std::uint16_t port = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    if (digits.empty() || error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    return port;
}

struct HostAndPort {
    std::string_view host;
    std::optional<std::string_view> port;
};

std::optional<HostAndPort> split_port(std::string_view text) {
    if (text.starts_with('[')) {
        const auto bracket = text.find(']');
        if (bracket == text.npos) return std::nullopt;
        const auto rest = text.substr(bracket + 1);
        if (rest.empty()) return HostAndPort{text.substr(1, bracket - 1), std::nullopt};
        if (!rest.starts_with(':')) return std::nullopt;
        return HostAndPort{text.substr(1, bracket - 1), rest.substr(1)};
    }
    const auto colon = text.find(':');
    if (colon == text.npos) return HostAndPort{text, std::nullopt};
    return HostAndPort{text.substr(0, colon), text.substr(colon + 1)};
}

bool is_host_character(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' ||
           c == '-' || c == '_' || c == ':';
}

bool is_printable(char c) {
    return c > ' ' && c <= '~';
}

}  // namespace

std::string WebAddress::host_field() const {
    const bool is_ipv6 = host.find(':') != host.npos;
    std::string field = is_ipv6 ? "[" + host + "]" : host;
    if (port != (tls ? 443 : 80)) field += ":" + std::to_string(port);
    return field;
}

std::optional<WebAddress> parse_web_address(std::string_view text) {
    WebAddress address;
    if (text.starts_with("https://")) {
        address.tls = true;
        address.port = 443;
        text.remove_prefix(8);
    } else if (text.starts_with("http://")) {
        text.remove_prefix(7);
    } else {
        return std::nullopt;
    }
    if (!std::ranges::all_of(text, is_printable) || text.find('#') != text.npos) return std::nullopt;

    const auto end = std::min(text.find_first_of("/?"), text.size());
    const auto parts = split_port(text.substr(0, end));
    if (!parts || parts->host.empty() || !std::ranges::all_of(parts->host, is_host_character))
        return std::nullopt;
    if (parts->port) {
        const auto port = parse_port(*parts->port);
        if (!port || *port == 0) return std::nullopt;
        address.port = *port;
    }
    address.host = parts->host;
    const auto target = text.substr(end);
    address.target = target.starts_with('/') ? std::string{target} : "/" + std::string{target};
    return address;
}

std::optional<boost::asio::ip::tcp::endpoint> parse_listen_address(std::string_view text) {
    const auto parts = split_port(text);
    if (!parts || !parts->port) return std::nullopt;
    const auto port = parse_port(*parts->port);
    boost::system::error_code error;
    const auto host = boost::asio::ip::make_address(std::string{parts->host}, error);
    if (!port || error) return std::nullopt;
    return boost::asio::ip::tcp::endpoint{host, *port};
}

}  // namespace kengele::world
