#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/aggregators/aggregator.hpp"
#include "gateway/config.hpp"
#include "gateway/console/console.hpp"
#include "gateway/world/http.hpp"

namespace kengele::gateway {

// Where a provider's request belongs.
struct CallbackRoute {
    std::size_t channel = 0;  // position in Config::channels
    aggregators::Callback callback = aggregators::Callback::ussd;

    bool operator==(const CallbackRoute&) const = default;
};

// The addresses of the callback listener: /cb/<channel>/<secret>/{ussd,ussd-end,sms,dlr}. The verb is the
// provider's own affair. The secret is all that vouches for a request, so it is compared by its keyed hash in
// constant time, and unknown channel, wrong secret and unknown path are told apart by nobody.
class CallbackRoutes {
public:
    explicit CallbackRoutes(const std::vector<ChannelConfig>& channels);

    // Nothing: the same 404 for every reason.
    std::optional<CallbackRoute> find(std::string_view target) const;

private:
    using Hash = std::array<std::uint8_t, 32>;
    struct Door {
        std::string channel;
        Hash secret;
    };
    Hash hashed(std::string_view secret) const;

    Hash key_;  // of this process only
    std::vector<Door> doors_;
};

// The path of a callback, for those who dial and for providers' forms: "/cb/at/<secret>/ussd".
std::string callback_path(const ChannelConfig& channel, aggregators::Callback callback);

// The console listener: its table of method, path and handler is in routes.cpp.
class ConsoleRoutes final : public world::HttpHandler {
public:
    explicit ConsoleRoutes(console::Console& console) : console_(console) {}
    Task<world::HttpResponse> handle(world::HttpRequest request) override;

private:
    console::Console& console_;
};

// What every unknown address, channel and wrong secret is answered, byte for byte.
world::HttpResponse not_found();

}  // namespace kengele::gateway
