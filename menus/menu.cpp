#include "menus/menu.hpp"

#include <stdexcept>

namespace kengele::menus {

const Node& Menu::node(std::string_view wanted) const {
    const auto found = index.find(wanted);
    if (found == index.end()) throw std::out_of_range("menu has no such node");
    return nodes[found->second];
}

}  // namespace kengele::menus
