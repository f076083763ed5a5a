#pragma once

#include <filesystem>
#include <string>

#include "storage/sqlite/sqlite_store.hpp"

namespace kengele::storage {

// A folder of its own for one database, gone with the object.
class SqliteFolder {
public:
    SqliteFolder();
    ~SqliteFolder();
    SqliteFolder(const SqliteFolder&) = delete;
    SqliteFolder& operator=(const SqliteFolder&) = delete;

    std::string database() const { return path_ / "kengele.db"; }
    const std::filesystem::path& path() const { return path_; }
    SqliteOptions options() const;

private:
    std::filesystem::path path_;
};

}  // namespace kengele::storage
