#pragma once

#include <string>

namespace kengele::menus {

// What the phone shows, and whether it waits for an answer. Lines end with LF, the last has none.
struct Screen {
    std::string text;
    bool waits = true;

    bool operator==(const Screen&) const = default;
};

}  // namespace kengele::menus
