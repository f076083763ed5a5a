#pragma once

#include <filesystem>
#include <string_view>

namespace kengele::cli {

// Has Graphviz draw its language as a picture. Throws Refused.
void draw_svg(std::string_view dot, const std::filesystem::path& out);

}  // namespace kengele::cli
