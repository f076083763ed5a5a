#include "storage/ensure.hpp"

#include <fmt/format.h>

namespace kengele {

void ensure(bool condition, boost::source_location where) {
    if (condition) return;
    throw BrokenPromise(
        fmt::format("{}:{}: broken promise in {}", where.file_name(), where.line(), where.function_name()));
}

}  // namespace kengele
