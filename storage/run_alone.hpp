#pragma once

#include <functional>
#include <type_traits>

#include "storage/store.hpp"

namespace kengele::storage {

// One unit in a transaction of its own, for a command that owns the data folder and has no queue. Returns
// when it is durable. Errors: in_doubt (the COMMIT failed: it may or may not be saved), full, conflict,
// failed, broken, and the unit's own.
template <class Unit>  // Result<T>(Transaction&)
auto run_alone(Store& store, const ServiceClock& clock, const std::function<ClockReading()>& read_clocks,
               Unit unit) -> std::invoke_result_t<Unit, Transaction&> {
    const auto reading = read_clocks();
    if (const auto begun = store.begin(clock.at(reading), reading); begun.has_error()) return begun.error();

    std::invoke_result_t<Unit, Transaction&> answer = make_error_code(Error::failed);
    const auto ran = store.run([&](Transaction& tx) -> Result<void> {
        answer = unit(tx);
        if (answer.has_error()) return answer.error();
        return {};
    });
    if (ran.has_error()) {
        store.roll_back();
        return ran.error();
    }
    if (const auto committed = store.commit(); committed.has_error())
        return committed.error() == Error::full ? committed.error() : make_error_code(Error::in_doubt);
    return answer;
}

}  // namespace kengele::storage
