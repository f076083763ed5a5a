#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kengele::menus {

// The words without their last ones, at least `units` septets shorter, not ending in a small word that leads
// on ("Ukatili wa kijinsia na wa nyumbani" -> "Ukatili wa kijinsia"). Nothing when no word would be left.
std::optional<std::string> shortened(std::string_view words, int units);

}  // namespace kengele::menus
