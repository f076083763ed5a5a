#include "gateway/host/http_writer.hpp"

#include <algorithm>
#include <charconv>

namespace kengele::host {
namespace {

std::string_view reason_of(int status);
void append_number(std::size_t number, std::string& out);
void append_field(std::string_view name, std::string_view value, std::string& out);
bool is_value(std::string_view text);
bool are_fields(const std::vector<world::HttpHeader>& fields);
bool has_field(const std::vector<world::HttpHeader>& fields, std::string_view name);

}  // namespace

void write_response(const world::HttpResponse& response, const WritingTerms& terms, std::string& out) {
    out += "HTTP/1.1 ";
    append_number(static_cast<std::size_t>(response.status), out);
    out += ' ';
    out += reason_of(response.status);
    out += "\r\n";
    if (!response.content_type.empty()) append_field("Content-Type", response.content_type, out);
    out += "Content-Length: ";
    append_number(response.body.size(), out);
    out += "\r\n";
    // Nothing we say may lie in a cache between us and a caller, unless the page itself says otherwise.
    if (!has_field(response.headers, "Cache-Control")) out += "Cache-Control: no-store\r\n";
    for (const auto& field : response.headers)
        append_field(field.name, field.value, out);
    if (terms.is_last) {
        out += "Connection: close\r\n";
    } else if (terms.is_old) {
        out += "Connection: keep-alive\r\n";
    }
    out += "\r\n";
    if (!terms.is_head) out += response.body;
}

bool is_writable(const world::HttpResponse& response) {
    return response.status >= 200 && response.status <= 599 && is_value(response.content_type) &&
           are_fields(response.headers);
}

void write_request(const world::HttpRequest& request, std::string_view host, std::string_view target,
                   std::string& out) {
    out += request.method;
    out += ' ';
    out += target;
    out += " HTTP/1.1\r\n";
    append_field("Host", host, out);
    for (const auto& field : request.headers)
        append_field(field.name, field.value, out);
    if (!request.body.empty() || request.method == "POST") {
        out += "Content-Length: ";
        append_number(request.body.size(), out);
        out += "\r\n";
    }
    out += "\r\n";
    out += request.body;
}

bool is_writable(const world::HttpRequest& request) {
    const bool is_method = !request.method.empty() &&
                           std::ranges::all_of(request.method, [](char c) { return c >= 'A' && c <= 'Z'; });
    return is_method && are_fields(request.headers) && !has_field(request.headers, "Host") &&
           !has_field(request.headers, "Content-Length") && !has_field(request.headers, "Transfer-Encoding");
}

namespace {

std::string_view reason_of(int status) {
    switch (status) {
        case 200:
            return "OK";
        case 201:
            return "Created";
        case 202:
            return "Accepted";
        case 204:
            return "No Content";
        case 302:
            return "Found";
        case 303:
            return "See Other";
        case 304:
            return "Not Modified";
        case 400:
            return "Bad Request";
        case 401:
            return "Unauthorized";
        case 403:
            return "Forbidden";
        case 404:
            return "Not Found";
        case 405:
            return "Method Not Allowed";
        case 409:
            return "Conflict";
        case 411:
            return "Length Required";
        case 413:
            return "Content Too Large";
        case 414:
            return "URI Too Long";
        case 415:
            return "Unsupported Media Type";
        case 417:
            return "Expectation Failed";
        case 422:
            return "Unprocessable Content";
        case 429:
            return "Too Many Requests";
        case 431:
            return "Request Header Fields Too Large";
        case 500:
            return "Internal Server Error";
        case 503:
            return "Service Unavailable";
        case 505:
            return "HTTP Version Not Supported";
    }
    return "Status";
}

void append_number(std::size_t number, std::string& out) {
    char digits[20];
    const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
    out.append(digits, end);
}

void append_field(std::string_view name, std::string_view value, std::string& out) {
    out += name;
    out += ": ";
    out += value;
    out += "\r\n";
}

bool is_value(std::string_view text) {
    return std::ranges::none_of(text, [](char c) { return (c >= 0 && c < ' ' && c != '\t') || c == 0x7f; });
}

bool are_fields(const std::vector<world::HttpHeader>& fields) {
    return std::ranges::all_of(fields, [](const world::HttpHeader& field) {
        const bool is_name = !field.name.empty() && std::ranges::all_of(field.name, [](char c) {
            return c > ' ' && c <= '~' && c != ':';
        });
        return is_name && is_value(field.value);
    });
}

bool has_field(const std::vector<world::HttpHeader>& fields, std::string_view name) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; };
    return std::ranges::any_of(fields, [&](const world::HttpHeader& field) {
        return std::ranges::equal(field.name, name, {}, lower, lower);
    });
}

}  // namespace
}  // namespace kengele::host
