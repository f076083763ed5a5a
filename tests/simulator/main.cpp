#include <fmt/format.h>

#include <atomic>
#include <chrono>
#include <CLI/CLI.hpp>
#include <mutex>
#include <thread>
#include <vector>

#include "tests/simulator/simulation.hpp"

namespace kengele::simulator {
namespace {

struct Options {
    std::uint64_t seeds = 200;
    std::uint64_t from = 1;
    std::uint64_t seed = 0;  // this one alone
    unsigned lanes = std::max(1U, std::thread::hardware_concurrency());
    bool is_verbose = false;
};

struct Sums {
    std::uint64_t seeds = 0;
    std::uint64_t events = 0;
    std::uint64_t faults = 0;
    std::uint64_t reports = 0;
    std::uint64_t texts = 0;
    std::uint64_t fewest_events = UINT64_MAX;
    std::uint64_t fewest_faults = UINT64_MAX;

    void add(const Outcome& outcome) {
        ++seeds;
        events += outcome.events;
        faults += outcome.faults;
        reports += outcome.reports;
        texts += outcome.texts;
        fewest_events = std::min(fewest_events, outcome.events);
        fewest_faults = std::min(fewest_faults, outcome.faults);
    }
};

void tell_broken(const Town& town, const Outcome& outcome) {
    fmt::print("seed {}: {}\n\nThe last events:\n", outcome.seed, outcome.broken);
    for (const auto& event : outcome.last_events)
        fmt::print("  {}\n", event);
    const auto again = simulate(town, outcome.seed, false, "again");
    const bool repeats = again.fingerprint == outcome.fingerprint && again.broken == outcome.broken;
    fmt::print("\nIt {}. Repeat it with:\n  kengele_simulator --seed {} --verbose\n",
               repeats ? "repeats, event by event" : "does NOT repeat: something escapes the seed",
               outcome.seed);
}

// Every tenth seed is lived through twice: what does not repeat could not be mended either.
void check_repeats(const Town& town, Outcome& outcome, const std::string& lane) {
    if (!outcome.broken.empty() || outcome.seed % 10 != 0) return;
    if (simulate(town, outcome.seed, false, lane).fingerprint != outcome.fingerprint) {
        outcome.broken = "the same seed went another way the second time";
    }
}

int run(const Options& options) {
    const auto town = found_town(KENGELE_SOURCE_DIR);
    if (options.seed != 0) {
        const auto outcome = simulate(town, options.seed, options.is_verbose, "");
        fmt::print("seed {}: {} events, {} faults, {} reports, {} texts, fingerprint {:016x}\n", options.seed,
                   outcome.events, outcome.faults, outcome.reports, outcome.texts, outcome.fingerprint);
        if (!outcome.broken.empty()) tell_broken(town, outcome);
        return outcome.broken.empty() ? 0 : 1;
    }

    const auto began = std::chrono::steady_clock::now();
    std::atomic<std::uint64_t> next = options.from;
    std::mutex mutex;
    Sums sums;
    std::vector<Outcome> broken;
    const auto work = [&](unsigned lane) {
        while (true) {
            const auto seed = next++;
            if (seed >= options.from + options.seeds) return;
            auto outcome = simulate(town, seed, false, std::to_string(lane));
            check_repeats(town, outcome, std::to_string(lane));
            const std::lock_guard lock(mutex);
            sums.add(outcome);
            if (outcome.broken.empty()) continue;
            broken.push_back(outcome);
            next = UINT64_MAX / 2;  // one is enough
        }
    };
    {
        std::vector<std::jthread> lanes;
        for (unsigned lane = 0; lane < options.lanes; ++lane)
            lanes.emplace_back(work, lane);
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    for (const auto& outcome : broken)
        tell_broken(town, outcome);
    fmt::print(
        "{} seeds in {:.1f} s ({:.1f}/s): {} events (fewest {}), {} faults (fewest {}), {} reports, {} "
        "texts; "
        "{} broken\n",
        sums.seeds, took.count(), static_cast<double>(sums.seeds) / took.count(), sums.events,
        sums.fewest_events, sums.faults, sums.fewest_faults, sums.reports, sums.texts, broken.size());
    return broken.empty() ? 0 : 1;
}

}  // namespace
}  // namespace kengele::simulator

int main(int argc, char** argv) {
    kengele::simulator::Options options;
    CLI::App app{"Lives through whole days of the service in seconds, each decided by one seed"};
    app.add_option("--seeds", options.seeds, "How many")->capture_default_str();
    app.add_option("--from", options.from, "The first one")->capture_default_str();
    app.add_option("--seed", options.seed, "This one alone");
    app.add_option("--lanes", options.lanes, "At the same time")->check(CLI::Range(1, 64));
    app.add_flag("--verbose", options.is_verbose, "Print every event of the one seed");
    CLI11_PARSE(app, argc, argv);
    return kengele::simulator::run(options);
}
