#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "gateway/world/http.hpp"

namespace kengele::host {

// The only users of Beast, on bytes that others have read: it costs half a minute to compile each file that
// sees it.

// One whole request, header and body, that passed the gate. Nothing when the parser and the gate do not agree
// on every byte of it.
std::optional<world::HttpRequest> parse_request(std::string_view bytes, std::size_t body_bytes_max);

// Takes one answer as its bytes arrive.
class AnswerParser {
public:
    AnswerParser(std::size_t body_bytes_max, bool is_answer_to_head);
    ~AnswerParser();

    enum class State { needs_more, done, malformed };

    State put(std::string_view bytes);
    State put_end();  // the connection ended: an answer without a length is whole now

    bool saw_anything() const;
    bool keep_alive() const;  // only once done: nothing is left over, and the other side stays
    world::HttpResponse release();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace kengele::host
