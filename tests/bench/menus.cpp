// What the menus cost, as scripts/bench prints it: a turn on each kind of screen, a search with a wrong
// letter, the check of the whole starter pack, and menus that were written to hurt. Each figure stands beside
// one that was measured in the same rounds, as single figures of one machine mean little.
#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "menus/check.hpp"
#include "menus/parse.hpp"
#include "menus/step.hpp"
#include "menus/words.hpp"
#include "menus/worst_case.hpp"
#include "tests/allocations.hpp"
#include "tests/menus/hostile.hpp"
#include "tests/menus/kenya.hpp"

namespace {

using namespace kengele;
using menus::AreaStep;
using menus::NodeKind;

constexpr int septets = 156;
constexpr int rounds = 15;

template <typename Value>
Value median(std::vector<Value> values) {
    std::ranges::sort(values);
    return values.at(values.size() / 2);
}

// Keeps the compiler from leaving out what nobody reads.
void use(const auto& value) {
    asm volatile("" : : "r"(&value) : "memory");
}

// This thread's own time: what else runs on the machine is no part of a figure.
double ns_spent() {
    timespec spent{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
    return static_cast<double>(spent.tv_sec) * 1e9 + static_cast<double>(spent.tv_nsec);
}

double ns_each(int times, const auto& work) {
    const auto begin = ns_spent();
    for (int time = 0; time < times; ++time)
        work();
    return (ns_spent() - begin) / times;
}

std::size_t allocations_of(const auto& work) {
    tests::start_counting();
    work();
    return tests::counted().count;
}

// One caller in front of one screen, and what is typed there.
struct Stand {
    std::string screen;
    menus::Session session;
    std::string typed;
};

// What a caller types on a screen of this kind to be understood.
std::string typed_on(const menus::Node& node) {
    switch (node.kind) {
        case NodeKind::menu:
            return node.options.empty() ? "0" : node.options.back().key;
        case NodeKind::text:
            return std::string(static_cast<std::size_t>(node.max), 'm');
        case NodeKind::area:
            return "laini sabx";
        case NodeKind::code:
            return "482 107 369";
        case NodeKind::number:
            return std::to_string(node.max);
        default:
            return "1";
    }
}

class Turns {
public:
    Turns(const menus::Menu& menu, const menus::Places& places)
        : stage_{menu, places, septets}, facts_(menus::longest_fillings(menu, places)) {}

    // By kind of screen; lists of places and what a search finds are kinds of their own.
    std::map<std::string, std::vector<Stand>> stands() const {
        std::map<std::string, std::vector<Stand>> by_kind;
        for (const auto& node : stage_.menu.nodes) {
            if (node.kind == NodeKind::end) continue;
            auto session = menus::begin(stage_.menu, 1);
            session.node = node.id;
            session.path = {stage_.menu.start, stage_.menu.start};
            const std::string kind(menus::word_of(menus::kind_words, node.kind));
            by_kind[kind].push_back({node.id, session, typed_on(node)});
            if (node.kind != NodeKind::area) continue;
            session.area = {AreaStep::Mode::list, {}, 0};
            by_kind["area, list"].push_back({node.id, session, "1"});
            session.area = {AreaStep::Mode::results,
                            std::vector<int>(16, menus::longest_named(stage_.places)->number), 0};
            by_kind["area, found"].push_back({node.id, session, "1"});
        }
        return by_kind;
    }

    menus::Screen turn(const Stand& stand) const {
        const auto turn = menus::step(stage_, stand.session,
                                      {stand.typed, menus::CodeCheck{true, "case", false}, menus::trial_day});
        return menus::show(stage_, turn.session, facts_);
    }

private:
    menus::Stage stage_;
    menus::Facts facts_;
};

// The bare call: what any turn must hand on, one session and one text.
menus::Session handed_on(const Stand& stand, const std::string& text) {
    auto session = stand.session;
    use(std::string(text));
    return session;
}

void bench_turns(const menus::Menu& menu, const menus::Places& places) {
    const Turns turns(menu, places);
    fmt::print(
        "\nOne turn (step and show) on \"{}\", its costliest screen of each kind; bare: a session and a text "
        "copied.\n",
        menu.id);
    fmt::print("{:<14}{:<22}{:>10}{:>12}{:>10}{:>8}\n", "kind", "screen", "ns/turn", "alloc/turn", "bare ns",
               "ratio");
    for (const auto& [kind, stands] : turns.stands()) {
        const Stand* worst = nullptr;
        double worst_ns = 0;
        for (const auto& stand : stands) {
            const auto ns = ns_each(50, [&] { use(turns.turn(stand)); });
            if (ns > worst_ns) std::tie(worst, worst_ns) = std::tuple(&stand, ns);
        }
        const auto text = turns.turn(*worst).text;
        std::vector<double> ours;
        std::vector<double> bare;
        for (int round = 0; round < rounds; ++round) {
            ours.push_back(ns_each(200, [&] { use(turns.turn(*worst)); }));
            bare.push_back(ns_each(200, [&] { use(handed_on(*worst, text)); }));
        }
        const auto count = allocations_of([&] { use(turns.turn(*worst)); });
        fmt::print("{:<14}{:<22}{:>10.0f}{:>12}{:>10.0f}{:>8.0f}\n", kind, worst->screen, median(ours), count,
                   median(bare), median(ours) / median(bare));
    }
}

// Every word of every name, once with each letter in turn made wrong.
std::vector<std::string> misspelt_words() {
    std::set<std::string> words;
    for (const auto& row : tests::kenya_csv("places.csv")) {
        std::string word;
        for (const char letter : row.at(1) + ' ') {
            if (std::isalpha(static_cast<unsigned char>(letter)) != 0) {
                word += static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
                continue;
            }
            for (std::size_t at = 0; word.size() >= 4 && at < word.size(); ++at) {
                auto wrong = word;
                wrong[at] = wrong[at] == 'z' ? 'a' : static_cast<char>(wrong[at] + 1);
                words.insert(wrong);
            }
            word.clear();
        }
    }
    return {words.begin(), words.end()};
}

void bench_search(const menus::Places& places) {
    const auto words = misspelt_words();
    std::vector<std::string> names;
    for (const auto& row : tests::kenya_csv("places.csv"))
        names.push_back(row.at(1));
    const auto search = [&](const std::string& word) { use(places.search(word, 16)); };
    const auto scan = [&](const std::string& word) {
        use(std::ranges::count_if(names,
                                  [&](const auto& name) { return name.find(word) != std::string::npos; }));
    };
    std::vector<double> ours;
    std::vector<double> bare;
    for (const auto& word : words) {
        std::vector<double> each;
        for (int round = 0; round < 5; ++round)
            each.push_back(ns_each(1, [&] { search(word); }));
        ours.push_back(median(each));
        bare.push_back(ns_each(1, [&] { scan(word); }));
    }
    const auto middle = median(bare);
    std::ranges::sort(ours);
    const auto at = [&](double share) {
        return ours[static_cast<std::size_t>(share * double(ours.size() - 1))];
    };
    fmt::print("\nSearch in {} names by {} words with one wrong letter; bare: a plain scan of the names.\n",
               names.size(), words.size());
    fmt::print("{:<14}{:>10}{:>12}{:>10}\n", "", "us", "goal us", "ratio");
    fmt::print("{:<14}{:>10.1f}{:>12}{:>10.1f}\n", "middle", at(0.5) / 1e3, "", at(0.5) / middle);
    fmt::print("{:<14}{:>10.1f}{:>12}{:>10.1f}\n", "99 of 100", at(0.99) / 1e3, "", at(0.99) / middle);
    fmt::print("{:<14}{:>10.1f}{:>12}{:>10.1f}\n", "worst", at(1) / 1e3, 1000, at(1) / middle);
}

void bench_check(const menus::Menu& menu, const std::string& toml, const menus::Places& places) {
    std::vector<double> checks;
    std::vector<double> parses;
    for (int round = 0; round < 5; ++round) {
        checks.push_back(ns_each(1, [&] { use(menus::check(menu, places, {{"ussd", septets}}, "m.toml")); }));
        parses.push_back(ns_each(1, [&] { use(menus::parse(toml, "m.toml")); }));
    }
    fmt::print("\nCheck of \"{}\": {} screens, {} languages, every page of every list of places.\n", menu.id,
               menu.nodes.size(), menu.languages.size());
    fmt::print("{:.0f} ms, goal 2000 ms; reading the same file takes {:.1f} ms, ratio {:.1f}\n",
               median(checks) / 1e6, median(parses) / 1e6, median(checks) / median(parses));
}

void bench_hostile(const menus::Places& places) {
    double slowest = 0;
    double largest = 0;
    std::string slowest_name;
    std::string largest_name;
    for (const auto& hostile : tests::hostile_menus()) {
        tests::start_counting();
        const auto ms =
            ns_each(1,
                    [&] {
                        auto parsed = menus::parse(hostile.toml, "h.toml");
                        if (parsed.menu)
                            use(menus::check(*parsed.menu, places, {{"ussd", septets}}, "h.toml"));
                        use(parsed);
                    }) /
            1e6;
        const auto mb = static_cast<double>(tests::counted().peak) / 1e6;
        if (ms > slowest) std::tie(slowest, slowest_name) = std::tuple(ms, hostile.name);
        if (mb > largest) std::tie(largest, largest_name) = std::tuple(mb, hostile.name);
    }
    fmt::print("\nHostile files, {} of them.\n", tests::hostile_menus().size());
    fmt::print("slowest {:.0f} ms ({}), goal 1000 ms; largest growth {:.1f} MB ({}), goal 50 MB\n", slowest,
               slowest_name, largest, largest_name);
}

}  // namespace

int main() {
    doctest::Context context;
    context.setAsDefaultForAssertsOutOfTestCases();
    const auto& places = tests::kenya_places();
    const auto toml = tests::kenya_menu_text();
    const auto menu = menus::parse(toml, "incident.toml").menu.value();
    bench_turns(menu, places);
    bench_turns(tests::kinds_menu(), places);
    bench_search(places);
    bench_check(menu, toml, places);
    bench_hostile(places);
}
