#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "menus/exchange/measure.hpp"
#include "menus/menu.hpp"

namespace kengele::fuzz {

// What fuzzed texts are read against: a small menu, and a few places.
const std::string& small_menu_text();
const menus::Menu& small_menu();
const exchange::Measure& measure();

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}

// What must hold whatever was read; a false one is a finding.
void expect(bool holds);

}  // namespace kengele::fuzz
