#pragma once

#include <string>
#include <string_view>

namespace kengele::gateway {

// What is wrong with one text of a configuration; empty when nothing is.

std::string check_code(const std::string& code);
std::string check_digits(const std::string& number);
std::string check_listen(const std::string& address);
std::string check_web_or_empty(const std::string& url);
std::string check_web(const std::string& url);
std::string check_storage(const std::string& url);
std::string check_kind(const std::string& kind);
std::string check_channel_name(const std::string& name);
std::string check_level(const std::string& level);
std::string check_not_empty(const std::string& text);
std::string check_path_secret(const std::string& secret);

// As TOML writes a text.
std::string in_quotes(std::string_view text);

}  // namespace kengele::gateway
