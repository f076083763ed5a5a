#include <doctest/doctest.h>

#include "tests/storage/test_store.hpp"

using namespace kengele;
using namespace kengele::storage;
using namespace std::chrono_literals;

namespace {

Place place_of(std::string code, std::string name, PlaceLevel level) {
    Place it;
    it.code = std::move(code);
    it.name = std::move(name);
    it.level = level;
    return it;
}

std::vector<std::string> people(const std::vector<RosterEntry>& roster) {
    std::vector<std::string> names;
    for (const auto& entry : roster)
        names.push_back(entry.responder.name);
    return names;
}

}  // namespace

TEST_CASE("places get their numbers by code, and keep them") {
    on_every_store([](TestStore& store) {
        const auto places = import_sample_places(store);
        store.unit([&](Transaction& tx) {
            auto renamed = place_of("047-275-1378", "Laini Saba B", PlaceLevel::ward);
            renamed.aliases = {"Laini", "Line Saba"};
            tx.import_places({place_of("047-275-1380", "Makina", PlaceLevel::ward), renamed});
        });

        store.reopen();
        store.unit([&](Transaction& tx) {
            const auto ward = tx.place(places.ward);
            REQUIRE(ward);
            CHECK(ward->number == places.ward);
            CHECK(ward->code == "047-275-1378");
            CHECK(ward->name == "Laini Saba B");
            CHECK(ward->level == PlaceLevel::ward);
            CHECK(ward->parent == places.constituency);
            CHECK(ward->aliases == std::vector<std::string>{"Laini", "Line Saba"});
            CHECK(tx.place(places.constituency)->parent == places.county);
            CHECK_FALSE(tx.place(places.county)->parent);
            CHECK(tx.place(PlaceNumber{5})->name == "Makina");
            CHECK_FALSE(tx.place(PlaceNumber{6}).has_value());
        });
    });
}

TEST_CASE("counties lie in the country where there is one") {
    on_every_store([](TestStore& store) {
        store.unit([](Transaction& tx) {
            tx.import_places({place_of("001", "Mombasa", PlaceLevel::county),
                              place_of("KE", "Kenya", PlaceLevel::country)});

            CHECK(tx.place(PlaceNumber{1})->parent == PlaceNumber{2});
            CHECK_FALSE(tx.place(PlaceNumber{2})->parent);
        });
    });
}

TEST_CASE("kinds, roles and ladders are replaced by what an import names, and others stay") {
    on_every_store([](TestStore& store) {
        Kind fire{"EMG1",       "EMG",    "Fire",         "Moto",
                  Severity::p1, "FIRE",   {"OCS", "DCC"}, Sensitivity::private_,
                  "FIRE",       {"siren"}};
        Kind noise{"PUB1", "PUB", "Noise", "Kelele", Severity::p4, "CHIEF", {}, Sensitivity::normal, "", {}};
        store.unit([&](Transaction& tx) {
            tx.import_kinds({fire, noise});
            tx.import_roles({{"OCS", "Police station", "Kituo", Line::police, 2},
                             {"VELDER", "Elder", "Mzee", Line::community, 0}});
            tx.import_ladders({{"P1", 0, 0, {"LEAD", "COPY"}, {"NKM"}},
                               {"P1", 1, 5, {"DEPUTY"}, {}},
                               {"P2", 0, 0, {"LEAD"}, {}}});
        });
        store.unit([&](Transaction& tx) {
            noise.label_en = "Loud noise";
            tx.import_kinds({noise});
            tx.import_roles({{"OCS", "Police", "Polisi", Line::police, 3}});
            tx.import_ladders({{"P1", 0, 0, {"OPS"}, {}}});
        });

        store.unit([&](Transaction& tx) {
            const auto kind = tx.kind("EMG1");
            REQUIRE(kind);
            CHECK(kind->category == "EMG");
            CHECK(kind->label_en == "Fire");
            CHECK(kind->label_sw == "Moto");
            CHECK(kind->severity == Severity::p1);
            CHECK(kind->lead_role == "FIRE");
            CHECK(kind->copy_roles == std::vector<std::string>{"OCS", "DCC"});
            CHECK(kind->sensitivity == Sensitivity::private_);
            CHECK(kind->ladder == "FIRE");
            CHECK(kind->flags == std::vector<std::string>{"siren"});
            CHECK(tx.kind("PUB1")->label_en == "Loud noise");
            CHECK(tx.kind("PUB1")->copy_roles.empty());
            CHECK_FALSE(tx.kind("XXX").has_value());

            CHECK(tx.role("OCS")->label_en == "Police");
            CHECK(tx.role("OCS")->label_sw == "Polisi");
            CHECK(tx.role("OCS")->line == Line::police);
            CHECK(tx.role("OCS")->tier == 3);
            CHECK_FALSE(tx.role("XXX").has_value());
            REQUIRE(tx.roles().size() == 2);
            CHECK(tx.roles()[0].key == "VELDER");

            const auto p1 = tx.ladder("P1");
            REQUIRE(p1.size() == 1);
            CHECK(p1[0].roles == std::vector<std::string>{"OPS"});
            CHECK(p1[0].never.empty());
            CHECK(tx.ladder("P2").size() == 1);
            CHECK(tx.ladder("P9").empty());
        });
    });
}

TEST_CASE("a ladder's rungs come by number") {
    on_every_store([](TestStore& store) {
        store.unit([](Transaction& tx) {
            tx.import_ladders(
                {{"P1", 2, 10, {"DCC"}, {}}, {"P1", 0, 0, {"LEAD"}, {"police"}}, {"P1", 1, 5, {"NEXT"}, {}}});

            const auto rungs = tx.ladder("P1");

            REQUIRE(rungs.size() == 3);
            CHECK(rungs[0].number == 0);
            CHECK(rungs[0].never == std::vector<std::string>{"police"});
            CHECK(rungs[1].after_minutes == 5);
            CHECK(rungs[2].number == 2);
        });
    });
}

TEST_CASE("rules are read as the unit sees them, whatever was read before and whatever was undone") {
    on_every_store([](TestStore& store) {
        const auto severity = [](Transaction& tx) { return tx.kind("FIR1").value().severity; };
        const auto import = [](Transaction& tx, Severity value) {
            Kind kind;
            kind.code = "FIR1";
            kind.severity = value;
            tx.import_kinds({kind});
        };
        store.unit([&](Transaction& tx) { import(tx, Severity::p3); });
        CHECK(store.ask(severity) == Severity::p3);

        const auto undone = store.try_unit([&](Transaction& tx) -> Result<void> {
            import(tx, Severity::p1);
            CHECK(severity(tx) == Severity::p1);
            return make_error_code(Error::not_found);
        });
        CHECK(undone.has_error());
        CHECK(store.ask(severity) == Severity::p3);

        store.unit([&](Transaction& tx) { import(tx, Severity::p2); });
        CHECK(store.ask(severity) == Severity::p2);
    });
}

TEST_CASE("every import grows the version of the rules, a failed one does not") {
    on_every_store([](TestStore& store) {
        std::int64_t before = store.ask([](Transaction& tx) { return tx.rules_version(); });
        const std::function<void(Transaction&)> imports[] = {[](Transaction& tx) { tx.import_places({}); },
                                                             [](Transaction& tx) { tx.import_kinds({}); },
                                                             [](Transaction& tx) { tx.import_roles({}); },
                                                             [](Transaction& tx) { tx.import_ladders({}); },
                                                             [](Transaction& tx) { tx.import_roster({}, 0); },
                                                             [](Transaction& tx) { tx.import_directory({}); }};

        for (const auto& import : imports) {
            const auto after = store.ask([&](Transaction& tx) {
                import(tx);
                return tx.rules_version();
            });
            CHECK(after > before);
            before = after;
        }

        const auto refused = store.try_unit([](Transaction& tx) -> Result<void> {
            tx.import_kinds({});
            return make_error_code(Error::not_found);
        });
        CHECK(refused.has_error());
        CHECK(store.ask([](Transaction& tx) { return tx.rules_version(); }) == before);
    });
}

TEST_CASE("the roster answers nearest office first, holders before deputies, then by office") {
    on_every_store([](TestStore& store) {
        const auto places = import_sample_places(store);
        store.unit([&](Transaction& tx) {
            tx.import_roster(
                {
                    roster_row("County police", "OCS", {places.county}, 1),
                    roster_row("Kibra station", "OCS", {places.constituency, places.county}, 2, Rank::deputy),
                    roster_row("Kibra station", "OCS", {}, 3),
                    roster_row("Laini Saba post", "OCS", {places.ward, places.neighbour}, 4),
                    roster_row("Lindi post", "OCS", {places.neighbour}, 5),
                    roster_row("Kibra annex", "OCS", {places.constituency}, 6),
                    roster_row("Chief", "CHIEF", {places.ward}, 7),
                },
                store.today());
        });

        store.unit([&](Transaction& tx) {
            const auto roster = tx.roster("OCS", places.ward, store.today());
            CHECK(people(roster) ==
                  std::vector<std::string>{"Person 4", "Person 3", "Person 6", "Person 2", "Person 1"});
            CHECK(roster[0].distance == 0);
            CHECK(roster[1].distance == 1);
            CHECK(roster[1].rank == Rank::holder);
            CHECK(roster[1].office.name == "Kibra station");
            CHECK(roster[3].rank == Rank::deputy);
            CHECK(roster[4].distance == 2);
            CHECK(people(tx.roster("OCS", places.county, store.today())) ==
                  std::vector<std::string>{"Person 1", "Person 3", "Person 2"});
            CHECK(people(tx.roster("CHIEF", places.ward, store.today())) ==
                  std::vector<std::string>{"Person 7"});
            CHECK(tx.roster("CHIEF", places.neighbour, store.today()).empty());
            CHECK(tx.roster("XXX", places.ward, store.today()).empty());
        });
    });
}

TEST_CASE("an imported office replaces its places and holders from that day on, and history stays") {
    on_every_store([](TestStore& store) {
        const auto places = import_sample_places(store);
        const Day day = store.today();
        store.unit([&](Transaction& tx) {
            tx.import_roster(
                {roster_row("Post", "OCS", {places.ward}, 1), roster_row("Post", "OCS", {}, 2, Rank::deputy),
                 roster_row("Other", "OCS", {places.constituency}, 3)},
                day);
        });
        store.unit([&](Transaction& tx) {
            tx.import_roster({roster_row("Post", "OCS", {places.neighbour}, 4)}, day + 10);
            tx.import_roster({roster_row("Post", "OCS", {places.neighbour}, 5)}, day + 10);
        });

        store.unit([&](Transaction& tx) {
            const auto on = [&](PlaceNumber place, Day when) {
                return people(tx.roster("OCS", place, when));
            };
            CHECK(on(places.ward, day) == std::vector<std::string>{"Person 1", "Person 2", "Person 3"});
            CHECK(on(places.ward, day + 9) == std::vector<std::string>{"Person 1", "Person 2", "Person 3"});
            CHECK(on(places.ward, day + 10) == std::vector<std::string>{"Person 3"});
            CHECK(on(places.neighbour, day + 9) == std::vector<std::string>{"Person 3"});
            CHECK(on(places.neighbour, day + 10) == std::vector<std::string>{"Person 5", "Person 3"});
        });
    });
}

TEST_CASE("a responder is known by the phone, and an office by its name and role") {
    on_every_store([](TestStore& store) {
        const auto sample = sample_case(store);
        store.unit([&](Transaction& tx) {
            auto row = roster_row("Kibra station", "OCS", {sample.places.ward}, 1);
            row.responder.name = "Amina";
            row.responder.language = "sw";
            row.responder.is_on_duty = false;
            row.responder.phone_sealed = {7, 7};
            tx.import_roster({row}, store.today());
        });

        store.unit([&](Transaction& tx) {
            const auto person = tx.responder(sample.responder);
            REQUIRE(person);
            CHECK(person->name == "Amina");
            CHECK(person->language == "sw");
            CHECK_FALSE(person->is_on_duty);
            CHECK(person->phone_sealed == Bytes{7, 7});
            CHECK(person->phone_tag == key_of(1));
            CHECK(person->organisation == the_deployment);
            CHECK(tx.responder_of_phone(key_of(1))->id == sample.responder);
            CHECK_FALSE(tx.responder_of_phone(key_of(9)).has_value());
            CHECK_FALSE(tx.responder(ResponderId{99}).has_value());
            CHECK(tx.office(sample.office)->name == "Kibra station");
            CHECK(tx.office(sample.office)->role == "OCS");
            CHECK_FALSE(tx.office(OfficeId{2}).has_value());
        });
    });
}
