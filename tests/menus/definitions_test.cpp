#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>

#include "menus/gsm7.hpp"
#include "menus/text.hpp"
#include "tests/menus/kenya.hpp"

using namespace kengele::menus;
using kengele::tests::kenya_csv;
using kengele::tests::kenya_menu;
using kengele::tests::parted;

// The files of Kenya's starter pack must fit each other: what the menu offers, somebody answers, and who must
// not know is never told.

namespace {

using Words = std::vector<std::string>;

bool has(const Words& words, const std::string& word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

struct KindRow {
    std::string category;
    std::string severity;
    std::string lead;
    Words copies;
    std::string sensitivity;
    std::string ladder;
};

std::map<std::string, KindRow> kinds() {
    std::map<std::string, KindRow> result;
    for (const auto& row : kenya_csv("taxonomy.csv")) {
        REQUIRE(row.size() == 10);
        result[row[0]] = {row[1], row[4], row[5], parted(row[6]), row[7], row[8].empty() ? row[4] : row[8]};
    }
    return result;
}

// role -> line
std::map<std::string, std::string> lines() {
    std::map<std::string, std::string> result;
    for (const auto& row : kenya_csv("roles.csv")) {
        REQUIRE(row.size() == 5);
        result[row[0]] = row[3];
    }
    return result;
}

struct Ladder {
    std::vector<int> minutes;
    std::vector<Words> rungs;
    Words never;
};

std::map<std::string, Ladder> ladders() {
    std::map<std::string, Ladder> result;
    for (const auto& row : kenya_csv("ladders.csv")) {
        REQUIRE(row.size() == 5);
        auto& ladder = result[row[0]];
        CHECK(std::stoi(row[1]) == static_cast<int>(ladder.rungs.size()));
        if (!ladder.rungs.empty()) CHECK(row[4].empty());
        ladder.minutes.push_back(std::stoi(row[2]));
        ladder.rungs.push_back(parted(row[3]));
        if (ladder.rungs.size() == 1) ladder.never = parted(row[4]);
    }
    return result;
}

const Words rung_words{"LEAD", "COPY", "DEPUTY", "TIER0", "TIER1", "NEXT"};

// All ids that can be reached from a screen.
std::set<std::string> reached(const Menu& menu, const std::string& first) {
    std::set<std::string> found;
    Words open{first};
    while (!open.empty()) {
        const auto id = open.back();
        open.pop_back();
        if (id.empty() || id.starts_with('@') || !found.insert(id).second) continue;
        const auto& node = menu.node(id);
        open.push_back(node.to);
        for (const auto& option : node.options) {
            open.push_back(option.to);
        }
    }
    return found;
}

}  // namespace

TEST_CASE("the menu offers every kind of the taxonomy and no other, under its own category") {
    const auto menu = kenya_menu();
    const auto known = kinds();
    std::set<std::string> offered;

    for (const auto& node : menu.nodes) {
        for (const auto& option : node.options) {
            if (node.store != "kind") continue;
            CAPTURE(option.value);
            offered.insert(option.value);
            REQUIRE(known.count(option.value) == 1);
            for (const auto& [field, value] : option.set) {
                if (field == "category") CHECK(value == known.at(option.value).category);
            }
        }
    }
    for (const auto& option : menu.node("category").options) {
        for (const auto& kind : menu.node(option.to).options) {
            CHECK(known.at(kind.value).category == option.value);
        }
    }

    CHECK(offered.size() == known.size());
}

TEST_CASE("every category can be proven, by the words it was reported with") {
    const auto menu = kenya_menu();
    std::set<std::string> categories;
    for (const auto& [code, kind] : kinds())
        categories.insert(kind.category);
    const auto& asked = menu.node("category").options;
    const auto& proofs = menu.node(menu.node("code").proof).options;

    REQUIRE(proofs.size() == categories.size());
    REQUIRE(proofs.size() == asked.size());
    for (std::size_t i = 0; i < proofs.size(); ++i) {
        CHECK(categories.count(proofs[i].value) == 1);
        CHECK(proofs[i].value == asked[i].value);
        CHECK(proofs[i].key == asked[i].key);
        CHECK(proofs[i].text.by_language == asked[i].text.by_language);
    }
}

TEST_CASE("after a protected kind is chosen no screen names it") {
    const auto menu = kenya_menu();
    const auto known = kinds();

    for (const auto& node : menu.nodes) {
        for (const auto& option : node.options) {
            if (node.store != "kind" || known.at(option.value).sensitivity != "protected") continue;
            CAPTURE(option.value);
            for (const auto& id : reached(menu, option.to)) {
                for (const auto& text : menu.node(id).text.by_language) {
                    CHECK_FALSE(has(fillings(text), "kind"));
                    CHECK_FALSE(has(fillings(text), "category"));
                }
            }
        }
    }
}

TEST_CASE("no screen offers contact or promises a text message") {
    for (const auto& node : kenya_menu().nodes) {
        for (const auto* word :
             {"calls me", "call me", "nipigi", "SMS me", "will get an SMS", "Utapata SMS"}) {
            for (const auto& text : node.text.by_language) {
                CHECK(text.find(word) == std::string::npos);
            }
            for (const auto& option : node.options) {
                CHECK(option.text.in(0).find(word) == std::string::npos);
                CHECK(option.text.in(1).find(word) == std::string::npos);
            }
        }
    }
}

TEST_CASE("the longest name of a role is the sample that screens are measured with") {
    const auto sample = kenya_menu().samples.at("role");

    for (const auto& row : kenya_csv("roles.csv")) {
        CAPTURE(row[0]);
        CHECK(cost(row[1]).units <= cost(sample.in(0)).units);
        CHECK(cost(row[2]).units <= cost(sample.in(1)).units);
    }
}

TEST_CASE("every ladder climbs in time and ends at the operations desk") {
    const auto known = lines();

    for (const auto& row : ladders()) {
        CAPTURE(row.first);
        const auto& ladder = row.second;
        CHECK(ladder.minutes.front() == 0);
        CHECK(std::is_sorted(ladder.minutes.begin(), ladder.minutes.end(), std::less_equal<>()));
        CHECK(ladder.rungs.back() == Words{"OPS"});
        for (const auto& rung : ladder.rungs) {
            CHECK_FALSE(rung.empty());
            for (const auto& word : rung) {
                CAPTURE(word);
                CHECK((has(rung_words, word) || known.count(word) == 1));
            }
        }
    }
}

TEST_CASE("every kind has a ladder whose own roles it may tell") {
    const auto known = lines();
    const auto all = ladders();

    for (const auto& row : kinds()) {
        CAPTURE(row.first);
        const auto& kind = row.second;
        REQUIRE(all.count(kind.ladder) == 1);
        const auto& ladder = all.at(kind.ladder);
        Words told{kind.lead};
        told.insert(told.end(), kind.copies.begin(), kind.copies.end());
        for (const auto& rung : ladder.rungs) {
            for (const auto& word : rung) {
                if (!has(rung_words, word)) told.push_back(word);
            }
        }
        for (const auto& role : told) {
            CAPTURE(role);
            REQUIRE(known.count(role) == 1);
            CHECK_FALSE(has(ladder.never, role));
            CHECK_FALSE(has(ladder.never, known.at(role)));
        }
    }
}

TEST_CASE("who is told of a protected case is never of the neighbourhood, its chiefs or its guards") {
    const auto all = ladders();

    for (const auto& row : kinds()) {
        const auto& kind = row.second;
        if (kind.sensitivity != "protected") continue;
        CAPTURE(row.first);
        const auto& never = all.at(kind.ladder).never;
        CHECK(has(never, "community"));
        CHECK(has(never, "guard"));
        CHECK((has(never, "ngao") || (has(never, "CHIEF") && has(never, "ACHIEF"))));
    }
    CHECK(has(all.at("ABUSE").never, "ngao"));
    CHECK(has(all.at("POLICE").never, "police"));
    CHECK(has(all.at("REHAB").never, "police"));
    CHECK(has(all.at("WELFARE").never, "police"));
}

TEST_CASE("the sample responders answer for every kind in every ward of Nairobi") {
    std::map<std::string, Words> places_of;  // role -> place codes
    std::set<std::string> phones;
    Words codes;
    Words wards;
    for (const auto& row : kenya_csv("places.csv")) {
        codes.push_back(row[0]);
        if (row[2] == "ward" && row[0].starts_with("047-")) wards.push_back(row[0]);
    }
    const auto known = lines();
    for (const auto& row : kenya_csv("responders.csv")) {
        REQUIRE(row.size() == 8);
        CAPTURE(row[3]);
        CHECK(known.count(row[1]) == 1);
        CHECK(row[4].starts_with("+254700000"));
        CHECK(row[4].size() == 13);
        CHECK(phones.insert(row[4]).second);
        CHECK((row[5] == "en" || row[5] == "sw"));
        CHECK((row[6] == "holder" || row[6] == "deputy"));
        CHECK((row[7] == "yes" || row[7] == "no"));
        for (const auto& place : parted(row[2])) {
            CHECK(has(codes, place));
            places_of[row[1]].push_back(place);
        }
    }
    const auto covers = [&places_of](const std::string& role, const std::string& ward) {
        const auto& places = places_of[role];
        return std::any_of(places.begin(), places.end(), [&ward](const std::string& place) {
            return place == "KE" || ward == place || ward.starts_with(place + "-");
        });
    };
    REQUIRE(wards.size() == 85);

    for (const auto& ward : wards) {
        CAPTURE(ward);
        for (const auto& row : kinds()) {
            CAPTURE(row.first);
            CHECK(covers(row.second.lead, ward));
        }
        for (const auto* role : {"OPS", "ACC", "DCC", "CC", "SCPC", "CPC", "CHIEF", "ACHIEF"}) {
            CAPTURE(role);
            CHECK(covers(role, ward));
        }
    }
    for (const auto& [name, ladder] : ladders()) {
        for (const auto& rung : ladder.rungs) {
            for (const auto& word : rung) {
                CAPTURE(word);
                CHECK((has(rung_words, word) || !places_of[word].empty()));
            }
        }
    }
}

TEST_CASE(
    "whatever list a caller looks up has somebody to call from everywhere, and nobody real is invented") {
    const auto entries = kenya_csv("directory.csv");

    for (const auto& node : kenya_menu().nodes) {
        if (node.kind != NodeKind::lookup) continue;
        CAPTURE(node.id);
        CHECK(std::any_of(entries.begin(), entries.end(),
                          [&node](const auto& row) { return row[1] == node.from && row[3].empty(); }));
    }
    for (const auto& row : entries) {
        CAPTURE(row[0]);
        REQUIRE(row.size() == 8);
        // Places are known of invented centres only, which say so and have numbers that are nobody's.
        CHECK(row[3].empty() != row[2].starts_with("Sample "));
        CHECK(row[3].empty() != row[4].starts_with("0700000"));
    }
}
