#pragma once

#include <boost/unordered/unordered_flat_map.hpp>
#include <cstdint>
#include <cstring>
#include <functional>
#include <list>
#include <optional>

#include "storage/model/session.hpp"

namespace kengele::storage::sqlite {

// Calls in progress, in memory beside the writer: the truth while the program runs. What the running group
// and its running unit have changed lies over it in two layers, each dropped when its unit or group is rolled
// back.
class SessionTable {
public:
    // Room for so many before the index first grows (a growing index of a million stalls the writer).
    explicit SessionTable(std::size_t expected);

    // At start, oldest first.
    void load(std::int64_t row, StoredSession session);

    const StoredSession* find(const Key128& key) const;
    // The row to write it through to: its own, or the next number.
    std::int64_t put(const StoredSession& session);
    // Rows of the sessions that match, which are gone from now on.
    std::vector<std::int64_t> forget_untouched(ServiceTime since);
    std::vector<std::int64_t> forget_days(Day through);

    void begin_unit() { unit_.clear(); }
    void keep_unit();  // into the group
    void drop_unit() { unit_.clear(); }
    void keep_group();  // after COMMIT
    void drop_group();

    std::size_t size() const { return index_.size(); }

private:
    struct Entry {
        std::int64_t row = 0;
        StoredSession session;
    };
    // The keys are keyed hashes already.
    struct KeyHash {
        using is_avalanching = void;
        std::size_t operator()(const Key128& key) const {
            std::size_t hash = 0;
            std::memcpy(&hash, key.data(), sizeof hash);
            return hash;
        }
    };
    struct Change {
        std::int64_t row = 0;
        std::optional<StoredSession> session;  // nothing: forgotten
    };
    // Entries never move; the list is in the order they were last put.
    using Slab = std::list<Entry>;
    using Index = boost::unordered_flat_map<Key128, Slab::iterator, KeyHash>;
    using Layer = boost::unordered_flat_map<Key128, Change, KeyHash>;

    const Change* changed(const Key128& key) const;
    std::vector<std::int64_t> forget(const std::function<bool(const StoredSession&)>& goes, bool oldest_only);

    Slab slab_;
    Index index_;
    Layer group_;
    Layer unit_;
    std::int64_t next_row_ = 1;
};

}  // namespace kengele::storage::sqlite
