#include "gateway/cli/starter_choice.hpp"

#include <map>

#include "gateway/cli/rules.hpp"
#include "gateway/cli/starter_pack.hpp"
#include "gateway/menu_shelf.hpp"

namespace kengele::cli {

menus::Places starter_choice() {
    Problems problems;
    auto places = read_places(starter_places, "places.csv", {}, problems);
    // Numbered as they come: a store would give them numbers of its own.
    std::map<std::string, storage::PlaceNumber, std::less<>> numbers;
    for (auto& place : places) {
        place.number.value = static_cast<std::int64_t>(numbers.size()) + 1;
        numbers[place.code] = place.number;
        const auto parent = numbers.find(place.code.substr(0, place.code.rfind('-')));
        if (parent != numbers.end()) place.parent = parent->second;
    }
    return gateway::places_to_choose(places);
}

}  // namespace kengele::cli
