#include "gateway/cli/starter_rules.hpp"

#include "gateway/cli/starter_pack.hpp"
#include "gateway/host/system_random.hpp"
#include "storage/ensure.hpp"

namespace kengele::cli {
namespace {

reporters::KeyRing a_key_nobody_keeps(world::Random& random) {
    storage::Bytes root(reporters::KeyRing::root_bytes);
    random.fill(root);
    return reporters::KeyRing{root};
}

}  // namespace

// What a path's last part lies in; the counties lie in the country, which stands first.
std::vector<storage::Place> numbered(std::vector<storage::Place> places) {
    std::map<std::string, storage::PlaceNumber> numbers;
    for (auto& place : places) {
        place.number.value = static_cast<std::int64_t>(numbers.size()) + 1;
        numbers[place.code] = place.number;
        const auto dash = place.code.rfind('-');
        if (dash != std::string::npos) {
            place.parent = numbers.at(place.code.substr(0, dash));
        } else if (place.level != storage::PlaceLevel::country) {
            place.parent = places.front().number;
        }
    }
    return places;
}

Rules starter_rules() {
    Rules rules;
    Problems problems;
    host::SystemRandom random;
    const auto ring = a_key_nobody_keeps(random);
    rules.roles = read_roles(starter_roles, "roles.csv", problems);
    rules.rungs = read_ladders(starter_ladders, "ladders.csv", rules, problems);
    rules.kinds = read_taxonomy(starter_taxonomy, "taxonomy.csv", rules, problems);
    rules.places = numbered(read_places(starter_places, "places.csv", rules, problems));
    rules.roster = read_responders(starter_responders, "responders.csv", rules, ring, random, problems);
    rules.directory = read_directory(starter_directory, "directory.csv", rules, surely_past, problems);
    ensure(problems.empty());
    return rules;
}

}  // namespace kengele::cli
