#include "menus/exchange/sizes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "menus/fit.hpp"
#include "menus/text.hpp"

namespace kengele::exchange {

namespace {

using menus::Language;
using menus::Menu;

void keep_larger(Size& size, const Size& other) {
    if (other.septets > size.septets) size = other;
}

std::vector<std::string> fillings_of(const menus::Node& node, Language language) {
    auto names = menus::fillings(node.text.in(language));
    for (const auto& option : node.options)
        std::ranges::copy(menus::fillings(option.text.in(language)), std::back_inserter(names));
    return names;
}

}  // namespace

Size Sizes::of(const std::string& screen, const std::string& part, const std::string& language) const {
    const auto& sizes = screen == "(sample)" ? samples_ : screens_;
    const auto& name = screen == "(sample)" ? part : screen == "(common)" ? std::string() : screen;
    const auto found = sizes.find({name, language});
    return found == sizes.end() ? Size{} : found->second;
}

Sizes sizes_of(const Menu& menu, const menus::Places& places, int screen_septets) {
    Sizes sizes;
    const auto measured = menus::largest_pages(menu, places, screen_septets);
    for (std::size_t i = 0; i < menu.languages.size(); ++i) {
        const auto& language = menu.languages[i];
        auto& any = sizes.screens_[{"", language}];
        for (const auto& node : menu.nodes) {
            const Size size{measured.screens.at({node.id, static_cast<Language>(i)}),
                            fmt::format("screen \"{}\"", node.name())};
            keep_larger(sizes.screens_[{node.name(), language}], size);
            keep_larger(any, size);
            for (const auto& name : fillings_of(node, static_cast<Language>(i)))
                keep_larger(sizes.samples_[{name, language}], size);
        }
        keep_larger(any, {measured.goodbyes.at(i), "the goodbye after wrong keys"});
    }
    return sizes;
}

}  // namespace kengele::exchange
