#include "gateway/telco/faults.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace kengele::telco {
namespace {

constexpr std::array<std::pair<Fault, std::string_view>, 6> names{{{Fault::none, "none"},
                                                                   {Fault::answer_lost, "answer_lost"},
                                                                   {Fault::error_500, "error_500"},
                                                                   {Fault::busy_429, "busy_429"},
                                                                   {Fault::slow, "slow"},
                                                                   {Fault::hang, "hang"}}};

}  // namespace

std::optional<Fault> fault_named(std::string_view name) {
    const auto found = std::ranges::find(names, name, &std::pair<Fault, std::string_view>::second);
    if (found == names.end()) return std::nullopt;
    return found->first;
}

std::string_view name_of(Fault fault) {
    return std::ranges::find(names, fault, &std::pair<Fault, std::string_view>::first)->second;
}

void Faults::set(Fault fault, int count) {
    fault_ = fault;
    left_ = count;
}

Fault Faults::take() {
    const Fault now = fault_;
    if (left_ > 0 && --left_ == 0) fault_ = Fault::none;
    return now;
}

}  // namespace kengele::telco
