#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>

#include "gateway/cli/rules.hpp"
#include "gateway/cli/starter_pack.hpp"
#include "gateway/cli/starter_rules.hpp"

namespace kengele::cli {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view heading = "code,list,name,place,phone,hours_en,hours_sw,verified_on\n";
constexpr std::chrono::sys_days today{2026y / 11 / 22};

const Rules& pack() {
    static const Rules rules = starter_rules();
    return rules;
}

struct Reading {
    std::vector<storage::DirectoryEntry> entries;
    std::vector<std::string> problems;
};

Reading read(const std::string& lines) {
    Problems problems;
    Reading reading;
    reading.entries = read_directory(std::string{heading} + lines, "d.csv", pack(), today, problems);
    for (const auto& problem : problems)
        reading.problems.push_back(menus::to_string(problem));
    return reading;
}

storage::DirectoryEntry verified(std::string code, std::chrono::sys_days day) {
    storage::DirectoryEntry entry;
    entry.code = std::move(code);
    entry.verified_on = static_cast<storage::Day>(day.time_since_epoch().count());
    return entry;
}

TEST_CASE("the starter pack's directory is written again as it was read") {
    auto rules = pack();
    std::ranges::stable_sort(rules.directory, {}, &storage::DirectoryEntry::list);

    const auto again = write_directory(rules);

    Problems problems;
    const auto entries = read_directory(again, "d.csv", rules, today, problems);
    CHECK(problems.empty());
    CHECK(entries.size() == rules.directory.size());
    // Every line of the pack, whatever its order.
    for (std::size_t begin = 0; begin < starter_directory.size();) {
        const auto end = starter_directory.find('\n', begin);
        CHECK(again.find(starter_directory.substr(begin, end - begin + 1)) != std::string::npos);
        begin = end + 1;
    }
}

TEST_CASE("a line of the directory is one place to turn to") {
    const auto reading = read(
        "riruta,recovery,Centre,047-276-1378,0700 000 901,\"Working days, 8-5\",Siku za kazi,2026-11-22\n"
        "komesha,care,Komesha,,*483*306#,,,2022-01-31\n"
        "kenya,care,Line,KE,+254 20 1234567,,,2022-01-31\n");

    CHECK(reading.problems == std::vector<std::string>{});
    REQUIRE(reading.entries.size() == 3);
    const auto& entry = reading.entries[0];
    CHECK(entry.code == "riruta");
    CHECK(entry.list == "recovery");
    CHECK(entry.place == pack().place("047-276-1378")->number);
    CHECK(entry.phone == "0700 000 901");
    CHECK(entry.hours_en == "Working days, 8-5");
    CHECK(entry.hours_sw == "Siku za kazi");
    CHECK(std::chrono::sys_days{std::chrono::days{entry.verified_on}} == today);
    CHECK_FALSE(reading.entries[1].place);
    CHECK_FALSE(reading.entries[2].place);  // the whole country, said otherwise
}

TEST_CASE("what is wrong with a line is named with how to mend it") {
    struct Row {
        std::string line;
        std::string problem;
    };
    const Row rows[] = {
        {",care,Centre,,1192,,,2026-01-01", "'' is no code; write small letters"},
        {"Big,care,Centre,,1192,,,2026-01-01", "'Big' is no code; write small letters"},
        {"a,Care list,Centre,,1192,,,2026-01-01", "'Care list' is no list; write small letters"},
        {"a,alerts,Centre,,1192,,,2026-01-01", "'alerts' are the responders' own list"},
        {"a,care,,,1192,,,2026-01-01", "the entry has no name"},
        {"a,care,Zürichli – café,,1192,,,2026-01-01",
         "letters that every phone shows; write it in plain letters"},
        {"a,care,\"Two\nlines\",,1192,,,2026-01-01", "the name is not one line"},
        {fmt::format("a,care,{},,1192,,,2026-01-01", std::string(55, 'm')),
         "takes 61 septets; 60 are allowed; shorten the name"},
        {"a,care,Centre,047-276-1387,1192,,,2026-01-01",
         "place '047-276-1387' is not known; did you mean '047-27"},
        {"a,care,Centre,Nowhere in Kenya,1192,,,2026-01-01", "import the places first"},
        {"a,care,Centre,,,,,2026-01-01", "'' is no number to dial"},
        {"a,care,Centre,,12,,,2026-01-01", "'12' is no number to dial"},
        {"a,care,Centre,,0700-000,,,2026-01-01", "'0700-000' is no number to dial"},
        {"a,care,Centre,,0700  000,,,2026-01-01", "is no number to dial"},
        {"a,care,Centre,,*483*306,,,2026-01-01", "'*483*306' is no number to dial"},
        {"a,care,Centre,,*483**306#,,,2026-01-01", "is no number to dial"},
        {"a,care,Centre,,1192,Always,,2026-01-01", "the hours stand in one language only"},
        {fmt::format("a,care,Centre,,1192,{},Daima,2026-01-01", std::string(31, 'm')),
         "hours_en is not one line of at most 30 plain letters"},
        {"a,care,Centre,,1192,,,2026-13-01", "verified_on '2026-13-01' is no day; write when"},
        {"a,care,Centre,,1192,,,2026-02-30", "verified_on '2026-02-30' is no day"},
        {"a,care,Centre,,1192,,,yesterday", "verified_on 'yesterday' is no day"},
        {"a,care,Centre,,1192,,,2026-11-23", "verified_on 2026-11-23 has not come yet"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.line);

        const auto reading = read(row.line + "\n");

        REQUIRE(reading.problems.size() == 1);
        CAPTURE(reading.problems[0]);
        CHECK(reading.problems[0].starts_with("d.csv:2: "));
        CHECK(reading.problems[0].find(row.problem) != std::string::npos);
        CHECK(reading.entries.empty());
    }
    CHECK(read("a,care,A,,1192,,,2026-01-01\na,care,B,,1192,,,2026-01-01\n").problems ==
          std::vector<std::string>{"d.csv:3: code 'a' stands twice in this file; keep one of the two lines"});
}

TEST_CASE("entries that nobody made sure of for more than six months are named") {
    CHECK(stale_entries({}, today).empty());
    CHECK(stale_entries({verified("new", 2026y / 5 / 22)}, today).empty());
    CHECK(stale_entries({verified("old", 2026y / 5 / 21), verified("new", today)}, today) ==
          "1 entry was last verified more than six months ago: old");
    CHECK(stale_entries({verified("old", 2022y / 1 / 1), verified("older", 2021y / 1 / 1)}, today) ==
          "2 entries were last verified more than six months ago: old, older");
    // Half a year before the end of August there is no such day.
    CHECK(stale_entries({verified("old", 2026y / 2 / 27), verified("new", 2026y / 2 / 28)}, 2026y / 8 / 31) ==
          "1 entry was last verified more than six months ago: old");
    const std::vector<storage::DirectoryEntry> many(15, verified("old", 2022y / 1 / 1));
    CHECK(stale_entries(many, today).ends_with("old, old and 3 more"));
}

}  // namespace
}  // namespace kengele::cli
