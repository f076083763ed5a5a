#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "menus/condition.hpp"
#include "menus/menu.hpp"

namespace kengele::menus {

// What may be true when a caller answers on a screen, as far as the screen's conditions ask for it.
struct Situation {
    FieldMap fields;
    Circumstances circumstances;
    std::vector<bool> options;   // which are shown
    std::vector<bool> branches;  // whose condition is true; the first of these is taken
};

// Finds which values the fields that conditions name can have on each screen: followed along all ways, also
// back. Each field is followed alone, so that no combination is missed and some are thought of that never
// come. Takes menus whose ways all lead somewhere; must not outlive its menu.
class Situations {
public:
    explicit Situations(const Menu& menu);

    // Those that differ in what is shown or taken; one where there is no condition, none where nobody comes.
    // Nothing when there are more to try than is reasonable.
    std::optional<std::vector<Situation>> on(const Node& node) const;

    // The values of one field.
    struct Track {
        // None, one that is compared with nothing, and those it is compared with. Sets of them are bits by
        // position.
        std::vector<std::string> values;
        std::uint64_t typed = 0;        // what a typed answer may be
        std::vector<std::uint64_t> on;  // which can be there, by the position of the node
        bool is_followed = true;        // else it is compared with too many

        std::uint64_t of(const std::string& value) const;
    };

private:
    std::optional<std::vector<std::string>> words_of(const Node& node, const std::string& name) const;

    const Menu& menu_;
    std::map<std::string, Track, std::less<>> tracks_;  // by field
};

}  // namespace kengele::menus
