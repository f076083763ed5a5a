#include "gateway/cli/folder.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include "gateway/host/descriptor.hpp"
#include "gateway/host/files.hpp"
#include "storage/sqlite/sqlite_store.hpp"

namespace kengele::cli {
namespace {

namespace fs = std::filesystem;

std::unique_ptr<reporters::KeyRing> read_root(const fs::path& file) {
    const auto content = host::read_file(file);
    if (!content) {
        throw Refused(fmt::format(
            "The root key {} cannot be read: {}\nWithout it nothing in this folder can be opened: "
            "restore it from its copy.",
            file.string(), content.error().message()));
    }
    if ((content->mode & 077) != 0) {
        throw Refused(fmt::format("The root key {} may be read by others.\nRun: chmod 600 {}", file.string(),
                                  file.string()));
    }
    const auto& text = content->text;
    if (text.size() != reporters::KeyRing::root_bytes) {
        throw Refused(fmt::format("{} is no root key: it holds {} bytes, not {}.\nRestore it from its copy.",
                                  file.string(), text.size(), reporters::KeyRing::root_bytes));
    }
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    return std::make_unique<reporters::KeyRing>(storage::BytesView{bytes, text.size()});
}

fs::path database_file(const gateway::Config& config) {
    constexpr std::string_view scheme = "sqlite:";
    if (!config.storage.url.starts_with(scheme)) {
        throw Refused(
            "[storage] url names a database this build does not know.\nWrite \"sqlite:FILE\", in data_dir.");
    }
    return config.service.data_dir / config.storage.url.substr(scheme.size());
}

std::unique_ptr<storage::Store> open_store(const gateway::Config& config, world::Log& log) {
    storage::SqliteOptions options;
    options.path = database_file(config).string();
    options.on_failure = [&log](std::string_view reason) { log.error("unit failed", {{"reason", reason}}); };
    auto store = storage::open_sqlite(options);
    if (store) return std::move(*store);
    throw Refused(fmt::format("The database {} cannot be opened: {}", options.path, store.error().message()));
}

}  // namespace

gateway::Config load_config(const fs::path& file, gateway::Purpose purpose) {
    const auto read = gateway::parse_config(read_text(file), file, host::read_file, purpose);
    if (const auto* config = std::get_if<gateway::Config>(&read)) return *config;
    std::string all;
    for (const auto& problem : std::get<std::vector<gateway::ConfigProblem>>(read)) {
        if (!all.empty()) all += '\n';
        all += describe(problem);
    }
    throw Refused(all);
}

std::string read_text(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::string text;
    while (in) {
        char room[4096];
        in.read(room, sizeof room);
        text.append(room, static_cast<std::size_t>(in.gcount()));
    }
    // A folder, or a disk that fails half way, ends without having reached an end.
    if (!in.eof()) {
        throw Refused(
            fmt::format("{} cannot be read.\nIs the path right, and may this user read it?", file.string()));
    }
    return text;
}

void write_text(const fs::path& file, std::string_view text, unsigned mode) {
    const auto fresh = file.string() + ".new";
    const host::Descriptor out{::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)};
    bool is_written = out && ::fchmod(out.number(), mode) == 0;
    while (is_written && !text.empty()) {
        const auto written = ::write(out.number(), text.data(), text.size());
        is_written = written > 0;
        if (is_written) text.remove_prefix(static_cast<std::size_t>(written));
    }
    is_written = is_written && ::fsync(out.number()) == 0 && ::rename(fresh.c_str(), file.c_str()) == 0;
    if (!is_written) {
        if (out) ::unlink(fresh.c_str());
        throw Refused(fmt::format("{} cannot be written.\nIs there room, and may this user write there?",
                                  file.string()));
    }
}

std::optional<OwnedFolder> OwnedFolder::take(const gateway::Config& config, world::Log& log) {
    const auto& folder = config.service.data_dir;
    auto lock = host::FolderLock::take(folder);
    if (!lock && lock.error() == host::Error::folder_locked) return std::nullopt;
    if (!lock) {
        throw Refused(
            fmt::format("The data folder {} cannot be used: {}\nMake it, owned by this user, mode 0700.",
                        folder.string(), lock.error().message()));
    }
    OwnedFolder owned{std::move(*lock)};
    auto keys = host::DiskKeyFiles::open(folder / "keys");
    if (!keys) {
        throw Refused(fmt::format("The folder {} cannot be used: {}\nIt must belong to this user, mode 0700.",
                                  (folder / "keys").string(), keys.error().message()));
    }
    owned.keys_ = std::make_unique<host::DiskKeyFiles>(std::move(*keys));
    owned.ring_ = read_root(config.keys.root_file);
    owned.store_ = open_store(config, log);
    return owned;
}

std::string who_holds(const fs::path& data_dir) {
    const auto holder = host::FolderLock::holder(data_dir);
    return fmt::format(
        "Another kengele{} uses the data folder {}.\nStop it first, or choose another folder with --data "
        "DIR.",
        holder ? fmt::format(" (process {})", *holder) : "", data_dir.string());
}

}  // namespace kengele::cli
