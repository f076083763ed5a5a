#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "storage/store.hpp"

namespace kengele::storage::sqlite {

// Answers of the writer's connection that every report asks again and that change only with an import: kinds,
// roles, ladders, places, rosters and the directory. Whoever writes any of them must call forget() in the
// same unit; from there to the end of the group nothing is kept, as the unit may yet be rolled back. Only the
// writer writes, so no version needs to be asked.
class RulesCache {
public:
    // Sorted, and bounded: a map that grew too large is begun anew.
    template <class Key, class Value>
    using Kept = std::map<Key, Value>;

    Kept<std::string, std::optional<Kind>> kinds;
    Kept<std::string, std::vector<Rung>> ladders;
    Kept<std::tuple<PlaceNumber, Day>, std::optional<Place>> places;
    Kept<std::tuple<std::string, PlaceNumber, Day>, std::vector<RosterEntry>> rosters;
    Kept<int, std::vector<Role>> roles;  // one, under 0
    Kept<std::string, std::vector<DirectoryEntry>> directories;
    Kept<std::string, std::optional<DirectoryEntry>> directory_entries;

    void begin_group() { is_changing_ = false; }

    void forget() {
        is_changing_ = true;
        kinds.clear();
        ladders.clear();
        places.clear();
        rosters.clear();
        roles.clear();
        directories.clear();
        directory_entries.clear();
    }

    // What is kept under the key, or else what `read` answers.
    template <class Key, class Value, class Read>
    Value get(Kept<Key, Value>& kept, const Key& key, const Read& read) {
        if (const auto known = kept.find(key); known != kept.end()) return known->second;
        Value value = read();
        if (is_changing_) return value;
        if (kept.size() >= entries_max) kept.clear();
        kept.emplace(key, value);
        return value;
    }

private:
    // About two megabytes of rosters, the largest of them.
    static constexpr std::size_t entries_max = 4096;

    bool is_changing_ = false;
};

}  // namespace kengele::storage::sqlite
