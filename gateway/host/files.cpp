#include "gateway/host/files.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include "gateway/host/descriptor.hpp"
#include "gateway/host/error.hpp"

namespace kengele::host {
namespace {

constexpr std::size_t file_bytes_max = 1024 * 1024;

}  // namespace

Result<gateway::SecretFile> read_file(const std::filesystem::path& path) {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file) return last_error();
    struct stat found {};
    if (::fstat(file.number(), &found) != 0) return last_error();
    gateway::SecretFile content{.text = {}, .mode = found.st_mode & 07777};
    for (;;) {
        char room[4096];
        const auto got = ::read(file.number(), room, sizeof room);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return last_error();
        if (got == 0) return content;
        content.text.append(room, static_cast<std::size_t>(got));
        if (content.text.size() > file_bytes_max)
            return boost::system::errc::make_error_code(boost::system::errc::file_too_large);
    }
}

}  // namespace kengele::host
