#include "gateway/aggregators/registry.hpp"

#include <doctest/doctest.h>

#include <stdexcept>

using namespace kengele;
using namespace kengele::aggregators;

TEST_CASE("every known kind can be made, another one stops the start") {
    for (const auto kind : known_kinds()) {
        gateway::ChannelConfig channel;
        channel.name = "at";
        channel.kind = std::string(kind);

        const auto channels = make_channels({channel});

        REQUIRE(channels.size() == 1);
        CHECK(channels.front().name == "at");
        CHECK(channels.front().aggregator != nullptr);
    }
    gateway::ChannelConfig unknown;
    unknown.kind = "pigeon";
    CHECK_THROWS_AS(make_aggregator(unknown), std::invalid_argument);
}
