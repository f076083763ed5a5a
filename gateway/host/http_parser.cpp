#include "gateway/host/http_parser.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <string>

namespace kengele::host {
namespace http = boost::beast::http;
namespace {

// The gate and the client have limits of their own, below these.
constexpr std::uint32_t header_bytes_max = 64 * 1024;

std::string to_string(boost::beast::string_view text) {
    return {text.data(), text.size()};
}

}  // namespace

std::optional<world::HttpRequest> parse_request(std::string_view bytes, std::size_t body_bytes_max) {
    http::request_parser<http::string_body> parser;
    parser.eager(true);
    parser.header_limit(header_bytes_max);
    parser.body_limit(body_bytes_max);

    boost::system::error_code error;
    const auto taken = parser.put(boost::asio::buffer(bytes.data(), bytes.size()), error);
    if (error || !parser.is_done() || taken != bytes.size()) return std::nullopt;

    auto& message = parser.get();
    world::HttpRequest request;
    request.method = to_string(message.method_string());
    request.target = to_string(message.target());
    for (const auto& field : message)
        request.headers.push_back({to_string(field.name_string()), to_string(field.value())});
    request.body = std::move(message.body());
    return request;
}

struct AnswerParser::Impl {
    using Parser = http::response_parser<http::string_body>;

    void begin() {
        parser.emplace();
        parser->eager(true);
        parser->header_limit(header_bytes_max);
        parser->body_limit(body_bytes_max);
        parser->skip(is_answer_to_head);
    }

    std::size_t body_bytes_max;
    bool is_answer_to_head;
    std::optional<Parser> parser;
    std::string waiting;  // bytes the parser could not use yet
    bool saw_anything = false;
};

AnswerParser::AnswerParser(std::size_t body_bytes_max, bool is_answer_to_head)
    : impl_(std::make_unique<Impl>()) {
    impl_->body_bytes_max = body_bytes_max;
    impl_->is_answer_to_head = is_answer_to_head;
    impl_->begin();
}

AnswerParser::~AnswerParser() = default;

AnswerParser::State AnswerParser::put(std::string_view bytes) {
    impl_->saw_anything |= !bytes.empty();
    impl_->waiting += bytes;
    while (!impl_->waiting.empty()) {
        boost::system::error_code error;
        const auto taken = impl_->parser->put(boost::asio::buffer(impl_->waiting), error);
        impl_->waiting.erase(0, taken);
        if (error == http::error::need_more) return State::needs_more;
        if (error) return State::malformed;
        if (!impl_->parser->is_done()) {
            if (taken == 0) return State::needs_more;
            continue;
        }
        // 100 to 199 only announce the answer that follows.
        if (impl_->parser->get().result_int() >= 200) return State::done;
        impl_->begin();
    }
    return State::needs_more;
}

AnswerParser::State AnswerParser::put_end() {
    if (!impl_->parser->got_some()) return State::needs_more;
    boost::system::error_code error;
    impl_->parser->put_eof(error);
    return !error && impl_->parser->is_done() ? State::done : State::needs_more;
}

bool AnswerParser::saw_anything() const {
    return impl_->saw_anything;
}

bool AnswerParser::keep_alive() const {
    return impl_->parser->keep_alive() && impl_->waiting.empty();
}

world::HttpResponse AnswerParser::release() {
    auto message = impl_->parser->release();
    world::HttpResponse response;
    response.status = static_cast<int>(message.result_int());
    response.content_type = to_string(message[http::field::content_type]);
    for (const auto& field : message)
        if (field.name() != http::field::content_type)
            response.headers.push_back({to_string(field.name_string()), to_string(field.value())});
    response.body = std::move(message.body());
    return response;
}

}  // namespace kengele::host
