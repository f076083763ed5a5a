#include "gateway/config_checks.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <sstream>

#include "gateway/world/address.hpp"

namespace kengele::gateway {

std::string check_code(const std::string& code) {
    const bool is_code = code.size() >= 3 && code.starts_with('*') && code.ends_with('#') &&
                         code.find_first_not_of("0123456789*", 1) == code.size() - 1;
    return is_code ? "" : in_quotes(code) + " is no dialled code such as *384*911#";
}

std::string check_digits(const std::string& number) {
    const bool is_number =
        number.size() >= 3 && number.size() <= 15 &&
        number.find_first_not_of("0123456789", number.starts_with('+') ? 1 : 0) == std::string::npos;
    return is_number ? "" : in_quotes(number) + " is no number that an SMS can be sent to";
}

std::string check_listen(const std::string& address) {
    return world::parse_listen_address(address)
               ? ""
               : in_quotes(address) + " is no address and port such as 127.0.0.1:8080";
}

std::string check_web_or_empty(const std::string& url) {
    return url.empty() ? "" : check_web(url);
}

std::string check_web(const std::string& url) {
    return world::parse_web_address(url) ? "" : in_quotes(url) + " is no http:// or https:// address";
}

std::string check_storage(const std::string& url) {
    return url.starts_with("sqlite:") && url.size() > 7 ? "" : in_quotes(url) + " is no sqlite:FILE";
}

std::string check_kind(const std::string& kind) {
    return kind == "africastalking" ? ""
                                    : in_quotes(kind) + " is no kind of channel; there is africastalking";
}

std::string check_channel_name(const std::string& name) {
    const bool is_name = !name.empty() && name.size() <= 32 &&
                         name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos;
    return is_name ? "" : "a channel needs a name of small letters, digits and '-'";
}

std::string check_level(const std::string& level) {
    constexpr std::array levels{"debug", "info", "warning", "error"};
    return std::ranges::find(levels, level) != levels.end()
               ? ""
               : in_quotes(level) + " is none of debug, info, warning, error";
}

std::string check_not_empty(const std::string& text) {
    const bool is_clean = std::ranges::none_of(text, [](char c) { return (c >= 0 && c < ' ') || c == 0x7f; });
    if (text.empty()) return "it is empty";
    return is_clean ? "" : "it holds control characters";
}

// Never quoted: its text is the secret.
std::string check_path_secret(const std::string& secret) {
    const bool is_plain =
        secret.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_") ==
        std::string::npos;
    // 22 of 64 characters are 128 bits and more.
    return is_plain && secret.size() >= 22 && secret.size() <= 128
               ? ""
               : "the secret is not 22 to 128 letters, digits, '-' and '_'";
}

std::string in_quotes(std::string_view text) {
    return (std::ostringstream{} << toml::value<std::string>{std::string{text}}).str();
}

}  // namespace kengele::gateway
