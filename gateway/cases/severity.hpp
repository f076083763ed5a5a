#pragma once

#include <string_view>

#include "storage/model/taxonomy.hpp"

namespace kengele::cases {

// The kind's severity moved by the urgency answer: "life" makes it P1, "hurt" at least P2, "calm" one lower
// (never for a protected kind), anything else keeps it.
storage::Severity severity_of(const storage::Kind& kind, std::string_view urgency);

}  // namespace kengele::cases
