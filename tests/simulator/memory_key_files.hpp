#pragma once

#include <map>

#include "gateway/world/key_files.hpp"

namespace kengele::simulator {

// The folder `keys/` in memory. It survives crashes, as files do whose writing is durable when it returns.
class MemoryKeyFiles final : public world::KeyFiles {
public:
    Result<std::optional<storage::Bytes>> read(std::string_view name) override;
    Result<void> write(std::string_view name, storage::BytesView bytes) override;
    Result<void> destroy(std::string_view name) override;
    Result<std::vector<std::string>> names() override;

private:
    std::map<std::string, storage::Bytes, std::less<>> files_;
};

}  // namespace kengele::simulator
