#include "tests/simulator/faulty_disk.hpp"

#include <algorithm>
#include <cstring>

namespace kengele::simulator {
namespace {

constexpr std::size_t sector_bytes = 512;

}  // namespace

void DiskFile::write(std::size_t offset, std::span<const std::uint8_t> bytes) {
    unsynced_.push_back({offset, {bytes.begin(), bytes.end()}, false});
    apply(unsynced_.back(), now_);
}

void DiskFile::truncate(std::size_t size) {
    unsynced_.push_back({size, {}, true});
    apply(unsynced_.back(), now_);
}

void DiskFile::sync() {
    for (const auto& change : unsynced_)
        apply(change, platter_);
    unsynced_.clear();
    is_named_ = true;
}

void DiskFile::fail_sync(SeededRandom& random) {
    for (const auto& change : unsynced_) {
        if (random.chance(0.5)) apply(change, platter_);
    }
    unsynced_.clear();
}

bool DiskFile::lose_power(SeededRandom& random) {
    // Each cut has a temper of its own: one that loses all and one that keeps all happen as well as mixtures.
    const double kept = static_cast<double>(random.below(5)) / 4;
    for (const auto& change : unsynced_) {
        if (random.chance(0.2)) {
            apply_torn(change, platter_, random);
        } else if (random.chance(kept)) {
            apply(change, platter_);
        }
    }
    unsynced_.clear();
    now_ = platter_;
    return is_named_ || random.chance(kept);
}

void DiskFile::apply(const Change& change, Content& content) {
    if (change.truncates) {
        content.resize(std::min(change.offset, content.size()));
        return;
    }
    content.resize(std::max(content.size(), change.offset + change.bytes.size()));
    if (!change.bytes.empty()) {
        std::memcpy(content.data() + change.offset, change.bytes.data(), change.bytes.size());
    }
}

void DiskFile::apply_torn(const Change& change, Content& content, SeededRandom& random) {
    if (change.truncates) return;
    for (std::size_t at = 0; at < change.bytes.size();) {
        const auto to_edge = sector_bytes - (change.offset + at) % sector_bytes;
        const auto piece = std::span(change.bytes).subspan(at, std::min(to_edge, change.bytes.size() - at));
        if (random.chance(0.5)) apply({change.offset + at, {piece.begin(), piece.end()}, false}, content);
        at += piece.size();
    }
}

void FaultyDisk::load(const Image& image) {
    files_.clear();
    removed_.clear();
    for (const auto& [path, content] : image)
        files_[path] = std::make_shared<DiskFile>(content);
}

FaultyDisk::Image FaultyDisk::image() const {
    Image image;
    for (const auto& [path, file] : files_)
        image[path] = file->content();
    return image;
}

std::shared_ptr<DiskFile> FaultyDisk::open(std::string_view path) const {
    const auto found = files_.find(path);
    return found == files_.end() ? nullptr : found->second;
}

std::shared_ptr<DiskFile> FaultyDisk::create(std::string_view path) {
    auto file = std::make_shared<DiskFile>();
    files_.insert_or_assign(std::string(path), file);
    return file;
}

void FaultyDisk::remove(std::string_view path, bool durably) {
    const auto found = files_.find(path);
    if (found == files_.end()) return;
    if (durably) {
        removed_.erase(found->first);
    } else {
        removed_[found->first] = found->second;
    }
    files_.erase(found);
}

void FaultyDisk::lose_power() {
    std::map<std::string, std::shared_ptr<DiskFile>, std::less<>> left;
    const auto keep = [&](const auto& named) {
        DiskFile survivor = *named.second;
        if (survivor.lose_power(random_)) {
            left.try_emplace(named.first, std::make_shared<DiskFile>(std::move(survivor)));
        }
    };
    for (const auto& named : files_)
        keep(named);
    for (const auto& named : removed_) {
        if (random_.chance(0.5)) keep(named);
    }
    files_ = std::move(left);
    removed_.clear();
}

}  // namespace kengele::simulator
