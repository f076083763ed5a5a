#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

#include "gateway/config.hpp"
#include "gateway/host/disk_key_files.hpp"
#include "gateway/host/folder_lock.hpp"
#include "gateway/reporters/key_ring.hpp"
#include "gateway/world/log.hpp"
#include "storage/store.hpp"

namespace kengele::cli {

// A command that cannot go on: one line why and, after a line feed, one how to mend it.
class Refused : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Throws Refused with every problem of the file, one a line.
gateway::Config load_config(const std::filesystem::path& file, gateway::Purpose purpose);

std::string read_text(const std::filesystem::path& file);  // throws Refused
// Whole or not at all; throws Refused.
void write_text(const std::filesystem::path& file, std::string_view text, unsigned mode);

// A data folder in the hands of this process: locked, its key and database open.
class OwnedFolder {
public:
    // Nothing when another process holds it. Throws Refused when it cannot be used.
    static std::optional<OwnedFolder> take(const gateway::Config& config, world::Log& log);

    storage::Store& store() { return *store_; }
    const reporters::KeyRing& ring() const { return *ring_; }
    world::KeyFiles& keys() { return *keys_; }

private:
    OwnedFolder(host::FolderLock lock) : lock_(std::move(lock)) {}

    host::FolderLock lock_;
    std::unique_ptr<host::DiskKeyFiles> keys_;
    std::unique_ptr<reporters::KeyRing> ring_;
    std::unique_ptr<storage::Store> store_;
};

// "Another kengele (process 4711) uses this data folder. ..."
std::string who_holds(const std::filesystem::path& data_dir);

}  // namespace kengele::cli
