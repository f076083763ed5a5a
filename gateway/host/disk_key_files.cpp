#include "gateway/host/disk_key_files.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>

#include <algorithm>

#include "gateway/host/descriptor.hpp"

namespace kengele::host {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t file_bytes_max = 64 * 1024;
constexpr std::string_view unfinished = ".new";  // suffix of a file that is still being written

bool is_key_name(std::string_view name);
Result<storage::Bytes> read_all(int file);
Result<void> write_all(int file, storage::BytesView bytes);
Result<void> sync_folder(const fs::path& folder);
Result<void> overwrite_and_unlink(const fs::path& path);

}  // namespace

Result<DiskKeyFiles> DiskKeyFiles::open(const fs::path& folder) {
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) return last_error();
    struct stat found {};
    if (::stat(folder.c_str(), &found) != 0) return last_error();
    if ((found.st_mode & 077) != 0 || found.st_uid != ::geteuid()) return Error::not_private;

    // What a crash left half written is a key nobody will ask for, but it is one.
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error))
        if (entry.path().extension() == unfinished)
            if (const auto gone = overwrite_and_unlink(entry.path()); !gone) return gone.error();
    if (error) return boost::system::error_code{error};
    return DiskKeyFiles{folder};
}

Result<std::optional<storage::Bytes>> DiskKeyFiles::read(std::string_view name) {
    if (!is_key_name(name)) return Error::bad_name;
    const Descriptor file(::open((folder_ / name).c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    if (!file && errno == ENOENT) return std::optional<storage::Bytes>{};
    if (!file) return last_error();
    struct stat found {};
    if (::fstat(file.number(), &found) != 0) return last_error();
    if ((found.st_mode & 077) != 0) return Error::not_private;
    auto bytes = read_all(file.number());
    if (!bytes) return bytes.error();
    return std::optional{std::move(*bytes)};
}

Result<void> DiskKeyFiles::write(std::string_view name, storage::BytesView bytes) {
    if (!is_key_name(name)) return Error::bad_name;
    const auto path = folder_ / name;
    const auto fresh = folder_ / (std::string{name} + std::string{unfinished});
    {
        ::unlink(fresh.c_str());
        const Descriptor file(
            ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
        if (!file) return last_error();
        if (const auto written = write_all(file.number(), bytes); !written) return written;
        if (::fsync(file.number()) != 0) return last_error();
    }
    if (::rename(fresh.c_str(), path.c_str()) != 0) return last_error();
    return sync_folder(folder_);
}

Result<void> DiskKeyFiles::destroy(std::string_view name) {
    if (!is_key_name(name)) return Error::bad_name;
    if (const auto gone = overwrite_and_unlink(folder_ / name); !gone) return gone;
    return sync_folder(folder_);
}

Result<std::vector<std::string>> DiskKeyFiles::names() {
    std::vector<std::string> found;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder_, error))
        if (auto name = entry.path().filename().string(); is_key_name(name)) found.push_back(std::move(name));
    if (error) return boost::system::error_code{error};
    std::ranges::sort(found);
    return found;
}

namespace {

bool is_key_name(std::string_view name) {
    const auto is_plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
               c == '_' || c == '.';
    };
    return !name.empty() && name.size() <= 64 && !name.starts_with('.') && !name.ends_with(unfinished) &&
           std::ranges::all_of(name, is_plain);
}

Result<storage::Bytes> read_all(int file) {
    storage::Bytes bytes(file_bytes_max);
    std::size_t filled = 0;
    while (filled < bytes.size()) {
        const auto got = ::read(file, bytes.data() + filled, bytes.size() - filled);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return last_error();
        if (got == 0) break;
        filled += static_cast<std::size_t>(got);
    }
    storage::Bytes key(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(filled));
    sodium_memzero(bytes.data(), filled);
    return key;
}

Result<void> write_all(int file, storage::BytesView bytes) {
    while (!bytes.empty()) {
        const auto put = ::write(file, bytes.data(), bytes.size());
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) return last_error();
        bytes = bytes.subspan(static_cast<std::size_t>(put));
    }
    return {};
}

Result<void> sync_folder(const fs::path& folder) {
    const Descriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!opened || ::fsync(opened.number()) != 0) return last_error();
    return {};
}

// The blocks of the file are overwritten in place, so that an image of the disk does not give the key back.
// (A file system that copies on write, or a flash disk, may keep the old blocks all the same.)
Result<void> overwrite_and_unlink(const fs::path& path) {
    const Descriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW));
    if (!file && errno == ENOENT) return {};
    if (!file) return last_error();
    struct stat found {};
    if (::fstat(file.number(), &found) != 0) return last_error();
    storage::Bytes noise(static_cast<std::size_t>(found.st_size));
    randombytes_buf(noise.data(), noise.size());
    if (const auto written = write_all(file.number(), noise); !written) return written;
    if (::fsync(file.number()) != 0 || ::unlink(path.c_str()) != 0) return last_error();
    return {};
}

}  // namespace
}  // namespace kengele::host
