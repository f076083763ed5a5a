#include "gateway/aggregators/form.hpp"

#include <utf8proc.h>

#include <algorithm>

#include "gateway/aggregators/error.hpp"

namespace kengele::aggregators {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";  // U+FFFD

bool is_form(std::string_view content_type);
std::string decode(std::string_view encoded);
std::string valid_utf8(std::string_view bytes);
int hex_digit(char c);
bool is_plain(char c);

}  // namespace

Result<Form> Form::read(const world::HttpRequest& request) {
    if (request.method != "POST" || !is_form(request.header("content-type")) ||
        request.body.size() > body_bytes_max) {
        return Error::bad_request;
    }
    Form form;
    std::string_view rest = request.body;
    // A file or a hand-made request may end its body with a line end, which is no part of the last field.
    while (rest.ends_with('\n') || rest.ends_with('\r'))
        rest.remove_suffix(1);
    while (!rest.empty()) {
        const std::string_view field = rest.substr(0, rest.find('&'));
        rest.remove_prefix(std::min(field.size() + 1, rest.size()));
        if (field.empty()) continue;
        if (form.fields_.size() == fields_max) return Error::bad_request;
        const auto equals = field.find('=');
        form.fields_.emplace_back(decode(field.substr(0, equals)), equals == std::string_view::npos
                                                                       ? std::string()
                                                                       : decode(field.substr(equals + 1)));
    }
    return form;
}

std::optional<std::string_view> Form::find(std::string_view name) const {
    const auto found = std::ranges::find(fields_, name, &std::pair<std::string, std::string>::first);
    if (found == fields_.end()) return std::nullopt;
    return found->second;
}

std::string_view Form::value_or_empty(std::string_view name) const {
    return find(name).value_or(std::string_view{});
}

std::string encode_form(const std::vector<std::pair<std::string_view, std::string_view>>& fields) {
    static constexpr std::string_view hex = "0123456789ABCDEF";
    std::string body;
    const auto append = [&](std::string_view text) {
        for (const char c : text) {
            if (is_plain(c)) {
                body += c;
            } else if (c == ' ') {
                body += '+';
            } else {
                const auto byte = static_cast<unsigned char>(c);
                body += '%';
                body += hex[byte >> 4];
                body += hex[byte & 15];
            }
        }
    };
    for (const auto& [name, value] : fields) {
        if (!body.empty()) body += '&';
        append(name);
        body += '=';
        append(value);
    }
    return body;
}

namespace {

bool is_form(std::string_view content_type) {
    std::string type(content_type.substr(0, content_type.find(';')));
    while (type.ends_with(' '))
        type.pop_back();
    std::ranges::transform(type, type.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return type.empty() || type == "application/x-www-form-urlencoded";
}

std::string decode(std::string_view encoded) {
    std::string bytes;
    bytes.reserve(encoded.size());
    for (std::size_t i = 0; i < encoded.size(); ++i) {
        const char c = encoded[i];
        if (c == '+') {
            bytes += ' ';
        } else if (c != '%') {
            bytes += c;
        } else {
            const int high = i + 2 < encoded.size() ? hex_digit(encoded[i + 1]) : -1;
            const int low = high >= 0 ? hex_digit(encoded[i + 2]) : -1;
            if (low < 0) {
                bytes += replacement;  // for the percent sign; what follows it stays as it is
                continue;
            }
            bytes += static_cast<char>(high * 16 + low);
            i += 2;
        }
    }
    return valid_utf8(bytes);
}

// NUL counts as a bad byte too: no phone types one, and it ends texts early elsewhere.
std::string valid_utf8(std::string_view bytes) {
    std::string text;
    text.reserve(bytes.size());
    while (!bytes.empty()) {
        utf8proc_int32_t character = 0;
        const auto length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(bytes.data()),
                                             static_cast<utf8proc_ssize_t>(bytes.size()), &character);
        if (length <= 0 || character == 0) {
            text += replacement;
            bytes.remove_prefix(1);
        } else {
            text += bytes.substr(0, static_cast<std::size_t>(length));
            bytes.remove_prefix(static_cast<std::size_t>(length));
        }
    }
    return text;
}

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool is_plain(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

}  // namespace
}  // namespace kengele::aggregators
