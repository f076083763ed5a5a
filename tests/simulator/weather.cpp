#include "tests/simulator/weather.hpp"

#include <fmt/format.h>

#include <chrono>

namespace kengele::simulator {
namespace {

using namespace std::chrono_literals;

}  // namespace

Weather::Weather(World world, SeededRandom& random, Fell fell)
    : world_(world), random_(random), fell_(std::move(fell)) {
    const auto up_to = [&](double highest) {
        return highest * static_cast<double>(random_.below(1001)) / 1000;
    };
    mean_pause_ = Millis{random_.between(20'000, 150'000)};
    usual_ = {up_to(0.05), up_to(0.08), up_to(0.08), up_to(0.04), up_to(0.05), up_to(0.06), up_to(0.10)};
    auto& telco = world_.telco.faults;
    telco.same_turn_at_once = up_to(0.10);
    telco.same_turn_later = up_to(0.10);
    telco.same_sms_again = up_to(0.30);
    telco.refused_for_now = up_to(0.06);
    telco.refused_for_good = up_to(0.03);
    telco.no_credit = up_to(0.03);
    telco.undelivered = up_to(0.06);
    telco.never_delivered = up_to(0.06);
    telco.strange_reports = up_to(0.30);
}

void Weather::begin() {
    world_.network.faults = usual_;
    next_disaster();
}

void Weather::clear() {
    is_clear_ = true;
    world_.network.faults = {};
    world_.telco.faults = {};
    world_.machine.disk().faults = {};
    world_.machine.disk().on_sync = nullptr;
}

void Weather::next_disaster() {
    const Millis wait{random_.between(1'000, 2 * mean_pause_.count())};
    world_.clock.after(wait, [this] {
        if (is_clear_) return;
        if (world_.machine.is_up()) strike();
        next_disaster();
    });
}

void Weather::strike() {
    switch (random_.below(12)) {
        case 0:
        case 1:
            return fill_the_disk();
        case 2:
            return slow_the_disk();
        case 3:
            return fail_the_disk();
        case 4:
        case 5:
        case 6:
            return cut_the_power_soon();
        case 7:
            return fall(Machine::End::power_cut);
        case 8:
            return fall(Machine::End::killed);
        case 9:
            return restart_gracefully();
        case 10:
            return set_the_clock();
        default:
            return lose_the_provider();
    }
}

// Promises of promptness rest meanwhile; no other does.
void Weather::expect_trouble(Millis lasts) {
    world_.chronicle.trouble(world_.clock.now(), world_.clock.now() + lasts);
    world_.model.disk_trouble(lasts);
}

void Weather::fill_the_disk() {
    const Millis lasts{random_.between(2'000, 40'000)};
    world_.journal.fault(fmt::format("the disk is full for {} s", lasts.count() / 1000));
    expect_trouble(lasts);
    world_.machine.disk().faults.is_full = true;
    world_.clock.after(lasts, [this] {
        world_.machine.disk().faults.is_full = false;
        world_.journal.note("the disk has room again");
    });
}

void Weather::slow_the_disk() {
    const Millis lasts{random_.between(2'000, 20'000)};
    world_.journal.fault(fmt::format("syncs are slow for {} s", lasts.count() / 1000));
    // What waited for the disk is worked off afterwards.
    expect_trouble(lasts + 20s);
    world_.machine.disk().on_sync = [this] {
        const auto slowest = random_.chance(0.1) ? 2'500 : 200;
        world_.clock.let_pass(Millis{random_.between(0, slowest)});
    };
    world_.clock.after(lasts, [this] { world_.machine.disk().on_sync = nullptr; });
}

void Weather::fail_the_disk() {
    world_.journal.fault("a write or a sync will fail");
    expect_trouble(30s);
    auto& faults = world_.machine.disk().faults;
    if (random_.chance(0.5)) {
        faults.failing_sync = random_.below(4);
    } else {
        faults.failing_write = random_.below(20);
    }
}

void Weather::cut_the_power_soon() {
    world_.journal.fault("the power will fail in the middle of a write or a sync");
    world_.machine.disk().faults.power_cut = random_.below(40);
}

void Weather::fall(Machine::End how) {
    world_.journal.fault(how == Machine::End::power_cut ? "the power fails" : "kill -9");
    const bool is_long = random_.chance(0.2);
    fell_(how, Millis{is_long ? random_.between(60'000, 600'000) : random_.between(200, 8'000)});
}

void Weather::restart_gracefully() {
    world_.journal.fault("the service is asked to stop");
    world_.machine.ask_to_stop();
    world_.chronicle.trouble(world_.clock.now(), world_.clock.now() + 10s);
    world_.clock.after(10s, [this] {
        if (world_.machine.is_up() && world_.machine.is_asked_to_stop())
            fell_(Machine::End::killed, Millis{500});
    });
}

// Not twice within the longest call and its repeats: a day's key lives 48 hours by the wall, and with it what
// is known of a call.
void Weather::set_the_clock() {
    const auto now = world_.clock.now();
    if (clock_set_ && now - *clock_set_ < 15min) return;
    clock_set_ = now;
    const Millis by{random_.between(-86'400'000, 86'400'000)};
    world_.journal.fault(fmt::format("the wall clock is set by {} min", by.count() / 60'000));
    world_.clock.set_wall(by);
}

void Weather::lose_the_provider() {
    const Millis lasts{random_.between(5'000, 90'000)};
    world_.journal.fault(fmt::format("the provider is away for {} s", lasts.count() / 1000));
    world_.network.faults.unreachable = 1;
    world_.clock.after(lasts, [this] {
        if (!is_clear_) world_.network.faults = usual_;
    });
}

}  // namespace kengele::simulator
