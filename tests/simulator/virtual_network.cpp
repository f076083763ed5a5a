#include "tests/simulator/virtual_network.hpp"

#include <boost/asio/co_spawn.hpp>
#include <exception>
#include <memory>
#include <optional>

namespace kengele::simulator {
namespace {

using world::HttpRequest;
using world::HttpResponse;

}  // namespace

void VirtualNetwork::connect(boost::asio::io_context& context, world::HttpHandler& service) {
    context_ = &context;
    service_ = &service;
}

void VirtualNetwork::disconnect() {
    context_ = nullptr;
    service_ = nullptr;
}

Task<Result<HttpResponse>> VirtualNetwork::send(HttpRequest request, Millis limit) {
    const auto ticket = tap_.leaves ? tap_.leaves(request) : 0;
    auto heard = co_await carry(std::move(request), limit);
    if (tap_.hears) tap_.hears(ticket, heard);
    co_return heard;
}

Task<Result<HttpResponse>> VirtualNetwork::carry(HttpRequest request, Millis limit) {
    const auto strikes = [&](double chance) {
        const bool does = random_.chance(chance);
        if (does) ++faults_so_far_;
        return does;
    };

    if (strikes(faults.unreachable)) {
        co_await clock_.sleep(travel());
        co_return world::Error::unreachable;
    }
    if (strikes(faults.request_lost)) {
        co_await clock_.sleep(limit);
        co_return world::Error::timed_out;
    }
    const bool loses_answer = strikes(faults.answer_lost);
    const bool hangs = !loses_answer && strikes(faults.hang);
    const bool throttles = !loses_answer && !hangs && strikes(faults.throttled);
    const bool troubles = !loses_answer && !hangs && !throttles && strikes(faults.trouble);
    const bool is_carried_out = !throttles && !(troubles && random_.chance(0.5));
    const auto there = strikes(faults.slow) ? Millis{random_.between(1'000, 30'000)} : travel();
    const auto back = travel();

    // What is on its way arrives whether or not its sender lives to hear of it.
    auto answer = std::make_shared<std::optional<HttpResponse>>();
    if (is_carried_out) {
        clock_.after(there, [this, answer, request = std::move(request)] { *answer = provider_(request); });
    }
    if (hangs || there + back > limit) {
        co_await clock_.sleep(limit);
        co_return world::Error::timed_out;
    }
    co_await clock_.sleep(there + back);
    if (loses_answer) co_return world::Error::answer_lost;
    if (throttles) co_return HttpResponse::text(429, "Too Many Requests");
    if (troubles) co_return HttpResponse::text(500, "Internal Server Error");
    co_return std::move(**answer);
}

void VirtualNetwork::call(HttpRequest request, Millis patience, OnAnswer on_answer) {
    auto listener = std::make_shared<OnAnswer>(std::move(on_answer));
    const auto tell = [listener](const HttpResponse* response) {
        if (const auto once = std::exchange(*listener, nullptr)) once(response);
    };
    clock_.after(patience, [tell] { tell(nullptr); });
    clock_.after(travel(), [this, tell, request = std::move(request)]() mutable {
        if (!service_) return;
        const auto answered = [this, tell](std::exception_ptr escaped, HttpResponse response) {
            if (escaped) std::rethrow_exception(escaped);
            clock_.after(travel(), [tell, response = std::move(response)] { tell(&response); });
        };
        boost::asio::co_spawn(*context_, service_->handle(std::move(request)), answered);
    });
}

Millis VirtualNetwork::travel() {
    return Millis{random_.between(5, 120)};
}

}  // namespace kengele::simulator
