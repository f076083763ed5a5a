#include "menus/exchange/remark.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace kengele::exchange {

std::string to_string(const Remark& remark) {
    auto where = remark.file;
    if (remark.row > 0) where += fmt::format(", row {}", remark.row);
    if (!remark.column.empty()) where += fmt::format(", column \"{}\"", remark.column);
    return fmt::format("{}: {}; {}", where, remark.what, remark.mend);
}

void sort(Remarks& remarks) {
    std::ranges::stable_sort(remarks, {}, &Remark::row);
}

}  // namespace kengele::exchange
