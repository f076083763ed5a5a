#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/model/bytes.hpp"
#include "storage/result.hpp"

namespace kengele::world {

// The folder `keys/`: small secret files outside database and backup, mode 0600, written whole or not at all.
class KeyFiles {
public:
    virtual ~KeyFiles() = default;

    virtual Result<std::optional<storage::Bytes>> read(std::string_view name) = 0;
    virtual Result<void> write(std::string_view name,
                               storage::BytesView bytes) = 0;  // durable when it returns
    virtual Result<void> destroy(std::string_view name) = 0;   // overwritten, then unlinked
    virtual Result<std::vector<std::string>> names() = 0;
};

}  // namespace kengele::world
