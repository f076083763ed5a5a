#include "tests/allocations.hpp"

#include <malloc.h>

#include <algorithm>
#include <cstdlib>
#include <new>

namespace kengele::tests {
namespace {

Allocations since_start;
std::size_t held = 0;
std::size_t held_at_start = 0;

void* take(std::size_t bytes) {
    auto* memory = std::malloc(bytes == 0 ? 1 : bytes);
    if (memory == nullptr) throw std::bad_alloc{};
    const auto usable = malloc_usable_size(memory);
    held += usable;
    ++since_start.count;
    since_start.bytes += usable;
    if (held > held_at_start) since_start.peak = std::max(since_start.peak, held - held_at_start);
    return memory;
}

void give_back(void* memory) noexcept {
    if (memory == nullptr) return;
    held -= malloc_usable_size(memory);
    std::free(memory);
}

}  // namespace

void start_counting() {
    since_start = {};
    held_at_start = held;
}

Allocations counted() {
    return since_start;
}

}  // namespace kengele::tests

// Each form, as a sanitizer brings its own where one is left out, and the two must not be mixed. The aligned
// ones are left: they come and go in pairs.
void* operator new(std::size_t bytes) {
    return kengele::tests::take(bytes);
}

void* operator new[](std::size_t bytes) {
    return kengele::tests::take(bytes);
}

void* operator new(std::size_t bytes, const std::nothrow_t&) noexcept {
    return kengele::tests::take(bytes);
}

void* operator new[](std::size_t bytes, const std::nothrow_t&) noexcept {
    return kengele::tests::take(bytes);
}

void operator delete(void* memory) noexcept {
    kengele::tests::give_back(memory);
}

void operator delete[](void* memory) noexcept {
    kengele::tests::give_back(memory);
}

void operator delete(void* memory, std::size_t) noexcept {
    kengele::tests::give_back(memory);
}

void operator delete[](void* memory, std::size_t) noexcept {
    kengele::tests::give_back(memory);
}

void operator delete(void* memory, const std::nothrow_t&) noexcept {
    kengele::tests::give_back(memory);
}

void operator delete[](void* memory, const std::nothrow_t&) noexcept {
    kengele::tests::give_back(memory);
}
