#include "gateway/world/http.hpp"

#include <algorithm>

namespace kengele::world {
namespace {

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same_name(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, {}, lower, lower);
}

}  // namespace

std::string_view HttpRequest::header(std::string_view wanted) const {
    const auto found =
        std::ranges::find_if(headers, [&](const HttpHeader& h) { return same_name(h.name, wanted); });
    return found == headers.end() ? std::string_view{} : std::string_view{found->value};
}

HttpResponse HttpResponse::text(int status, std::string body) {
    return {status, "text/plain; charset=utf-8", std::move(body), {}};
}

HttpResponse HttpResponse::json(int status, std::string body) {
    return {status, "application/json", std::move(body), {}};
}

HttpResponse HttpResponse::html(std::string body) {
    return {200, "text/html; charset=utf-8", std::move(body), {}};
}

}  // namespace kengele::world
