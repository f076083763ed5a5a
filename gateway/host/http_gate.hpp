#pragma once

#include <cstddef>
#include <string_view>
#include <variant>

namespace kengele::host {

// The strict door in front of the HTTP parser, which by itself accepts framing that lets one request hide in
// another. Pure: it judges the raw bytes of one request header, from the first byte through its blank line.
// What is ambiguous in any known server or proxy is refused, and the connection of a refused request must be
// closed, since nobody can say where its next request would begin.

struct GateLimits {
    std::size_t header_bytes_max = 8 * 1024;
    std::size_t target_bytes_max = 1024;
    std::size_t fields_max = 64;
    std::size_t body_bytes_max = 16 * 1024;
};

struct Passed {
    std::size_t body_bytes = 0;  // exactly so many follow the blank line
    bool keep_alive = false;     // the client can go on with this connection
    bool is_old = false;         // HTTP/1.0: keeping alive must be said
    bool is_head = false;
};

struct Refusal {
    int status = 400;  // 400, 405, 411, 413, 414, 417, 431 or 505
    std::string_view reason;
};

using Verdict = std::variant<Passed, Refusal>;

Verdict judge(std::string_view header, const GateLimits& limits);

// How many bytes the header takes, blank line included; 0 while it is not complete. An end made of lone line
// feeds counts too: the gate shall refuse it now, not wait for its deadline. Bytes before `searched` hold no
// end.
std::size_t header_end(std::string_view bytes, std::size_t searched = 0);

}  // namespace kengele::host
