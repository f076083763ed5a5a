#pragma once

#include <boost/asio/ssl/context.hpp>
#include <cstddef>
#include <deque>
#include <map>
#include <memory>
#include <string>

#include "gateway/world/address.hpp"
#include "gateway/world/clock.hpp"
#include "gateway/world/http.hpp"
#include "gateway/world/log.hpp"

namespace kengele::host {

class ClientConnection;

// Asks other servers, over plain TCP or TLS (1.2 or newer, the system's authorities, the host's name
// checked). Keeps connections open per address; follows no redirect. Whether a request can have been received
// decides whether a text may be sent twice, so a request is repeated on a fresh connection only when no byte
// of it left. Used on one io_context only, and lives until that has been stopped or has run out of work.
class HttpClient final : public world::HttpClient {
public:
    struct Options {
        std::string authorities_pem;  // instead of the system's, when not empty
        std::size_t idle_max = 16;    // connections kept for each address
        world::Millis idle_limit{10'000};
        std::size_t answer_bytes_max = 64 * 1024;
    };

    HttpClient(world::Clock& clock, world::Log& log);
    HttpClient(world::Clock& clock, world::Log& log, const Options& options);
    ~HttpClient() override;

    Task<Result<world::HttpResponse>> send(world::HttpRequest request, world::Millis limit) override;

private:
    struct Idle {
        std::unique_ptr<ClientConnection> connection;
        world::Millis since;
    };

    Task<Result<world::HttpResponse>> exchange(const world::HttpRequest& request,
                                               const world::WebAddress& address, bool& sending);
    Task<Result<world::HttpResponse>> read_answer(const world::HttpRequest& request,
                                                  std::unique_ptr<ClientConnection> connection,
                                                  const std::string& key);
    Task<Result<std::unique_ptr<ClientConnection>>> connect(const world::WebAddress& address);
    std::unique_ptr<ClientConnection> take_idle(const std::string& key);
    void keep(const std::string& key, std::unique_ptr<ClientConnection> connection);

    world::Clock& clock_;
    world::Log& log_;
    const Options options_;
    boost::asio::ssl::context tls_;
    std::map<std::string, std::deque<Idle>> idle_;
};

}  // namespace kengele::host
