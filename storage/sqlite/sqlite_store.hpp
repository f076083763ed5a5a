#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "storage/result.hpp"
#include "storage/store.hpp"

namespace kengele::storage {

struct SqliteOptions {
    std::string path;  // its -wal and -shm lie beside it; a -journal only while the file is first made
    std::string vfs;   // a registered SQLite VFS by name; empty: the system's
    std::size_t sessions_expected =
        1'000'000;                          // room kept in memory, so that the index never grows in service
    std::int64_t wal_bytes_max = 64 << 20;  // above it the writer empties the log once, between two groups
    // Why a unit threw: a promise's place or an error's code, never its data. Called on the writer's
    // executor.
    std::function<void(std::string_view reason)> on_failure;
};

// Opens or makes the database, checks it (quick_check), migrates it, reads the sessions and makes one commit,
// so that what follows is durable. Errors: newer (left untouched), full, locked, broken.
Result<std::unique_ptr<Store>> open_sqlite(const SqliteOptions& options);

}  // namespace kengele::storage
