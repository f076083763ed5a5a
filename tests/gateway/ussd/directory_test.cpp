#include "gateway/ussd/directory.hpp"

#include <doctest/doctest.h>

#include "tests/gateway/ussd/starter_town.hpp"

using namespace kengele;

namespace {

storage::DirectoryEntry entry(std::string code, std::string list, std::string name, std::string phone,
                              storage::PlaceNumber place = {}) {
    storage::DirectoryEntry it;
    it.code = std::move(code);
    it.list = std::move(list);
    it.name = std::move(name);
    it.phone = std::move(phone);
    it.place = place;
    return it;
}

struct Town : testing::StarterTown {
    Town() {
        auto helpline = entry("nacada", "recovery", "NACADA helpline", "1192");
        helpline.hours_en = "Day and night";
        helpline.hours_sw = "Usiku na mchana";
        put({helpline, entry("near", "recovery", "Recovery Centre", "0700 000 901", desk.ward()),
             entry("safe", "care", "Safe House", "0700 000 902", desk.ward())});
    }

    void put(const std::vector<storage::DirectoryEntry>& entries) {
        desk.run([&](storage::Transaction& tx) { tx.import_directory(entries); });
    }

    static bool has(const std::string& screen, const std::string& words) {
        return screen.find(words) != std::string::npos;
    }
};

}  // namespace

TEST_CASE("a row says name, place and phone, without the place where that is too long") {
    const auto label = [](std::string name, std::string place) {
        return ussd::row_label(entry("c", "care", std::move(name), "0700000901"), place);
    };
    CHECK(label("Centre", "Riruta") == "Centre, Riruta, 0700000901");
    CHECK(label("Centre", "") == "Centre, 0700000901");
    CHECK(label("Centre", std::string(40, 'm')) == "Centre, " + std::string(40, 'm') + ", 0700000901");
    CHECK(label("Centre", std::string(41, 'm')) == "Centre, 0700000901");
}

TEST_CASE("a caller who names a ward reads the centres near it, then the chosen one and its hours") {
    Town town;

    CHECK(town.walk("s1", "3*1*2*0001") ==
          "Near you\n1 Recovery Centre, Ward, 0700 000 901\n2 NACADA helpline, 1192\n0 Back 00 Start");
    CHECK(town.say("s1", "3*1*2*0001*2") ==
          "NACADA helpline, 1192\nDay and night\nCall before you go. Danger? Call 999 or 112.\n0 Back "
          "00 "
          "Start");
    // Without hours there is no gap.
    CHECK(town.walk("s2", "3*1*2*0001*1") ==
          "Recovery Centre, Ward, 0700 000 901\nCall before you go. Danger? Call 999 or 112.\n0 Back 00 "
          "Start");
    CHECK(Town::has(town.walk("s3", "7*3*1*2*0001*2"), "NACADA helpline, 1192\nUsiku na mchana\nPiga kabla"));
    CHECK(town.incidents().empty());
}

TEST_CASE("each lookup shows its own list, and says what to do where that is empty") {
    Town town;

    CHECK(town.walk("s1", "3*2*2*0001") == "Near you\n1 Safe House, Ward, 0700 000 902\n0 Back 00 Start");
    CHECK(Town::has(town.walk("s2", "3*6*2*0001"), "No health centre is known near you."));
}

TEST_CASE(
    "a caller keeps the rows that were read when the directory changes, and then reads what is true now") {
    Town town;
    CHECK(Town::has(town.walk("s1", "3*1*2*0001"), "2 NACADA helpline, 1192"));
    auto moved = entry("nacada", "recovery", "A new name", "1193");
    moved.hours_en = "Working days";
    moved.hours_sw = "Siku za kazi";
    town.put({moved});

    const auto chosen = town.say("s1", "3*1*2*0001*2");

    CHECK(Town::has(chosen, "NACADA helpline, 1192\nWorking days\n"));
    CHECK(Town::has(town.walk("s2", "3*1*2*0001"), "1 A new name, 1193"));
}

TEST_CASE("what was chosen is told by its field, and nothing of an entry that is gone") {
    Town town;
    menus::Session session;
    session.fields["centre"] = "near";
    const auto facts = [&] {
        return town.desk.run([&](storage::Transaction& tx) {
            menus::Facts made;
            ussd::add_chosen_entries(tx, town.exchange, session, made);
            return made;
        });
    };

    CHECK(facts().at("centre_name").in(0) == "Recovery Centre");
    CHECK(facts().at("centre_place").in(1) == "Ward");
    CHECK(facts().at("centre_phone").in(1) == "0700 000 901");
    CHECK(facts().at("centre_hours").in(0).empty());
    session.fields["centre"] = "closed";
    CHECK(facts().empty());
    session.fields.clear();
    CHECK(facts().empty());
}
