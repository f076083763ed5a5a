#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <vector>

#include "gateway/reporters/key_ring.hpp"
#include "gateway/world/key_files.hpp"
#include "gateway/world/random.hpp"
#include "storage/model/caller.hpp"
#include "storage/model/session.hpp"
#include "storage/result.hpp"

namespace kengele::reporters {

// The random 32-byte keys of today and yesterday (UTC days), under which alone a caller is known. Each lies
// sealed in keys/ as "day-<number>"; at 48 h it is overwritten and unlinked, and nobody can link or enumerate
// again: a key that could be derived again was never destroyed. Thread-safe; the keys lie in locked memory.
class DayKeys {
public:
    // The ring and files outlive this.
    DayKeys(const KeyRing& ring, world::KeyFiles& files, world::Random& random);

    // Reads what is there, makes today's when missing (durable before it is used), destroys what is past.
    // Called at start, before any other method, and by a loop. Returns the newest day whose rows are to be
    // forgotten, as its key is gone: once at start and whenever that day moves. Errors: of the files; what
    // could be done is done, and the next call does the rest.
    //
    // A wall clock that jumps back makes no key and destroys none: the newest key stays today's. Only when
    // the clock has run on for two days below that key does the key count as made by a wrong clock, and go.
    // A file that cannot be opened counts as missing, so the root is checked first (KeyRing::check_value).
    //
    // `needed`: the keys of this day and later ones outlive their time by one more turn, for what a service
    // that was away too long must still open.
    Result<std::optional<storage::Day>> turn_to(storage::Day today, std::optional<storage::Day> needed = {});

    // Under today's key first, then under yesterday's while it lives.
    std::vector<storage::Pseudonym> pseudonyms(const storage::PhoneNumber& caller) const;
    struct SessionName {
        storage::Day day = 0;
        storage::Key128 key{};
    };
    std::vector<SessionName> session_names(std::string_view channel, std::string_view session_id,
                                           const storage::PhoneNumber& caller) const;

    // What a session holds, bound to its key. Sealing under a day whose key is gone gives no bytes; opening
    // gives nothing then, and when the bytes were altered.
    storage::Bytes seal(storage::Day day, const storage::Key128& session, std::string_view plain,
                        world::Random& random) const;
    std::optional<std::string> open(storage::Day day, const storage::Key128& session,
                                    storage::BytesView sealed) const;

private:
    struct DayKey;
    // Newest day first. A snapshot: who holds one goes on while the day turns.
    using Living = std::vector<std::shared_ptr<const DayKey>>;
    std::shared_ptr<const Living> living() const;
    Result<std::shared_ptr<const DayKey>> make_key(storage::Day day);
    Result<std::shared_ptr<const DayKey>> read_key(storage::Day day);
    bool is_believed(storage::Day today, storage::Day newest);

    const KeyRing& ring_;
    world::KeyFiles& files_;
    world::Random& random_;
    mutable std::mutex mutex_;  // guards living_
    std::shared_ptr<const Living> living_;

    std::mutex turning_;  // guards what follows and the files
    std::optional<storage::Day> behind_since_;
    std::optional<storage::Day> forgotten_;
};

}  // namespace kengele::reporters
