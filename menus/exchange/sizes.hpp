#pragma once

#include <map>
#include <string>
#include <utility>

#include "menus/menu.hpp"
#include "menus/places.hpp"

namespace kengele::exchange {

struct Size {
    int septets = 0;
    std::string whose;  // "screen \"home\""
};

// How large screens are in their worst case, for whoever writes the texts on them.
class Sizes {
public:
    // The largest screen on which a part of a screen, of the engine's words or of the samples stands.
    Size of(const std::string& screen, const std::string& part, const std::string& language) const;

private:
    friend Sizes sizes_of(const menus::Menu& menu, const menus::Places& places, int screen_septets);

    // By screen, or the filling that stands on some, or "" for any; and language.
    std::map<std::pair<std::string, std::string>, Size> screens_;
    std::map<std::pair<std::string, std::string>, Size> samples_;
};

Sizes sizes_of(const menus::Menu& menu, const menus::Places& places, int screen_septets);

}  // namespace kengele::exchange
