#include "gateway/cli/budgets.hpp"

#include <algorithm>

namespace kengele::cli {

menus::Budgets budgets_of(const gateway::Config& config) {
    menus::Budgets budgets;
    for (const auto& channel : config.channels)
        budgets.push_back({channel.name, channel.screen_septets});
    if (budgets.empty()) budgets.push_back({"ussd", gateway::ChannelConfig{}.screen_septets});
    std::ranges::stable_sort(budgets, {}, &menus::Budget::septets);
    return budgets;
}

}  // namespace kengele::cli
