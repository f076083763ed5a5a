#include "gateway/cli/budgets.hpp"

#include <doctest/doctest.h>

namespace kengele::cli {

TEST_CASE("menus are measured for every channel, the smallest first") {
    gateway::Config config;
    for (const auto& [name, septets] : {std::pair("a", 160), std::pair("b", 140), std::pair("c", 156)}) {
        gateway::ChannelConfig channel;
        channel.name = name;
        channel.screen_septets = septets;
        config.channels.push_back(std::move(channel));
    }

    std::string order;
    for (const auto& budget : budgets_of(config))
        order += budget.channel + std::to_string(budget.septets);

    CHECK(order == "b140c156a160");
}

TEST_CASE("without a channel menus are measured for what most networks show") {
    const auto budgets = budgets_of();

    REQUIRE(budgets.size() == 1);
    CHECK(budgets.front().channel == "ussd");
    CHECK(budgets.front().septets == 156);
}

}  // namespace kengele::cli
