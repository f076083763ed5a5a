#include "tests/simulator/journal.hpp"

#include <fmt/format.h>

namespace kengele::simulator {
namespace {

constexpr std::size_t kept_events = 40;

}  // namespace

void Journal::note(std::string event) {
    const auto now = clock_.now();
    auto line = fmt::format("{:>5}:{:02}.{:03}  {}", now.count() / 60'000, now.count() / 1'000 % 60,
                            now.count() % 1'000, event);
    if (is_verbose) fmt::print("{}\n", line);
    for (const char c : line) {  // FNV-1a
        fingerprint_ = (fingerprint_ ^ static_cast<unsigned char>(c)) * 0x100000001b3;
    }
    ++events_;
    last_.push_back(std::move(line));
    if (last_.size() > kept_events) last_.pop_front();
}

void Journal::fault(std::string event) {
    ++faults_;
    note("FAULT " + std::move(event));
}

void Journal::break_invariant(std::string sentence) {
    if (broken_.empty()) broken_ = std::move(sentence);
}

void Journal::throw_if_broken() const {
    if (!broken_.empty()) throw BrokenInvariant(broken_);
}

}  // namespace kengele::simulator
