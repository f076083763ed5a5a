#include "tests/gateway/ussd/starter_town.hpp"

#include <fstream>
#include <iterator>

#include "menus/parse.hpp"

namespace kengele::testing {

std::string starter(const std::string& name) {
    std::ifstream file(KENGELE_SOURCE_DIR "/menus/definitions/kenya/" + name);
    REQUIRE(file.good());
    return {std::istreambuf_iterator<char>(file), {}};
}

std::shared_ptr<const menus::Menu> starter_menu() {
    auto parsed = menus::parse(starter("incident.toml"), "incident.toml");
    REQUIRE(parsed.menu.has_value());
    return std::make_shared<const menus::Menu>(std::move(*parsed.menu));
}

}  // namespace kengele::testing
