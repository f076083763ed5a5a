#include "tests/simulator/virtual_network.hpp"

#include <doctest/doctest.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <memory>
#include <string>

namespace kengele::simulator {
namespace {

using world::HttpRequest;
using world::HttpResponse;

class Echo final : public world::HttpHandler {
public:
    Task<HttpResponse> handle(HttpRequest request) override {
        co_return HttpResponse::text(200, "heard " + request.body);
    }
};

struct Outside {
    SeededRandom random{5, SeededRandom::Part::network};
    VirtualClock clock{storage::WallTime{}};
    VirtualNetwork network{clock, random};
    boost::asio::io_context context;
    int carried_out = 0;

    Outside() {
        network.serve([this](const HttpRequest&) {
            ++carried_out;
            return HttpResponse::text(201, "taken");
        });
    }

    void run() {
        do {
            context.restart();
            context.poll();
        } while (clock.jump());
    }

    std::string send() {
        std::string outcome;
        co_spawn(context, send_one(outcome), boost::asio::detached);
        run();
        return outcome;
    }

    Task<void> send_one(std::string& outcome) {
        // Named: g++ 12 destroys braced temporaries of a co_await expression twice.
        HttpRequest request{"POST", "http://telco/sms", {}, "x"};
        const auto answer = co_await network.send(std::move(request), Millis{10'000});
        outcome = answer ? std::to_string(answer->status) : answer.error().message();
    }
};

TEST_CASE("each fault of the network shows the sender what it may conclude, and no more") {
    struct Row {
        const char* name;
        double NetworkFaults::*fault;
        const char* outcome;
        int carried_out;
    };
    const Row rows[] = {
        {"unreachable", &NetworkFaults::unreachable, "no connection", 0},
        {"request lost", &NetworkFaults::request_lost, "no answer in time", 0},
        {"answer lost", &NetworkFaults::answer_lost, "the connection ended before the answer", 1},
        {"hang", &NetworkFaults::hang, "no answer in time", 1},
        {"throttled", &NetworkFaults::throttled, "429", 0},
    };
    for (const auto& row : rows) {
        CAPTURE(row.name);
        Outside outside;
        outside.network.faults.*row.fault = 1;

        CHECK(outside.send() == row.outcome);

        CHECK(outside.carried_out == row.carried_out);
        CHECK(outside.network.faults_so_far() == 1);
    }
}

TEST_CASE("without faults the provider's answer arrives") {
    Outside outside;

    CHECK(outside.send() == "201");
    CHECK(outside.carried_out == 1);
}

TEST_CASE("a request outlives the process that sent it") {
    Outside outside;
    auto process = std::make_unique<boost::asio::io_context>();
    std::string outcome;
    co_spawn(*process, outside.send_one(outcome), boost::asio::detached);
    process->poll();

    process.reset();
    outside.run();

    CHECK(outside.carried_out == 1);
    CHECK(outcome.empty());
}

TEST_CASE("the provider's call is answered once, and not at all by a process that is down") {
    Outside outside;
    Echo echo;
    std::vector<std::string> answers;
    const auto note = [&](const HttpResponse* response) {
        answers.push_back(response ? response->body : "none");
    };

    outside.network.connect(outside.context, echo);
    outside.network.call({"POST", "/cb", {}, "one"}, Millis{10'000}, note);
    outside.run();
    outside.network.disconnect();
    outside.network.call({"POST", "/cb", {}, "two"}, Millis{10'000}, note);
    outside.run();

    CHECK(answers == std::vector<std::string>{"heard one", "none"});
}

}  // namespace
}  // namespace kengele::simulator
