#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/aggregators/aggregator.hpp"
#include "gateway/config.hpp"

namespace kengele::aggregators {

// One configured connection to a provider. Lives as long as the service.
struct Channel {
    std::string name;
    std::unique_ptr<const Aggregator> aggregator;
};

// The kinds of channel there are: an explicit list, nobody registers himself.
std::vector<std::string_view> known_kinds();

// Throws std::invalid_argument for a kind that is not known: the start cannot go on.
std::unique_ptr<const Aggregator> make_aggregator(const gateway::ChannelConfig& channel);
std::vector<Channel> make_channels(const std::vector<gateway::ChannelConfig>& configured);

}  // namespace kengele::aggregators
