#pragma once

#include <string>
#include <vector>

#include "storage/model/ids.hpp"

namespace kengele::storage {

enum class PlaceLevel {
    country,
    county,
    constituency,
    ward,
    sub_county,
    division,
    location,
    sub_location,
    village
};

// One node of a place tree, as valid on the asked day.
struct Place {
    PlaceNumber number;
    std::string code;  // a path: "047-275-1378"; equal or followed by '-' means inside
    std::string name;
    PlaceLevel level = PlaceLevel::ward;
    PlaceNumber parent;  // zero for the root
    std::vector<std::string> aliases;
};

}  // namespace kengele::storage
