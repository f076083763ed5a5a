#pragma once

#include "gateway/config.hpp"
#include "menus/budget.hpp"

namespace kengele::cli {

// What menus are measured against: one menu serves all channels. Without any channel, or without a
// configuration, what most networks show.
menus::Budgets budgets_of(const gateway::Config& config = {});

}  // namespace kengele::cli
