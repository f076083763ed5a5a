#include "tests/simulator/simulation.hpp"

#include <fmt/format.h>

#include <chrono>
#include <set>

#include "tests/simulator/callers.hpp"
#include "tests/simulator/form.hpp"
#include "tests/simulator/inspection.hpp"
#include "tests/simulator/publisher.hpp"
#include "tests/simulator/responders.hpp"
#include "tests/simulator/weather.hpp"

namespace kengele::simulator {
namespace {

using namespace std::chrono_literals;

constexpr Millis longest_quiet = 10min;
constexpr std::uint64_t fewest_events = 2000;
constexpr Millis longest_life = 60min;

std::set<std::string> numbers_of(const Town& town) {
    std::set<std::string> numbers;
    for (const auto& officer : town.officers)
        numbers.insert(officer.number);
    return numbers;
}

storage::WallTime beginning(SeededRandom& random) {
    // Any hour of any day, so that some seeds cross midnight.
    return town_founded + Millis{random.between(0, Millis{24h * 300}.count())};
}

std::string callback_path(const Town& town) {
    const auto& channel = town.config.channels.front();
    return fmt::format("/cb/{}/{}", channel.name, channel.secret.reveal());
}

class Simulation {
public:
    Simulation(const Town& town, std::uint64_t seed, const std::string& lane)
        : town_(town),
          life_random_(seed, SeededRandom::Part::life),
          service_random_(seed, SeededRandom::Part::service),
          disk_random_(seed, SeededRandom::Part::disk),
          network_random_(seed, SeededRandom::Part::network),
          caller_random_(seed, SeededRandom::Part::callers),
          responder_random_(seed, SeededRandom::Part::responders),
          menu_random_(seed, SeededRandom::Part::menus),
          clock_(beginning(life_random_)),
          journal_(clock_),
          model_(clock_, numbers_of(town)),
          network_(clock_, network_random_),
          telco_(clock_, network_, network_random_, journal_, model_, callback_path(town)),
          machine_(town, clock_, network_, service_random_, disk_random_, journal_, "machine" + lane),
          lane_(lane),
          callers_(town, clock_, caller_random_, journal_, telco_, model_,
                   static_cast<int>(life_random_.between(35, 60))),
          responders_(town, clock_, responder_random_, telco_, model_),
          publisher_(town, clock_, menu_random_, journal_, machine_, model_),
          weather_({clock_, network_, telco_, machine_, journal_, model_, chronicle_}, life_random_,
                   [this](Machine::End how, Millis downtime) { fall(how, downtime); }) {
        listen_in();
    }

    Outcome run(std::uint64_t seed, bool is_verbose) {
        journal_.is_verbose = is_verbose;
        Outcome outcome;
        outcome.seed = seed;
        try {
            live();
        } catch (const BrokenInvariant& broken) {
            outcome.broken = broken.what();
        } catch (const std::exception& error) {
            outcome.broken = fmt::format("an exception escaped: {}", error.what());
        }
        outcome.last_events = journal_.last();
        outcome.events = journal_.events();
        outcome.faults = journal_.faults() + network_.faults_so_far() + machine_.disk().faults_so_far();
        outcome.fingerprint = journal_.fingerprint();
        outcome.reports = model_.reports().size();
        outcome.texts = model_.posts().size();
        return outcome;
    }

private:
    void live() {
        start_or_try_again();
        callers_.start();
        publisher_.start();
        weather_.begin();
        run_until(clock_.now() + Millis{life_random_.between(10 * 60'000, 16 * 60'000)});
        // A seed that spent its time switched off has seen too little.
        while (journal_.events() < fewest_events && clock_.now() < longest_life)
            run_until(clock_.now() + 1min);

        journal_.note("no fault from now on");
        weather_.clear();
        callers_.rest();
        publisher_.rest();
        responders_.rest();
        run_until(clock_.now() + longest_quiet);
        if (!machine_.is_up()) throw BrokenInvariant("the service does not come up again");
        inspect(Inspection::Moment::rest);
        machine_.end(Machine::End::power_cut);
        inspect(Inspection::Moment::rest);
    }

    void run_until(Millis end) {
        while (true) {
            if (machine_.is_up()) {
                if (!machine_.run_ready()) {
                    // Nobody but its supervisor starts a process again that found its disk broken.
                    const bool lost_power = machine_.disk().has_lost_power();
                    fall(lost_power ? Machine::End::power_cut : Machine::End::finished,
                         Millis{life_random_.between(500, 5'000)});
                    continue;
                }
                if (machine_.is_stopped()) fall(Machine::End::finished, Millis{500});
            }
            journal_.throw_if_broken();
            const auto next = clock_.next();
            if (!next || *next > end) return;
            clock_.jump();
        }
    }

    void fall(Machine::End how, Millis downtime) {
        if (!machine_.is_up()) return;
        machine_.end(how);
        model_.process_dies();
        const bool is_off = how == Machine::End::power_cut;
        journal_.note(is_off ? "the machine is off" : "the process is gone");
        if (is_off) clock_.reboot();
        chronicle_.lived(machine_.lives());
        inspect(Inspection::Moment::crash);
        clock_.after(downtime, [this] { start_or_try_again(); });
    }

    void start_or_try_again() {
        if (machine_.is_up()) return;
        if (!machine_.start()) {
            if (machine_.disk().has_lost_power()) machine_.disk().crash();
            clock_.after(2s, [this] { start_or_try_again(); });
        } else {
            model_.calls_begin_with(machine_.version_at_start());
        }
        model_.process_dies();
        chronicle_.lived(machine_.lives());
    }

    void inspect(Inspection::Moment moment) {
        Inspection inspection(town_, model_, chronicle_, clock_.now(), lane_);
        inspection.look(machine_.disk().disk().image(), moment);
    }

    // What the service sends, and what it hears of it.
    void listen_in() {
        VirtualNetwork::Tap tap;
        tap.leaves = [this](const world::HttpRequest& request) -> std::uint64_t {
            const auto form = read_form(request.body);
            try {
                return model_.text_leaves(form.at("to"), form.at("message"));
            } catch (const std::exception& broken) {
                journal_.break_invariant(broken.what());
                return 0;
            }
        };
        tap.hears = [this](std::uint64_t post, const Result<world::HttpResponse>& heard) {
            model_.text_heard(post, heard);
        };
        network_.listen_in(std::move(tap));
    }

    const Town& town_;
    SeededRandom life_random_;
    SeededRandom service_random_;
    SeededRandom disk_random_;
    SeededRandom network_random_;
    SeededRandom caller_random_;
    SeededRandom responder_random_;
    SeededRandom menu_random_;
    VirtualClock clock_;
    Journal journal_;
    Model model_;
    Chronicle chronicle_;
    VirtualNetwork network_;
    Telco telco_;
    Machine machine_;
    std::string lane_;
    Callers callers_;
    Responders responders_;
    Publisher publisher_;
    Weather weather_;
};

}  // namespace

Outcome simulate(const Town& town, std::uint64_t seed, bool is_verbose, const std::string& lane) {
    return Simulation(town, seed, lane).run(seed, is_verbose);
}

}  // namespace kengele::simulator
