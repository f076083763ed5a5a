#include "menus/menu.hpp"

#include <algorithm>
#include <numeric>
#include <set>
#include <stdexcept>

namespace kengele::menus {

const Node& Menu::node(std::string_view wanted) const {
    const auto found = index.find(wanted);
    if (found == index.end()) throw std::out_of_range("menu has no such node");
    return nodes[found->second];
}

const Shortcut* Menu::shortcut(std::string_view number) const {
    const auto found = std::ranges::find(shortcuts, number, &Shortcut::number);
    return found == shortcuts.end() ? nullptr : &*found;
}

std::vector<Language> Menu::each_language() const {
    std::vector<Language> all(languages.size());
    std::iota(all.begin(), all.end(), Language{0});
    return all;
}

std::size_t Menu::screens_written() const {
    std::set<std::string_view> names;
    for (const auto& one : nodes)
        names.insert(one.name());
    return names.size();
}

}  // namespace kengele::menus
