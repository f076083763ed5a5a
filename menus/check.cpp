#include "menus/check.hpp"

#include "menus/fit.hpp"

namespace kengele::menus {

Problems check(const Menu& menu, const Places& places, int screen_septets, std::string_view file_name) {
    auto problems = oversized(menu, places, screen_septets, file_name);
    sort(problems);
    return problems;
}

}  // namespace kengele::menus
