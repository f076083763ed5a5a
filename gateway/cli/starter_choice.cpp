#include "gateway/cli/starter_choice.hpp"

#include "gateway/cli/starter_rules.hpp"
#include "gateway/menu_shelf.hpp"

namespace kengele::cli {

menus::Places starter_choice() {
    return gateway::places_to_choose(starter_rules().places);
}

menus::Places choice_of(std::string_view places_csv) {
    Problems problems;
    return gateway::places_to_choose(numbered(read_places(places_csv, "places.csv", {}, problems)));
}

}  // namespace kengele::cli
