#include "gateway/host/http_client.hpp"

#include <boost/asio/error.hpp>
#include <boost/asio/this_coro.hpp>

#include "gateway/host/client_connection.hpp"
#include "gateway/host/http_parser.hpp"
#include "gateway/host/http_writer.hpp"
#include "gateway/world/within.hpp"
#include "storage/ensure.hpp"

namespace kengele::host {
namespace {

using world::Error;

boost::asio::ssl::context client_context(const std::string& authorities_pem) {
    boost::asio::ssl::context tls(boost::asio::ssl::context::tls_client);
    SSL_CTX_set_min_proto_version(tls.native_handle(), TLS1_2_VERSION);
    if (authorities_pem.empty())
        tls.set_default_verify_paths();
    else
        tls.add_certificate_authority(boost::asio::buffer(authorities_pem));
    return tls;
}

}  // namespace

HttpClient::HttpClient(world::Clock& clock, world::Log& log) : HttpClient(clock, log, Options{}) {}

HttpClient::HttpClient(world::Clock& clock, world::Log& log, const Options& options)
    : clock_(clock), log_(log), options_(options), tls_(client_context(options.authorities_pem)) {}

HttpClient::~HttpClient() = default;

Task<Result<world::HttpResponse>> HttpClient::send(world::HttpRequest request, world::Millis limit) {
    const auto address = world::parse_web_address(request.target);
    // Addresses come from a checked configuration, and fields from our own translators.
    ensure(address.has_value() && is_writable(request));

    bool sending = false;
    auto answer = co_await world::within(clock_, limit, exchange(request, *address, sending));
    if (answer) co_return std::move(*answer);
    co_return sending ? Error::timed_out : Error::unreachable;
}

Task<Result<world::HttpResponse>> HttpClient::exchange(const world::HttpRequest& request,
                                                       const world::WebAddress& address, bool& sending) {
    const auto host = address.host_field();
    const auto key = (address.tls ? "https://" : "http://") + host;
    std::string bytes;
    write_request(request, host, address.target, bytes);

    for (;;) {
        auto connection = take_idle(key);
        const bool is_fresh = connection == nullptr;
        if (is_fresh) {
            auto opened = co_await connect(address);
            if (!opened) co_return opened.error();
            connection = std::move(*opened);
        }
        sending = true;
        const auto written = co_await connection->write(bytes);
        if (!written.error) co_return co_await read_answer(request, std::move(connection), key);
        if (written.bytes > 0) co_return Error::answer_lost;
        // No byte left us. A kept connection may just have been too old; a fresh one gets no second chance.
        if (is_fresh) co_return Error::not_sent;
        sending = false;
    }
}

Task<Result<world::HttpResponse>> HttpClient::read_answer(const world::HttpRequest& request,
                                                          std::unique_ptr<ClientConnection> connection,
                                                          const std::string& key) {
    AnswerParser parser(options_.answer_bytes_max, request.method == "HEAD");
    std::string room(4096, '\0');
    for (;;) {
        const auto got = co_await connection->read(room);
        auto state = parser.put({room.data(), got.bytes});
        if (got.error == boost::asio::error::eof && state == AnswerParser::State::needs_more)
            state = parser.put_end();
        if (state == AnswerParser::State::malformed) co_return Error::bad_answer;
        if (state == AnswerParser::State::done) {
            if (!got.error && parser.keep_alive()) keep(key, std::move(connection));
            co_return parser.release();
        }
        if (got.error) co_return Error::answer_lost;
    }
}

Task<Result<std::unique_ptr<ClientConnection>>> HttpClient::connect(const world::WebAddress& address) {
    auto opened = co_await open_connection(address, tls_);
    if (opened) co_return std::move(*opened);
    const auto error = opened.error();
    // A certificate that is not believed looks like an outage to everybody but the operator.
    if (error != boost::asio::error::operation_aborted)
        log_.warning("no connection to a provider", {{"host", address.host}, {"error", error.message()}});
    co_return Error::unreachable;
}

std::unique_ptr<ClientConnection> HttpClient::take_idle(const std::string& key) {
    auto& idle = idle_[key];
    const auto now = clock_.read().elapsed;
    // The youngest first: the old ones are left to age, and so the pool shrinks after a surge.
    while (!idle.empty()) {
        auto youngest = std::move(idle.back());
        idle.pop_back();
        if (now - youngest.since > options_.idle_limit)
            idle.clear();
        else if (youngest.connection->is_quiet())
            return std::move(youngest.connection);
    }
    return nullptr;
}

void HttpClient::keep(const std::string& key, std::unique_ptr<ClientConnection> connection) {
    auto& idle = idle_[key];
    idle.push_back({std::move(connection), clock_.read().elapsed});
    if (idle.size() > options_.idle_max) idle.pop_front();
}

}  // namespace kengele::host
