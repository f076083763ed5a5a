#pragma once

#include <filesystem>
#include <string>

#include "gateway/cli/folder.hpp"
#include "gateway/world/random.hpp"

namespace kengele::cli {

struct Login {
    std::string user;
    std::string password;
};

// Makes what a demonstration's folder lacks: configuration, menu, keys and secrets (0600), an operator's
// login. What is there stays as it is.
void furnish(const std::filesystem::path& folder, world::Random& random);

Login read_login(const std::filesystem::path& folder);

// Fills an empty database with Kenya's starter pack. Throws Refused.
void fill(OwnedFolder& folder, const gateway::Config& config, world::Log& log);

}  // namespace kengele::cli
