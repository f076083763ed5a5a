#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gateway/world/error.hpp"
#include "storage/result.hpp"
#include "storage/task.hpp"

namespace kengele::world {

struct HttpHeader {
    std::string name;
    std::string value;
};

// One request, whole. As a server's: `target` is origin-form, judged by the gate. As a client's: `target` is
// an absolute http:// or https:// address. Bodies of callbacks hold numbers and words of callers: never log
// one.
struct HttpRequest {
    std::string method;
    std::string target;
    std::vector<HttpHeader> headers;
    std::string body;

    std::string_view header(std::string_view name) const;  // case-insensitive; empty when absent
};

struct HttpResponse {
    int status = 200;
    std::string content_type = "text/plain; charset=utf-8";
    std::string body;
    std::vector<HttpHeader> headers;  // further ones

    static HttpResponse text(int status, std::string body);
    static HttpResponse json(int status, std::string body);
    static HttpResponse html(std::string body);
};

// Answers requests of one listener. Lives longer than the listener.
class HttpHandler {
public:
    virtual ~HttpHandler() = default;
    virtual Task<HttpResponse> handle(HttpRequest request) = 0;
};

class HttpClient {
public:
    virtual ~HttpClient() = default;

    // Sends and waits for the whole answer, keeping connections open between calls. Errors: `unreachable` and
    // `not_sent` mean the other side surely did not get the request; `answer_lost` and `timed_out` mean it
    // may have.
    virtual Task<Result<HttpResponse>> send(HttpRequest request, storage::Millis limit) = 0;
};

}  // namespace kengele::world
