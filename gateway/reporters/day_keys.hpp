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
// again: a key that could be derived again was never destroyed. Thread-safe.
class DayKeys {
public:
    // The ring and files outlive this.
    DayKeys(const KeyRing& ring, world::KeyFiles& files, world::Random& random);

    // Reads what is there, makes today's when missing (durable before it is used), destroys what is past.
    // Called at start and by a loop; returns the newest destroyed day, whose rows are then to be forgotten. A
    // wall clock that jumps back makes no key and destroys none. Errors: of the files.
    Result<std::optional<storage::Day>> turn_to(storage::Day today);

    // Under today's key first, then under yesterday's while it lives.
    std::vector<storage::Pseudonym> pseudonyms(const storage::PhoneNumber& caller) const;
    struct SessionName {
        storage::Day day = 0;
        storage::Key128 key{};
    };
    std::vector<SessionName> session_names(std::string_view channel, std::string_view session_id,
                                           const storage::PhoneNumber& caller) const;

    // What a session holds, bound to its key; nothing when the day's key is gone or the bytes were altered.
    storage::Bytes seal(storage::Day day, const storage::Key128& session, std::string_view plain,
                        world::Random& random) const;
    std::optional<std::string> open(storage::Day day, const storage::Key128& session,
                                    storage::BytesView sealed) const;

private:
    struct Living;
    const KeyRing& ring_;
    world::KeyFiles& files_;
    world::Random& random_;
    mutable std::mutex mutex_;
    std::shared_ptr<const Living> living_;
};

}  // namespace kengele::reporters
