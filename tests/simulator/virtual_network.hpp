#pragma once

#include <boost/asio/io_context.hpp>
#include <cstdint>
#include <functional>

#include "gateway/world/http.hpp"
#include "tests/simulator/seeded_random.hpp"
#include "tests/simulator/virtual_clock.hpp"

namespace kengele::simulator {

// Chances, each of one request. They are tried in this order.
struct NetworkFaults {
    double unreachable = 0;   // nobody answers the door
    double request_lost = 0;  // sent, never arrives: the sender only sees its limit pass
    double answer_lost = 0;   // carried out, and the connection ends before the answer
    double hang = 0;          // carried out, and no answer comes
    double throttled = 0;     // 429, not carried out
    double trouble = 0;       // 500, carried out or not
    double slow = 0;          // up to 30 s until it arrives
};

// The wire between the service and the provider, both ways. The service's requests meet the faults; the
// provider's own calls to the service are as the provider is told to make them.
class VirtualNetwork final : public world::HttpClient {
public:
    using Server = std::function<world::HttpResponse(const world::HttpRequest&)>;
    // Told of each request of the service when it leaves, and of what the service then hears. Nothing is
    // heard by a process that died waiting.
    struct Tap {
        std::function<std::uint64_t(const world::HttpRequest&)> leaves;
        std::function<void(std::uint64_t, const Result<world::HttpResponse>&)> hears;
    };
    using OnAnswer = std::function<void(const world::HttpResponse*)>;  // null: no answer within the patience

    // Both outlive this.
    VirtualNetwork(VirtualClock& clock, SeededRandom& random) : clock_(clock), random_(random) {}

    NetworkFaults faults;
    std::uint64_t faults_so_far() const { return faults_so_far_; }

    void serve(Server provider) { provider_ = std::move(provider); }
    void listen_in(Tap tap) { tap_ = std::move(tap); }

    // The service is there, until disconnect(). Both outlive that moment.
    void connect(boost::asio::io_context& context, world::HttpHandler& service);
    void disconnect();

    Task<Result<world::HttpResponse>> send(world::HttpRequest request, Millis limit) override;

    // The provider calls the service. The answer comes once, or not within `patience`: then nobody listens
    // any more.
    void call(world::HttpRequest request, Millis patience, OnAnswer on_answer);

private:
    Task<Result<world::HttpResponse>> carry(world::HttpRequest request, Millis limit);
    Millis travel();

    VirtualClock& clock_;
    SeededRandom& random_;
    Server provider_;
    Tap tap_;
    boost::asio::io_context* context_ = nullptr;
    world::HttpHandler* service_ = nullptr;
    std::uint64_t faults_so_far_ = 0;
};

}  // namespace kengele::simulator
