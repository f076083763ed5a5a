#pragma once

#include <boost/asio/ssl/context.hpp>
#include <memory>
#include <span>
#include <string_view>

#include "gateway/world/address.hpp"
#include "storage/result.hpp"
#include "storage/task.hpp"

namespace kengele::host {

// One open connection to a server, plain or TLS.
class ClientConnection {
public:
    struct Moved {
        boost::system::error_code error;
        std::size_t bytes = 0;
    };

    virtual ~ClientConnection() = default;

    // All of it, or an error and how much of it was surely handed to the kernel.
    virtual Task<Moved> write(std::string_view bytes) = 0;
    virtual Task<Moved> read(std::span<char> room) = 0;  // eof when the other side ended in order

    // The other side has neither closed the connection nor said anything unasked.
    virtual bool is_quiet() = 0;
};

// Resolves, connects and, for https, shakes hands. Errors: those of the network and of OpenSSL.
Task<Result<std::unique_ptr<ClientConnection>>> open_connection(const world::WebAddress& address,
                                                                boost::asio::ssl::context& tls);

}  // namespace kengele::host
