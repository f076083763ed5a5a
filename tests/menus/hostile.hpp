#pragma once

#include <string>
#include <vector>

namespace kengele::tests {

// A menu file that somebody wrote to hurt the program that reads it: as large as a file may be, or larger.
struct HostileMenu {
    std::string name;
    std::string toml;
};

std::vector<HostileMenu> hostile_menus();

}  // namespace kengele::tests
