#include "gateway/cli/starter_choice.hpp"

#include "gateway/cli/starter_rules.hpp"
#include "gateway/menu_shelf.hpp"

namespace kengele::cli {

menus::Places starter_choice() {
    return gateway::places_to_choose(starter_rules().places);
}

}  // namespace kengele::cli
