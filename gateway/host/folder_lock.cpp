#include "gateway/host/folder_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>

#include <charconv>
#include <string>

namespace kengele::host {
namespace {

std::filesystem::path lock_file(const std::filesystem::path& folder) {
    return folder / "lock";
}

}  // namespace

Result<FolderLock> FolderLock::take(const std::filesystem::path& folder) {
    // The file is never unlinked: a lock on a name that somebody else has since made anew would protect
    // nothing.
    Descriptor file(::open(lock_file(folder).c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!file) return last_error();
    if (::flock(file.number(), LOCK_EX | LOCK_NB) != 0)
        return errno == EWOULDBLOCK ? make_error_code(Error::folder_locked) : last_error();

    const auto pid = std::to_string(::getpid()) + "\n";
    const auto size = static_cast<off_t>(pid.size());
    // Written before it is cut, so that a reader never finds it empty.
    if (::pwrite(file.number(), pid.data(), pid.size(), 0) != size || ::ftruncate(file.number(), size) != 0)
        return last_error();
    return FolderLock{std::move(file)};
}

std::optional<pid_t> FolderLock::holder(const std::filesystem::path& folder) {
    const Descriptor file(::open(lock_file(folder).c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    char text[32];
    const auto got = file ? ::pread(file.number(), text, sizeof text, 0) : -1;
    pid_t pid = 0;
    if (got <= 0 || std::from_chars(text, text + got, pid).ec != std::errc{}) return std::nullopt;
    return pid;
}

}  // namespace kengele::host
