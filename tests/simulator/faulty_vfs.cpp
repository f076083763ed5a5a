#include "tests/simulator/faulty_vfs.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstring>
#include <map>
#include <new>
#include <vector>

namespace kengele::simulator {
namespace {

struct OpenFile;

// What the handles of one file share: its locks and, in WAL mode, the index in shared memory.
struct Sharing {
    int readers = 0;
    OpenFile* writer = nullptr;
    bool writer_waits_for_readers = false;

    std::vector<std::unique_ptr<std::uint8_t[]>> regions;
    int mapped = 0;
    std::array<int, SQLITE_SHM_NLOCK> shm_readers{};
    std::array<OpenFile*, SQLITE_SHM_NLOCK> shm_writer{};
};

}  // namespace

struct FaultyVfs::State {
    State(std::string own_name, SeededRandom& own_random, FaultyVfs& own_vfs)
        : name(std::move(own_name)), random(own_random), vfs(own_vfs), disk(own_random) {}

    bool fails(double probability, std::optional<std::uint64_t>& countdown) {
        const bool due = countdown && (*countdown)-- == 0;
        if (due) countdown.reset();
        const bool fails_now = due || (probability > 0 && random.chance(probability));
        if (fails_now) ++faults_so_far;
        return fails_now;
    }

    bool power_fails() {
        auto& countdown = vfs.faults.power_cut;
        if (!countdown || (*countdown)-- != 0) return false;
        countdown.reset();
        ++faults_so_far;
        ++generation;
        return has_lost_power = true;
    }

    std::string name;
    SeededRandom& random;
    FaultyVfs& vfs;
    FaultyDisk disk;
    std::map<std::string, std::weak_ptr<Sharing>, std::less<>> sharings;
    std::uint64_t generation = 0;  // of the power: handles of an older one are dead
    bool has_lost_power = false;
    std::uint64_t faults_so_far = 0;
    sqlite3_vfs registered{};
};

namespace {

using State = FaultyVfs::State;

// SQLite allocates this and knows only its first member.
struct OpenFile {
    sqlite3_file base;
    State* state;
    std::uint64_t generation;
    std::shared_ptr<DiskFile> file;
    std::shared_ptr<Sharing> sharing;
    std::string* path;  // of a file to be removed on closing, owned
    int lock;
    bool has_mapped;
    bool keeps_wal;

    bool is_dead() const { return generation != state->generation; }
};

OpenFile& open_file(sqlite3_file* file) {
    return *reinterpret_cast<OpenFile*>(file);
}

State& state_of(sqlite3_vfs* vfs) {
    return *static_cast<State*>(vfs->pAppData);
}

int close(sqlite3_file*);
int read(sqlite3_file*, void*, int, sqlite3_int64);
int write(sqlite3_file*, const void*, int, sqlite3_int64);
int truncate(sqlite3_file*, sqlite3_int64);
int sync(sqlite3_file*, int);
int file_size(sqlite3_file*, sqlite3_int64*);
int lock(sqlite3_file*, int);
int unlock(sqlite3_file*, int);
int check_reserved_lock(sqlite3_file*, int*);
int file_control(sqlite3_file*, int, void*);
int sector_size(sqlite3_file*);
int device_characteristics(sqlite3_file*);
int shm_map(sqlite3_file*, int, int, int, void volatile**);
int shm_lock(sqlite3_file*, int, int, int);
void shm_barrier(sqlite3_file*);
int shm_unmap(sqlite3_file*, int);

constexpr sqlite3_io_methods methods = {2,
                                        close,
                                        read,
                                        write,
                                        truncate,
                                        sync,
                                        file_size,
                                        lock,
                                        unlock,
                                        check_reserved_lock,
                                        file_control,
                                        sector_size,
                                        device_characteristics,
                                        shm_map,
                                        shm_lock,
                                        shm_barrier,
                                        shm_unmap,
                                        nullptr,
                                        nullptr};

int close(sqlite3_file* handle) {
    auto& open = open_file(handle);
    if (!open.is_dead()) {
        unlock(handle, SQLITE_LOCK_NONE);
        if (open.path) open.state->disk.remove(*open.path, false);
    }
    delete open.path;
    open.~OpenFile();
    return SQLITE_OK;
}

int read(sqlite3_file* handle, void* into, int amount, sqlite3_int64 offset) {
    auto& open = open_file(handle);
    if (open.is_dead()) return SQLITE_IOERR_READ;
    const auto& content = open.file->content();
    const auto wanted = static_cast<std::size_t>(amount);
    const auto begin = std::min(static_cast<std::size_t>(offset), content.size());
    const auto found = std::min(wanted, content.size() - begin);
    if (found > 0) std::memcpy(into, content.data() + begin, found);
    if (found == wanted) return SQLITE_OK;
    std::memset(static_cast<std::uint8_t*>(into) + found, 0, wanted - found);
    return SQLITE_IOERR_SHORT_READ;
}

int write(sqlite3_file* handle, const void* from, int amount, sqlite3_int64 offset) {
    auto& open = open_file(handle);
    auto& state = *open.state;
    auto& faults = state.vfs.faults;
    if (open.is_dead()) return SQLITE_IOERR_WRITE;
    const std::span bytes(static_cast<const std::uint8_t*>(from), static_cast<std::size_t>(amount));
    const auto at = static_cast<std::size_t>(offset);
    // A write that is refused, or that the power cut meets, may have left its beginning behind.
    const auto beginning = [&] { return bytes.first(state.random.below(bytes.size() + 1)); };
    if (faults.is_full && at + bytes.size() > open.file->content().size()) {
        ++state.faults_so_far;
        return SQLITE_FULL;
    }
    if (state.fails(faults.write_error, faults.failing_write)) {
        open.file->write(at, beginning());
        return SQLITE_IOERR_WRITE;
    }
    if (state.power_fails()) {
        open.file->write(at, beginning());
        return SQLITE_IOERR_WRITE;
    }
    open.file->write(at, bytes);
    return SQLITE_OK;
}

int truncate(sqlite3_file* handle, sqlite3_int64 size) {
    auto& open = open_file(handle);
    if (open.is_dead()) return SQLITE_IOERR_TRUNCATE;
    open.file->truncate(static_cast<std::size_t>(size));
    return SQLITE_OK;
}

int sync(sqlite3_file* handle, int) {
    auto& open = open_file(handle);
    auto& state = *open.state;
    auto& faults = state.vfs.faults;
    if (open.is_dead() || state.power_fails()) return SQLITE_IOERR_FSYNC;
    if (state.vfs.on_sync) state.vfs.on_sync();
    if (state.fails(faults.sync_error, faults.failing_sync)) {
        open.file->fail_sync(state.random);
        return SQLITE_IOERR_FSYNC;
    }
    open.file->sync();
    return SQLITE_OK;
}

int file_size(sqlite3_file* handle, sqlite3_int64* size) {
    auto& open = open_file(handle);
    if (open.is_dead()) return SQLITE_IOERR_FSTAT;
    *size = static_cast<sqlite3_int64>(open.file->content().size());
    return SQLITE_OK;
}

int lock(sqlite3_file* handle, int wanted) {
    auto& open = open_file(handle);
    auto& sharing = *open.sharing;
    if (open.is_dead()) return SQLITE_IOERR_LOCK;
    if (open.lock >= wanted) return SQLITE_OK;
    if (wanted == SQLITE_LOCK_SHARED) {
        if (sharing.writer_waits_for_readers) return SQLITE_BUSY;
        ++sharing.readers;
    } else {
        if (sharing.writer && sharing.writer != &open) return SQLITE_BUSY;
        sharing.writer = &open;
        sharing.writer_waits_for_readers = wanted == SQLITE_LOCK_EXCLUSIVE;
        if (wanted == SQLITE_LOCK_EXCLUSIVE && sharing.readers > 1) {
            open.lock = SQLITE_LOCK_PENDING;
            return SQLITE_BUSY;
        }
    }
    open.lock = wanted;
    return SQLITE_OK;
}

int unlock(sqlite3_file* handle, int wanted) {
    auto& open = open_file(handle);
    auto& sharing = *open.sharing;
    if (open.is_dead()) return SQLITE_IOERR_UNLOCK;
    if (open.lock <= wanted) return SQLITE_OK;
    if (sharing.writer == &open) {
        sharing.writer = nullptr;
        sharing.writer_waits_for_readers = false;
    }
    if (wanted == SQLITE_LOCK_NONE) --sharing.readers;
    open.lock = wanted;
    return SQLITE_OK;
}

int check_reserved_lock(sqlite3_file* handle, int* is_reserved) {
    auto& open = open_file(handle);
    if (open.is_dead()) return SQLITE_IOERR_CHECKRESERVEDLOCK;
    *is_reserved = open.sharing->writer != nullptr;
    return SQLITE_OK;
}

int file_control(sqlite3_file* handle, int what, void* argument) {
    auto& open = open_file(handle);
    if (what != SQLITE_FCNTL_PERSIST_WAL) return SQLITE_NOTFOUND;
    auto& value = *static_cast<int*>(argument);
    if (value >= 0) open.keeps_wal = value != 0;
    value = open.keeps_wal;
    return SQLITE_OK;
}

int sector_size(sqlite3_file*) {
    return 4096;
}

// As SQLite's own VFS for Unix says: a torn write does not damage its neighbours.
int device_characteristics(sqlite3_file*) {
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

int shm_map(sqlite3_file* handle, int region, int size, int may_extend, void volatile** mapped) {
    auto& open = open_file(handle);
    auto& sharing = *open.sharing;
    if (open.is_dead()) return SQLITE_IOERR_SHMMAP;
    if (!open.has_mapped) {
        open.has_mapped = true;
        ++sharing.mapped;
    }
    const auto index = static_cast<std::size_t>(region);
    while (may_extend && sharing.regions.size() <= index) {
        sharing.regions.push_back(std::make_unique<std::uint8_t[]>(static_cast<std::size_t>(size)));
    }
    *mapped = index < sharing.regions.size() ? sharing.regions[index].get() : nullptr;
    return SQLITE_OK;
}

int shm_lock(sqlite3_file* handle, int offset, int count, int flags) {
    auto& open = open_file(handle);
    auto& sharing = *open.sharing;
    if (open.is_dead()) return SQLITE_IOERR_SHMLOCK;
    const auto first = static_cast<std::size_t>(offset);
    const auto last = first + static_cast<std::size_t>(count);
    const bool is_shared = flags & SQLITE_SHM_SHARED;
    if (flags & SQLITE_SHM_UNLOCK) {
        for (auto slot = first; slot < last; ++slot) {
            if (is_shared) {
                --sharing.shm_readers[slot];
            } else {
                sharing.shm_writer[slot] = nullptr;
            }
        }
        return SQLITE_OK;
    }
    for (auto slot = first; slot < last; ++slot) {
        if (sharing.shm_writer[slot] && sharing.shm_writer[slot] != &open) return SQLITE_BUSY;
        if (!is_shared && sharing.shm_readers[slot] > 0) return SQLITE_BUSY;
    }
    for (auto slot = first; slot < last; ++slot) {
        if (is_shared) {
            ++sharing.shm_readers[slot];
        } else {
            sharing.shm_writer[slot] = &open;
        }
    }
    return SQLITE_OK;
}

void shm_barrier(sqlite3_file*) {
    std::atomic_thread_fence(std::memory_order_seq_cst);
}

int shm_unmap(sqlite3_file* handle, int) {
    auto& open = open_file(handle);
    if (!open.has_mapped) return SQLITE_OK;
    open.has_mapped = false;
    // The first to come finds an empty index and recovers it from the log, as after a restart.
    if (--open.sharing->mapped == 0) open.sharing->regions.clear();
    return SQLITE_OK;
}

std::shared_ptr<Sharing> sharing_of(State& state, const std::string& path) {
    auto& known = state.sharings[path];
    auto sharing = known.lock();
    if (!sharing) known = sharing = std::make_shared<Sharing>();
    return sharing;
}

int open(sqlite3_vfs* vfs, const char* path, sqlite3_file* handle, int flags, int* flags_out) {
    auto& state = state_of(vfs);
    handle->pMethods = nullptr;  // nothing to close unless this succeeds
    if (state.has_lost_power) return SQLITE_CANTOPEN;
    auto file = path ? state.disk.open(path) : std::make_shared<DiskFile>();
    if (!file) {
        if (!(flags & SQLITE_OPEN_CREATE)) return SQLITE_CANTOPEN;
        file = state.disk.create(path);
    }
    auto sharing = path ? sharing_of(state, path) : std::make_shared<Sharing>();
    const bool is_passing = path && (flags & SQLITE_OPEN_DELETEONCLOSE);
    new (handle) OpenFile{{&methods},
                          &state,
                          state.generation,
                          std::move(file),
                          std::move(sharing),
                          is_passing ? new std::string(path) : nullptr,
                          SQLITE_LOCK_NONE,
                          false,
                          false};
    if (flags_out) *flags_out = flags;
    return SQLITE_OK;
}

int remove(sqlite3_vfs* vfs, const char* path, int durably) {
    auto& state = state_of(vfs);
    if (state.has_lost_power) return SQLITE_IOERR_DELETE;
    if (!state.disk.open(path)) return SQLITE_IOERR_DELETE_NOENT;
    state.disk.remove(path, durably != 0);
    return SQLITE_OK;
}

int access(sqlite3_vfs* vfs, const char* path, int, int* is_there) {
    auto& state = state_of(vfs);
    *is_there = state.disk.open(path) != nullptr;
    return state.has_lost_power ? SQLITE_IOERR_ACCESS : SQLITE_OK;
}

int full_pathname(sqlite3_vfs*, const char* path, int size, char* full) {
    sqlite3_snprintf(size, full, "%s", path);
    return SQLITE_OK;
}

int randomness(sqlite3_vfs* vfs, int size, char* into) {
    state_of(vfs).random.fill({reinterpret_cast<std::uint8_t*>(into), static_cast<std::size_t>(size)});
    return size;
}

int sleep(sqlite3_vfs*, int microseconds) {
    return microseconds;
}

// Nothing may depend on the database's own idea of time: it stands still.
int current_time(sqlite3_vfs*, sqlite3_int64* julian_ms) {
    *julian_ms = 212'000'000'000'000;
    return SQLITE_OK;
}

}  // namespace

FaultyVfs::FaultyVfs(std::string name, SeededRandom& random)
    : state_(std::make_unique<State>(std::move(name), random, *this)) {
    auto& vfs = state_->registered;
    vfs.iVersion = 2;
    vfs.szOsFile = sizeof(OpenFile);
    vfs.mxPathname = 512;
    vfs.zName = state_->name.c_str();
    vfs.pAppData = state_.get();
    vfs.xOpen = open;
    vfs.xDelete = remove;
    vfs.xAccess = access;
    vfs.xFullPathname = full_pathname;
    vfs.xRandomness = randomness;
    vfs.xSleep = sleep;
    vfs.xCurrentTimeInt64 = current_time;
    if (sqlite3_vfs_register(&vfs, 0) != SQLITE_OK) throw std::bad_alloc();
}

FaultyVfs::~FaultyVfs() {
    sqlite3_vfs_unregister(&state_->registered);
}

const std::string& FaultyVfs::name() const {
    return state_->name;
}

FaultyDisk& FaultyVfs::disk() {
    return state_->disk;
}

bool FaultyVfs::has_lost_power() const {
    return state_->has_lost_power;
}

void FaultyVfs::crash() {
    if (!state_->has_lost_power) ++state_->generation;
    state_->has_lost_power = false;
    state_->disk.lose_power();
    state_->sharings.clear();
    faults = {};
}

void FaultyVfs::kill_handles() {
    ++state_->generation;
    state_->sharings.clear();
}

std::uint64_t FaultyVfs::faults_so_far() const {
    return state_->faults_so_far;
}

}  // namespace kengele::simulator
