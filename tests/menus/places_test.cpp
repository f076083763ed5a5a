#include "menus/places.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "tests/menus/kenya.hpp"

using namespace kengele::menus;
using kengele::tests::kenya_places;
using kengele::tests::small_places;

namespace {

std::vector<std::string> found(const Places& places, std::string_view typed, std::size_t limit = 8) {
    std::vector<std::string> names;
    for (const auto* place : places.search(typed, limit)) {
        names.push_back(places.full_name(place->number));
    }
    return names;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("places are found by number, by area code and as children by name") {
    const Places places = small_places();

    REQUIRE(places.find(47) != nullptr);
    CHECK(places.find(47)->name == "Nairobi City");
    CHECK(places.find(9999) == nullptr);
    REQUIRE(places.find_area_code("1366") != nullptr);
    CHECK(places.find_area_code("1366")->name == "Kitisuru");
    CHECK(places.find_area_code("366") == nullptr);
    REQUIRE(places.children(0).size() == 2);
    CHECK(places.children(0)[0]->name == "Kitui");
    CHECK(places.children(0)[1]->name == "Nairobi City");
    CHECK(places.children(1366).empty());
    CHECK(places.children(-5).empty());
}

TEST_CASE("a moved tree keeps its entries") {
    Places first = small_places();
    const auto* before = first.find(1366);

    const Places second = std::move(first);

    CHECK(second.find(1366) == before);
    CHECK(second.children(274).front()->name == "Kitisuru");
}

TEST_CASE("a place is named with what it lies in") {
    const Places places = small_places();

    CHECK(places.full_name(715) == "Township, Kitui Central");
    CHECK(places.full_name(274) == "Westlands, Nairobi City");
    CHECK(places.full_name(47) == "Nairobi City");
    CHECK(places.full_name(12345).empty());
}

TEST_CASE("typed names are found with a wrong letter, but exact ones come first") {
    const Places places = small_places();

    CHECK(found(places, "kitisuru").front() == "Kitisuru, Westlands");
    CHECK(found(places, "KITISURU").front() == "Kitisuru, Westlands");
    CHECK(found(places, "kitisu").front() == "Kitisuru, Westlands");
    CHECK(found(places, "kitsuru").front() == "Kitisuru, Westlands");
    CHECK(found(places, "kittisuru").front() == "Kitisuru, Westlands");
    CHECK(found(places, "kitusiru").front() == "Kitisuru, Westlands");
    CHECK(found(places, "xitisuru").front() == "Kitisuru, Westlands");
    CHECK(found(places, "nga'nda") == Names{"Ng'anda, Kitui Central"});
    CHECK(found(places, "nganda") == Names{"Ng'anda, Kitui Central"});
    CHECK(found(places, "Ng’anda") == Names{"Ng'anda, Kitui Central"});
    CHECK(found(places, "ngãndá") == Names{"Ng'anda, Kitui Central"});
    CHECK(found(places, "mountain view").front() == "Mountain View, Westlands");
    CHECK(found(places, "mountainview").front() == "Mountain View, Westlands");
    CHECK(found(places, "view").front() == "Mountain View, Westlands");
    CHECK(found(places, "kangemi/kawangware").empty());
    CHECK(found(places, "loresho").front() == "Kitisuru, Westlands");
    CHECK(found(places, "xyzzy").empty());
    CHECK(found(places, "").empty());
    CHECK(found(places, "'-/ ").empty());
    CHECK(found(places, "\xFF\xFE").empty());
}

TEST_CASE("three letters forgive nothing") {
    const Places places = small_places();

    CHECK(found(places, "kit").size() == 3);
    CHECK(found(places, "xit").empty());
}

TEST_CASE("every typed word must be found, at least one in the place's own name") {
    const Places places = small_places();

    CHECK(found(places, "kitui central").front() == "Kitui Central, Kitui");
    CHECK(found(places, "central kitui").front() == "Kitui Central, Kitui");
    CHECK(found(places, "township kitui") == Names{"Township, Kitui Central"});
    CHECK(found(places, "kitui townshp") == Names{"Township, Kitui Central"});
    CHECK(found(places, "township nairobi").empty());
}

TEST_CASE("a whole name comes before wards, and wards before what they lie in") {
    const Places places = small_places();

    CHECK(found(places, "kitui") == Names{"Kitui", "Kitui Central, Kitui", "Kitisuru, Westlands"});
    CHECK(found(places, "nai") == Names{"Nairobi Hill, Westlands", "Nairobi City"});
}

TEST_CASE("people find their ward in Kenya although they type it wrongly") {
    const auto& places = kenya_places();
    struct Row {
        const char* typed;
        const char* first;
    };
    const Row rows[] = {
        {"KAWA", "Kawangware, Dagoretti North"},
        {"kawangwari", "Kawangware, Dagoretti North"},
        {"kawangware", "Kawangware, Dagoretti North"},
        {"kilimani", "Kilimani, Dagoretti North"},
        {"killimani", "Kilimani, Dagoretti North"},
        {"klimani", "Kilimani, Dagoretti North"},
        {"kiilmani", "Kilimani, Dagoretti North"},
        {"laini saba", "Laini Saba, Kibra"},
        {"lainisaba", "Laini Saba, Kibra"},
        {"laini sba", "Laini Saba, Kibra"},
        {"sarang'ombe", "Sarangombe, Kibra"},
        {"cherangany", "Cherangany, Trans Nzoia"},
        {"chebororwa", "Cherang'any/Chebororwa, Marakwet West"},
        {"mlango kubwa", "Mlango Kubwa, Mathare"},
        {"mlangokubwa", "Mlango Kubwa, Mathare"},
        {"mji wa kale", "Mji wa Kale/Makadara, Mvita"},
        {"south c", "South-C, Langata"},
        {"eastleigh n", "Eastleigh North, Kamukunji"},
        {"nadavaya", "Ndavaya, Kinango"},
        {"kitui central", "Kitui Central, Kitui"},
        {"township kitui", "Township, Kitui Central"},
        {"murangaa", "Murang'a"},
        {"mt elgon", "Mt. Elgon, Bungoma"},
        {"kibra", "Kibra, Nairobi"},
        {"kibera", "Kibra, Nairobi"},
        {"matare", "Mathare, Nairobi"},
        {"kitutu central", "Kitutu Central, Kitutu Chache South"},
    };

    for (const auto& row : rows) {
        CAPTURE(row.typed);
        const auto names = found(places, row.typed);
        REQUIRE_FALSE(names.empty());
        CHECK(names.front() == row.first);
    }
}

TEST_CASE("every ward of Kenya is found by its name, and by its name with one letter left out or wrong") {
    const auto& places = kenya_places();
    const auto has = [](const std::vector<const PlaceEntry*>& results, int number) {
        return std::any_of(results.begin(), results.end(),
                           [number](const PlaceEntry* place) { return place->number == number; });
    };

    for (int number = 1; number <= 1788; number += 11) {
        const auto* place = places.find(number);
        REQUIRE(place != nullptr);
        if (place->level != Level::ward) continue;
        CAPTURE(place->name);
        CHECK(has(places.search(place->name, 16), number));
        const auto first_word = place->name.substr(0, place->name.find_first_of(" /-'"));
        if (first_word.size() < 5) continue;
        auto typed = place->name;
        typed.erase(2, 1);
        CHECK(has(places.search(typed, 40), number));
        typed = place->name;
        typed[1] = 'q';
        CHECK(has(places.search(typed, 40), number));
    }
}

TEST_CASE("names that occur several times are told apart by what they lie in") {
    const auto& places = kenya_places();

    const auto names = found(places, "township", 40);

    const auto townships = std::count_if(names.begin(), names.end(),
                                         [](const auto& name) { return name.starts_with("Township, "); });
    CHECK(townships == 9);
    CHECK(std::set(names.begin(), names.end()).size() == names.size());
}

TEST_CASE("all of Kenya is there: 47 counties, 290 constituencies, 1,450 wards by their four digits") {
    const auto& places = kenya_places();
    std::size_t constituencies = 0;
    std::size_t wards = 0;

    for (const auto* county : places.children(0)) {
        CHECK(county->level == Level::county);
        for (const auto* constituency : places.children(county->number)) {
            ++constituencies;
            wards += places.children(constituency->number).size();
        }
    }

    CHECK(places.children(0).size() == 47);
    CHECK(constituencies == 290);
    CHECK(wards == 1450);
    for (int code = 1; code <= 1450; ++code) {
        CAPTURE(code);
        CHECK(places.find_area_code(fmt::format("{:04}", code)) != nullptr);
    }
    CHECK(places.full_name(places.find_area_code("1366")->number) == "Kitisuru, Westlands");
}

TEST_CASE("a tree that is its own parent does not hang a search") {
    const Places places({{1, 2, Level::ward, "Moja", "", {}}, {2, 1, Level::ward, "Mbili", "", {}}});

    CHECK(places.search("moja mbili", 5).size() == 2);
}
