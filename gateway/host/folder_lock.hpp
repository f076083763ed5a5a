#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>

#include "gateway/host/descriptor.hpp"
#include "gateway/host/error.hpp"
#include "storage/result.hpp"

namespace kengele::host {

// A data folder has one owner: the process that holds the lock on the file `lock` in it, where its pid can be
// read. The kernel lets go when the process ends, however it ends.
class FolderLock {
public:
    // Errors: folder_locked, those of the operating system.
    static Result<FolderLock> take(const std::filesystem::path& folder);

    // Whose it is while take() answers folder_locked; nothing when that cannot be told.
    static std::optional<pid_t> holder(const std::filesystem::path& folder);

private:
    explicit FolderLock(Descriptor file) : file_(std::move(file)) {}

    Descriptor file_;
};

}  // namespace kengele::host
