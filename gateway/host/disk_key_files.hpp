#pragma once

#include <filesystem>

#include "gateway/host/error.hpp"
#include "gateway/world/key_files.hpp"

namespace kengele::host {

// The folder of key files on a real disk. Names are plain: letters, digits, '-', '_' and '.', not first.
// Errors: bad_name, those of the operating system.
class DiskKeyFiles final : public world::KeyFiles {
public:
    // Makes the folder (0700) when it is not there. Errors: not_private, those of the operating system.
    static Result<DiskKeyFiles> open(const std::filesystem::path& folder);

    Result<std::optional<storage::Bytes>> read(std::string_view name) override;
    Result<void> write(std::string_view name, storage::BytesView bytes) override;
    Result<void> destroy(std::string_view name) override;
    Result<std::vector<std::string>> names() override;

private:
    explicit DiskKeyFiles(std::filesystem::path folder) : folder_(std::move(folder)) {}

    std::filesystem::path folder_;
};

}  // namespace kengele::host
