#include "menus/places.hpp"

#include <doctest/doctest.h>

#include "tests/menus/kenya.hpp"

using namespace kengele::menus;
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
