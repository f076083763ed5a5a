#pragma once

#include <filesystem>

#include "gateway/config.hpp"

namespace kengele::host {

// The real FileReader of parse_config: a whole file of at most 1 MB with its permission bits.
Result<gateway::SecretFile> read_file(const std::filesystem::path& path);

}  // namespace kengele::host
