#include "tests/simulator/form.hpp"

#include <fmt/format.h>

#include <cstdlib>

namespace kengele::simulator {
namespace {

std::string encode(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool is_plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (is_plain) {
            out += c;
        } else if (c == ' ') {
            out += '+';
        } else {
            out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
        }
    }
    return out;
}

std::string decode(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size()) {
            out += static_cast<char>(std::strtol(std::string(text.substr(i + 1, 2)).c_str(), nullptr, 16));
            i += 2;
        } else {
            out += text[i] == '+' ? ' ' : text[i];
        }
    }
    return out;
}

}  // namespace

std::string write_form(const std::vector<std::pair<std::string_view, std::string_view>>& fields) {
    std::string body;
    for (const auto& [name, value] : fields) {
        if (!body.empty()) body += '&';
        body += encode(name) + '=' + encode(value);
    }
    return body;
}

std::map<std::string, std::string, std::less<>> read_form(std::string_view body) {
    std::map<std::string, std::string, std::less<>> fields;
    while (!body.empty()) {
        const auto end = body.find('&');
        const auto field = body.substr(0, end);
        const auto equals = std::min(field.find('='), field.size());
        fields.emplace(decode(field.substr(0, equals)),
                       equals < field.size() ? decode(field.substr(equals + 1)) : "");
        body = end == std::string_view::npos ? std::string_view{} : body.substr(end + 1);
    }
    return fields;
}

}  // namespace kengele::simulator
