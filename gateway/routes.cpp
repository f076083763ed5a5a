#include "gateway/routes.hpp"

#include <sodium.h>

#include <algorithm>

namespace kengele::gateway {
namespace {

using aggregators::Callback;

struct CallbackName {
    std::string_view path;
    Callback callback;
};
constexpr std::array callback_names{
    CallbackName{"ussd", Callback::ussd},
    CallbackName{"ussd-end", Callback::ussd_end},
    CallbackName{"sms", Callback::sms},
    CallbackName{"dlr", Callback::dlr},
};

struct ConsoleRow {
    std::string_view method;
    std::string_view path;
    Task<world::HttpResponse> (console::Console::*handler)();
};
constexpr std::array console_rows{
    ConsoleRow{"GET", "/", &console::Console::front},
    ConsoleRow{"GET", "/healthz", &console::Console::alive},
    ConsoleRow{"GET", "/readyz", &console::Console::ready},
    ConsoleRow{"GET", "/metrics", &console::Console::metrics},
};

// The next part of a path, taken off its front: "/cb/at" gives "cb" and leaves "/at".
std::optional<std::string_view> take_part(std::string_view& path) {
    if (!path.starts_with('/')) return std::nullopt;
    path.remove_prefix(1);
    const auto part = path.substr(0, path.find('/'));
    path.remove_prefix(part.size());
    return part;
}

std::string_view path_of(std::string_view target) {
    return target.substr(0, target.find('?'));
}

}  // namespace

CallbackRoutes::CallbackRoutes(const std::vector<ChannelConfig>& channels) {
    randombytes_buf(key_.data(), key_.size());
    for (const auto& channel : channels)
        doors_.push_back({channel.name, hashed(channel.secret.reveal())});
}

std::optional<CallbackRoute> CallbackRoutes::find(std::string_view target) const {
    auto rest = path_of(target);
    const auto top = take_part(rest);
    const auto channel = take_part(rest);
    const auto secret = take_part(rest);
    const auto name = take_part(rest);
    if (top != "cb" || !channel || !secret || !name || !rest.empty()) return std::nullopt;

    // Every door is tried with its secret, so that the time taken says nothing about which channels there
    // are.
    const Hash given = hashed(*secret);
    std::optional<std::size_t> open;
    for (std::size_t i = 0; i < doors_.size(); ++i) {
        const bool fits = sodium_memcmp(given.data(), doors_[i].secret.data(), given.size()) == 0;
        if (fits && doors_[i].channel == *channel) open = i;
    }
    const auto found = std::ranges::find(callback_names, *name, &CallbackName::path);
    if (!open || found == callback_names.end()) return std::nullopt;
    return CallbackRoute{*open, found->callback};
}

CallbackRoutes::Hash CallbackRoutes::hashed(std::string_view secret) const {
    Hash hash{};
    crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(secret.data()),
                       secret.size(), key_.data(), key_.size());
    return hash;
}

std::string callback_path(const ChannelConfig& channel, Callback callback) {
    const auto name = std::ranges::find(callback_names, callback, &CallbackName::callback)->path;
    return "/cb/" + channel.name + "/" + channel.secret.reveal() + "/" + std::string{name};
}

namespace {

Task<world::HttpResponse> answered(world::HttpResponse response) {
    co_return response;
}

}  // namespace

// No coroutine itself: g++ 12 miscompiles a call through a member's pointer inside one.
Task<world::HttpResponse> ConsoleRoutes::handle(world::HttpRequest request) {
    // The server leaves out the body that HEAD does not want.
    const std::string_view method = request.method == "HEAD" ? "GET" : std::string_view{request.method};
    const auto path = path_of(request.target);
    const auto row = std::ranges::find(console_rows, path, &ConsoleRow::path);
    if (row == console_rows.end()) return answered(not_found());
    if (row->method != method) {
        auto response = world::HttpResponse::text(405, "Method not allowed\n");
        response.headers.push_back({"Allow", std::string{row->method}});
        return answered(std::move(response));
    }
    return (console_.*row->handler)();
}

world::HttpResponse not_found() {
    return world::HttpResponse::text(404, "Not found\n");
}

}  // namespace kengele::gateway
