#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/simulator/seeded_random.hpp"

namespace kengele::simulator {

// One file: what a program reads, what lies on the platter, and every write between the two.
class DiskFile {
public:
    using Content = std::vector<std::uint8_t>;

    DiskFile() = default;
    explicit DiskFile(Content durable) : now_(durable), platter_(std::move(durable)), is_named_(true) {}

    const Content& content() const { return now_; }

    void write(std::size_t offset, std::span<const std::uint8_t> bytes);
    void truncate(std::size_t size);

    // All writes so far are on the platter, and so is the file's name.
    void sync();

    // What a failed fsync leaves behind: the system calls the pages clean, so each write is on the platter or
    // never will be, whatever is synced later.
    void fail_sync(SeededRandom& random);

    // What a power cut leaves: of the writes not synced some are kept, some lost, some torn at sectors of 512
    // bytes. False when the name itself is gone.
    bool lose_power(SeededRandom& random);

private:
    struct Change {
        std::size_t offset = 0;  // of a truncation: the new size
        Content bytes;
        bool truncates = false;
    };

    static void apply(const Change& change, Content& content);
    static void apply_torn(const Change& change, Content& content, SeededRandom& random);

    Content now_;
    Content platter_;
    std::vector<Change> unsynced_;
    bool is_named_ = false;
};

// A folder of such files in memory. A file that was removed stays readable for who has it open.
class FaultyDisk {
public:
    using Image = std::map<std::string, DiskFile::Content, std::less<>>;

    explicit FaultyDisk(SeededRandom& random) : random_(random) {}

    void load(const Image& image);  // all of it durable; what was there is gone
    Image image() const;            // as programs read it now

    std::shared_ptr<DiskFile> open(std::string_view path) const;  // null when there is none
    std::shared_ptr<DiskFile> create(std::string_view path);      // empty
    void remove(std::string_view path, bool durably);

    // Everybody's open files are stale afterwards: they still read, and nothing they do reaches the disk.
    void lose_power();

private:
    SeededRandom& random_;
    std::map<std::string, std::shared_ptr<DiskFile>, std::less<>> files_;
    std::map<std::string, std::shared_ptr<DiskFile>, std::less<>> removed_;  // not yet durably
};

}  // namespace kengele::simulator
