#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gateway/world/http.hpp"
#include "storage/result.hpp"

namespace kengele::aggregators {

// The fields of an application/x-www-form-urlencoded body, decoded exactly once: '+' is a space, a broken
// percent sequence and every byte that is no UTF-8 becomes U+FFFD, so that a report with one bad byte is
// still a report. Of a repeated field the first one counts: no provider repeats one, and a refusal would lose
// a report for a proxy's fault.
class Form {
public:
    static constexpr std::size_t body_bytes_max = 16'384;
    static constexpr std::size_t fields_max = 64;

    // Of a POST with this content type, whatever its parameters, or with none. Errors: bad_request (another
    // verb or type, or past a bound).
    static Result<Form> read(const world::HttpRequest& request);

    std::optional<std::string_view> find(std::string_view name) const;
    std::string_view value_or_empty(std::string_view name) const;

private:
    std::vector<std::pair<std::string, std::string>> fields_;
};

// The body of a form to send.
std::string encode_form(const std::vector<std::pair<std::string_view, std::string_view>>& fields);

}  // namespace kengele::aggregators
