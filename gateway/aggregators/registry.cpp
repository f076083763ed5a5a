#include "gateway/aggregators/registry.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "gateway/aggregators/africastalking/africastalking.hpp"

namespace kengele::aggregators {
namespace {

struct KindRow {
    std::string_view kind;
    std::unique_ptr<const Aggregator> (*make)(const gateway::ChannelConfig&);
};

template <class Provider>
std::unique_ptr<const Aggregator> make(const gateway::ChannelConfig& channel) {
    return std::make_unique<const Provider>(channel);
}

constexpr std::array kinds{
    KindRow{"africastalking", make<AfricasTalking>},
};

}  // namespace

std::vector<std::string_view> known_kinds() {
    std::vector<std::string_view> names;
    names.reserve(kinds.size());
    for (const auto& row : kinds)
        names.push_back(row.kind);
    return names;
}

std::unique_ptr<const Aggregator> make_aggregator(const gateway::ChannelConfig& channel) {
    const auto row = std::ranges::find(kinds, channel.kind, &KindRow::kind);
    if (row == kinds.end()) throw std::invalid_argument("no such kind of channel: " + channel.kind);
    return row->make(channel);
}

std::vector<Channel> make_channels(const std::vector<gateway::ChannelConfig>& configured) {
    std::vector<Channel> channels;
    channels.reserve(configured.size());
    for (const auto& channel : configured)
        channels.push_back({channel.name, make_aggregator(channel)});
    return channels;
}

}  // namespace kengele::aggregators
