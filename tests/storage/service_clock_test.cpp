#include "storage/service_clock.hpp"

#include <doctest/doctest.h>

using namespace kengele::storage;
using namespace std::chrono_literals;

namespace {

constexpr WallTime noon{std::chrono::sys_days{std::chrono::year{2026} / 11 / 22} + 12h};

}  // namespace

TEST_CASE("service time of a fresh folder begins at zero and follows the boot-time clock alone") {
    const ServiceClock clock({5s, noon, "a"});

    CHECK(clock.at({5s, noon, "a"}) == ServiceTime{0});
    CHECK(clock.at({8s, noon - 48h, "a"}) == ServiceTime{3000});
    CHECK(clock.at({4s, noon, "a"}) == ServiceTime{0});
    CHECK_FALSE(clock.was_doubtful());
}

TEST_CASE("service time goes on after a restart") {
    const ClockMark stored{ServiceTime{1'000'000}, {100s, noon, "a"}};
    const struct {
        const char* what;
        ClockReading now;
        Millis grown;
        bool is_doubtful;
    } rows[] = {
        {"same boot", {130s, noon + 30s, "a"}, 30s, false},
        {"same boot, wall set back", {130s, noon - 5h, "a"}, 30s, false},
        {"same boot, wall set forward", {130s, noon + 400h, "a"}, 30s, false},
        {"same boot, away for three days", {100s + 72h, noon + 72h, "a"}, 72h, false},
        {"same boot, boot clock behind", {90s, noon, "a"}, 0s, false},
        {"reboot", {10s, noon + 5min, "b"}, 5min, false},
        {"reboot, at once", {10s, noon, "b"}, 0s, false},
        {"reboot, wall back", {10s, noon - 1ms, "b"}, 0s, true},
        {"reboot, exactly a day", {10s, noon + 24h, "b"}, 24h, false},
        {"reboot, more than a day", {10s, noon + 24h + 1ms, "b"}, 24h, true},
        {"boot id unknown", {10s, noon + 1min, ""}, 1min, false},
    };

    for (const auto& row : rows) {
        CAPTURE(row.what);

        const ServiceClock clock(stored, row.now);

        CHECK((clock.at(row.now) - stored.service).count() == row.grown.count());
        CHECK(clock.was_doubtful() == row.is_doubtful);
        auto later = row.now;
        later.elapsed += 7s;
        CHECK((clock.at(later) - clock.at(row.now)).count() == 7000);
    }
}

TEST_CASE("two marks without a boot id do not count as one boot") {
    const ClockMark stored{ServiceTime{50}, {100s, noon, ""}};

    const ServiceClock clock(stored, {900s, noon + 2s, ""});

    CHECK(clock.at({900s, noon + 2s, ""}) == ServiceTime{2050});
}
