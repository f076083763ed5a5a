#pragma once

#include <string>

#include "gateway/world/http.hpp"

namespace kengele::host {

struct WritingTerms {
    bool is_last = false;  // the connection ends with this answer
    bool is_old = false;   // to an HTTP/1.0 client
    bool is_head = false;  // the head alone was asked for
};

// Appends the whole response as it goes over the wire: one buffer, made by hand, since this is half of what a
// request costs in user time. Needs is_writable(response).
void write_response(const world::HttpResponse& response, const WritingTerms& terms, std::string& out);

// No line break in a field could begin another one.
bool is_writable(const world::HttpResponse& response);

// The same for a client's request; `host` and `target` are those of its address.
void write_request(const world::HttpRequest& request, std::string_view host, std::string_view target,
                   std::string& out);
bool is_writable(const world::HttpRequest& request);

}  // namespace kengele::host
