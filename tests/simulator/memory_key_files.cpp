#include "tests/simulator/memory_key_files.hpp"

namespace kengele::simulator {

Result<std::optional<storage::Bytes>> MemoryKeyFiles::read(std::string_view name) {
    const auto found = files_.find(name);
    if (found == files_.end()) return std::optional<storage::Bytes>{};
    return std::optional(found->second);
}

Result<void> MemoryKeyFiles::write(std::string_view name, storage::BytesView bytes) {
    files_.insert_or_assign(std::string(name), storage::Bytes(bytes.begin(), bytes.end()));
    return {};
}

Result<void> MemoryKeyFiles::destroy(std::string_view name) {
    const auto found = files_.find(name);
    if (found != files_.end()) files_.erase(found);
    return {};
}

Result<std::vector<std::string>> MemoryKeyFiles::names() {
    std::vector<std::string> names;
    for (const auto& [name, bytes] : files_)
        names.push_back(name);
    return names;
}

}  // namespace kengele::simulator
