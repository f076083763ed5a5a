#include "gateway/host/http_gate.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace kengele::host {
namespace {

using namespace std::string_view_literals;

// What the fields said that the verdict needs.
struct Fields {
    int count = 0;
    int hosts = 0;
    std::optional<std::size_t> body_bytes;
    bool says_close = false;
    bool says_keep_alive = false;
};

struct RequestLine {
    std::string_view method;
    std::string_view target;
    std::string_view version;
};

std::optional<std::string_view> next_line(std::string_view& rest);
std::optional<Refusal> judge_bytes(std::string_view header);
std::optional<RequestLine> split_request_line(std::string_view line);
std::optional<Refusal> judge_request_line(const RequestLine& line, const GateLimits& limits);
std::optional<Refusal> judge_field(std::string_view line, const GateLimits& limits, Fields& fields);
std::optional<Refusal> judge_length(std::string_view value, const GateLimits& limits, Fields& fields);
void note_connection(std::string_view value, Fields& fields);
bool is_host(std::string_view value);
bool is_token(std::string_view text);
bool same_word(std::string_view a, std::string_view b);
std::string_view trimmed(std::string_view text);

}  // namespace

Verdict judge(std::string_view header, const GateLimits& limits) {
    if (header.size() > limits.header_bytes_max) return Refusal{431, "the header is too long"};
    if (const auto refusal = judge_bytes(header)) return *refusal;

    std::string_view rest = header;
    const auto line = split_request_line(next_line(rest).value_or(""));
    if (!line) return Refusal{400, "the request line is malformed"};
    if (const auto refusal = judge_request_line(*line, limits)) return *refusal;

    Fields fields;
    for (auto field = next_line(rest); field && !field->empty(); field = next_line(rest))
        if (const auto refusal = judge_field(*field, limits, fields)) return *refusal;
    if (!rest.empty()) return Refusal{400, "bytes follow the blank line"};
    if (fields.hosts != 1) return Refusal{400, "exactly one Host field is needed"};
    if (line->method == "POST" && !fields.body_bytes) return Refusal{411, "the body has no length"};

    const bool is_old = line->version == "HTTP/1.0";
    return Passed{.body_bytes = fields.body_bytes.value_or(0),
                  .keep_alive = !fields.says_close && (!is_old || fields.says_keep_alive),
                  .is_old = is_old,
                  .is_head = line->method == "HEAD"};
}

std::size_t header_end(std::string_view bytes, std::size_t searched) {
    // The last three bytes already searched may be the first of the end.
    std::size_t from = searched < 3 ? 0 : searched - 3;
    for (;;) {
        const auto feed = bytes.find('\n', from);
        if (feed == bytes.npos) return 0;
        const auto after = bytes.substr(feed + 1);
        if (after.starts_with('\n')) return feed + 2;
        if (after.starts_with("\r\n")) return feed + 3;
        from = feed + 1;
    }
}

namespace {

// Lines end in CR LF; judge_bytes has made sure that neither stands alone.
std::optional<std::string_view> next_line(std::string_view& rest) {
    const auto end = rest.find("\r\n");
    if (end == rest.npos) return std::nullopt;
    const auto line = rest.substr(0, end);
    rest.remove_prefix(end + 2);
    return line;
}

std::optional<Refusal> judge_bytes(std::string_view header) {
    if (!header.ends_with("\r\n\r\n")) return Refusal{400, "the header does not end in a blank line"};
    for (std::size_t i = 0; i < header.size(); ++i) {
        const auto byte = static_cast<unsigned char>(header[i]);
        if (byte == '\r' && header.substr(i + 1, 1) != "\n")
            return Refusal{400, "a carriage return stands alone"};
        if (byte == '\n' && (i == 0 || header[i - 1] != '\r'))
            return Refusal{400, "a line feed stands alone"};
        if ((byte < ' ' && byte != '\r' && byte != '\n' && byte != '\t') || byte == 0x7f)
            return Refusal{400, "a control character"};
    }
    return std::nullopt;
}

std::optional<RequestLine> split_request_line(std::string_view line) {
    const auto first = line.find(' ');
    const auto last = line.rfind(' ');
    if (first == line.npos || first == last) return std::nullopt;
    return RequestLine{line.substr(0, first), line.substr(first + 1, last - first - 1),
                       line.substr(last + 1)};
}

std::optional<Refusal> judge_request_line(const RequestLine& line, const GateLimits& limits) {
    if (!is_token(line.method) ||
        std::ranges::any_of(line.method, [](char c) { return c >= 'a' && c <= 'z'; }))
        return Refusal{400, "the method is malformed"};
    const bool looks_like_version =
        line.version.size() == 8 && line.version.starts_with("HTTP/") && line.version[6] == '.' &&
        line.version[5] >= '0' && line.version[5] <= '9' && line.version[7] >= '0' && line.version[7] <= '9';
    if (!looks_like_version) return Refusal{400, "the version is malformed"};
    if (line.version != "HTTP/1.1" && line.version != "HTTP/1.0")
        return Refusal{505, "only HTTP/1.1 and HTTP/1.0 are spoken here"};
    if (line.method != "GET" && line.method != "HEAD" && line.method != "POST")
        return Refusal{405, "only GET, HEAD and POST are known here"};
    if (line.target.size() > limits.target_bytes_max) return Refusal{414, "the target is too long"};
    const bool is_printable =
        std::ranges::all_of(line.target, [](char c) { return c > ' ' && c <= '~' && c != '#'; });
    if (!line.target.starts_with('/') || !is_printable)
        return Refusal{400, "the target is not a path of printable characters"};
    return std::nullopt;
}

std::optional<Refusal> judge_field(std::string_view line, const GateLimits& limits, Fields& fields) {
    if (line.starts_with(' ') || line.starts_with('\t')) return Refusal{400, "a field is folded"};
    const auto colon = line.find(':');
    if (colon == line.npos || !is_token(line.substr(0, colon)))
        return Refusal{400, "a field's name is malformed"};
    if (++fields.count > static_cast<int>(limits.fields_max)) return Refusal{431, "too many fields"};

    const auto name = line.substr(0, colon);
    const auto value = trimmed(line.substr(colon + 1));
    if (same_word(name, "transfer-encoding")) return Refusal{411, "a body needs a Content-Length here"};
    if (same_word(name, "expect")) return Refusal{417, "nothing can be expected here"};
    if (same_word(name, "content-length")) return judge_length(value, limits, fields);
    if (same_word(name, "connection")) note_connection(value, fields);
    if (same_word(name, "host")) {
        ++fields.hosts;
        if (!is_host(value)) return Refusal{400, "the Host field is malformed"};
    }
    return std::nullopt;
}

std::optional<Refusal> judge_length(std::string_view value, const GateLimits& limits, Fields& fields) {
    const bool is_digits =
        !value.empty() && std::ranges::all_of(value, [](char c) { return c >= '0' && c <= '9'; });
    // A leading zero is a length in octal to somebody.
    if (fields.body_bytes || !is_digits || (value.size() > 1 && value.starts_with('0')))
        return Refusal{400, "the Content-Length is not one number"};
    std::size_t bytes = 0;
    const auto parsed = std::from_chars(value.data(), value.data() + value.size(), bytes);
    if (parsed.ec != std::errc{} || bytes > limits.body_bytes_max)
        return Refusal{413, "the body is too long"};
    fields.body_bytes = bytes;
    return std::nullopt;
}

void note_connection(std::string_view value, Fields& fields) {
    while (!value.empty()) {
        const auto comma = std::min(value.find(','), value.size());
        const auto word = trimmed(value.substr(0, comma));
        fields.says_close |= same_word(word, "close");
        fields.says_keep_alive |= same_word(word, "keep-alive");
        value.remove_prefix(std::min(comma + 1, value.size()));
    }
}

bool is_host(std::string_view value) {
    return !value.empty() && std::ranges::all_of(value, [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               "-._:[]"sv.find(c) != std::string_view::npos;
    });
}

bool is_token(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               "!#$%&'*+-.^_`|~"sv.find(c) != std::string_view::npos;
    });
}

bool same_word(std::string_view a, std::string_view b) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; };
    return std::ranges::equal(a, b, {}, lower, lower);
}

std::string_view trimmed(std::string_view text) {
    const auto is_blank = [](char c) { return c == ' ' || c == '\t'; };
    while (!text.empty() && is_blank(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back()))
        text.remove_suffix(1);
    return text;
}

}  // namespace
}  // namespace kengele::host
