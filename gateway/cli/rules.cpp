#include "gateway/cli/rules.hpp"

#include <algorithm>

namespace kengele::cli {

bool Rules::has_role(std::string_view key) const {
    return std::ranges::find(roles, key, &storage::Role::key) != roles.end();
}

bool Rules::has_ladder(std::string_view name) const {
    return std::ranges::find(rungs, name, &storage::Rung::ladder) != rungs.end();
}

const storage::Place* Rules::place(std::string_view code) const {
    const auto found = std::ranges::find(places, code, &storage::Place::code);
    return found == places.end() ? nullptr : &*found;
}

const storage::Place* Rules::place(storage::PlaceNumber number) const {
    const auto found = std::ranges::find(places, number, &storage::Place::number);
    return found == places.end() ? nullptr : &*found;
}

Result<Rules> read_rules(storage::Reader& reader) {
    const auto viewer = storage::Viewer::at_the_machine();
    auto places = reader.places(viewer);
    if (!places) return places.error();
    auto roles = reader.roles(viewer);
    if (!roles) return roles.error();
    auto rungs = reader.rungs(viewer);
    if (!rungs) return rungs.error();
    auto kinds = reader.kinds(viewer);
    if (!kinds) return kinds.error();
    auto roster = reader.roster(viewer);
    if (!roster) return roster.error();
    auto directory = reader.directory(viewer);
    if (!directory) return directory.error();
    return Rules{std::move(*places), std::move(*roles),  std::move(*rungs),
                 std::move(*kinds),  std::move(*roster), std::move(*directory)};
}

}  // namespace kengele::cli
