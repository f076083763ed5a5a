#include <doctest/doctest.h>

#include "tests/storage/test_store.hpp"

using namespace kengele;
using namespace kengele::storage;
using namespace std::chrono_literals;

namespace {

std::vector<std::string> cases(Reader& reader, const Viewer& viewer, const IncidentFilter& filter = {}) {
    std::vector<std::string> numbers;
    for (const auto& view : reader.incidents(viewer, filter).value())
        numbers.push_back(view.incident.case_number);
    return numbers;
}

// Three cases: normal in the ward, protected in the ward, private in the neighbouring ward.
SampleCase three_cases(TestStore& store) {
    const auto sample = sample_case(store);
    store.unit([&](Transaction& tx) {
        auto secret = sample_incident("4829145", sample.places.ward);
        secret.sensitivity = Sensitivity::protected_;
        tx.insert_incident(secret);
        auto neighbour = sample_incident("4829152", sample.places.neighbour);
        neighbour.sensitivity = Sensitivity::private_;
        tx.insert_incident(neighbour);
    });
    return sample;
}

Viewer sees_all() {
    return Viewer::at_the_machine();
}

}  // namespace

TEST_CASE("the machine sees every case, newest first, as many as asked for") {
    on_every_store([](TestStore& store) {
        three_cases(store);
        const auto reader = store.store().reader();

        CHECK(cases(*reader, sees_all()) == std::vector<std::string>{"4829152", "4829145", "4829137"});
        CHECK(cases(*reader, sees_all(), {.case_number = {}, .limit = 1}) ==
              std::vector<std::string>{"4829152"});
        CHECK(cases(*reader, sees_all(), {.case_number = "4829137"}) == std::vector<std::string>{"4829137"});
        CHECK(cases(*reader, sees_all(), {.case_number = "0000000"}).empty());
    });
}

TEST_CASE("a viewer who was granted nothing sees nothing") {
    on_every_store([](TestStore& store) {
        const auto sample = three_cases(store);
        store.unit([&](Transaction& tx) {
            tx.import_kinds(
                {{"EMG1", "EMG", "Fire", "Moto", Severity::p1, "FIRE", {}, Sensitivity::normal, "", {}}});
            tx.import_roles({{"OCS", "Police", "Polisi", Line::police, 2}});
            tx.import_ladders({{"P1", 0, 0, {"LEAD"}, {}}});
            tx.put_clock({sample.incident, "P1", 0, ServiceTime{1}, std::nullopt});
            OutboundSms sms;
            sms.responder = sample.responder;
            tx.enqueue(sms);
        });
        const auto reader = store.store().reader();
        const Viewer nobody;

        CHECK(reader->incidents(nobody, {}).value().empty());
        CHECK(reader->alerts(nobody, {}).value().empty());
        CHECK(reader->places(nobody).value().empty());
        CHECK(reader->kinds(nobody).value().empty());
        CHECK(reader->roles(nobody).value().empty());
        CHECK(reader->rungs(nobody).value().empty());
        CHECK(reader->roster(nobody).value().empty());
        const auto totals = reader->totals(nobody).value();
        CHECK(totals.incidents + totals.open_clocks + totals.queued_sms + totals.unowned == 0);
        CHECK(reader->roster(sees_all()).value().size() == 1);
        CHECK(reader->kinds(sees_all()).value().size() == 1);
    });
}

TEST_CASE("each grant is needed, and each narrows") {
    on_every_store([](TestStore& store) {
        const auto places = three_cases(store).places;
        const auto reader = store.store().reader();
        const auto granted = [](const std::function<void(Viewer&)>& change) {
            auto viewer = sees_all();
            change(viewer);
            return viewer;
        };
        const auto in_area = [&](std::vector<PlaceNumber> areas) {
            return granted([&](Viewer& viewer) {
                viewer.sees_all_areas = false;
                viewer.areas = std::move(areas);
            });
        };
        using Numbers = std::vector<std::string>;

        CHECK(cases(*reader, granted([](Viewer& it) { it.organisations = {}; })).empty());
        CHECK(cases(*reader, granted([](Viewer& it) { it.organisations = {OrganisationId{2}}; })).empty());
        CHECK(cases(*reader, granted([](Viewer& it) { it.classes = {}; })).empty());
        CHECK(cases(*reader, granted([](Viewer& it) { it.classes = {Sensitivity::normal}; })) ==
              Numbers{"4829137"});
        CHECK(cases(*reader, granted([](Viewer& it) { it.classes = {Sensitivity::protected_}; })) ==
              Numbers{"4829145"});
        CHECK(cases(*reader, in_area({})).empty());
        CHECK(cases(*reader, in_area({places.neighbour})) == Numbers{"4829152"});
        CHECK(cases(*reader, in_area({places.ward})) == Numbers{"4829145", "4829137"});
        CHECK(cases(*reader, in_area({places.ward, places.neighbour})).size() == 3);
        CHECK(cases(*reader, in_area({places.constituency})).size() == 3);
        CHECK(cases(*reader, in_area({places.county})).size() == 3);
        CHECK(cases(*reader, in_area({PlaceNumber{99}})).empty());
    });
}

TEST_CASE("an area is a path, not a beginning of letters; the country holds every path") {
    on_every_store([](TestStore& store) {
        const auto place = [](std::string code, PlaceLevel level) {
            Place it;
            it.code = std::move(code);
            it.name = it.code;
            it.level = level;
            return it;
        };
        store.unit([&](Transaction& tx) {
            tx.import_places({place("04", PlaceLevel::county), place("047", PlaceLevel::county),
                              place("KE", PlaceLevel::country)});
            tx.insert_incident(sample_incident("4829137", PlaceNumber{2}));
        });
        const auto reader = store.store().reader();
        auto viewer = sees_all();
        viewer.sees_all_areas = false;

        viewer.areas = {PlaceNumber{1}};
        CHECK(cases(*reader, viewer).empty());
        viewer.areas = {PlaceNumber{2}};
        CHECK(cases(*reader, viewer).size() == 1);
        viewer.areas = {PlaceNumber{3}};
        CHECK(cases(*reader, viewer).size() == 1);
    });
}

TEST_CASE("a case comes with its place, its history and its sealed text") {
    on_every_store([](TestStore& store) {
        const auto sample = sample_case(store);
        store.unit([&](Transaction& tx) {
            tx.put_report_text(sample.incident, {3, {1}, {2, 2}});
            tx.add_event({sample.incident, EventKind::raised, ServiceTime{1}, {}, 0, {}, {}, {}, {}});
            tx.add_event(
                {sample.incident, EventKind::alerted, ServiceTime{2}, {}, 0, sample.alert, {}, {}, {}});
        });

        const auto views = store.store().reader()->incidents(sees_all(), {}).value();

        REQUIRE(views.size() == 1);
        CHECK(views[0].incident.id == sample.incident);
        CHECK(views[0].place.name == "Laini Saba");
        CHECK(views[0].place.parent == sample.places.constituency);
        REQUIRE(views[0].events.size() == 2);
        CHECK(views[0].events[1].alert == sample.alert);
        REQUIRE(views[0].text);
        CHECK(views[0].text->key_version == 3);
        CHECK(views[0].text->sealed == Bytes{2, 2});
    });
}

TEST_CASE("an alert comes with its case, its responder and its texts") {
    on_every_store([](TestStore& store) {
        const auto sample = three_cases(store);
        store.unit([&](Transaction& tx) {
            OutboundSms sms;
            sms.responder = sample.responder;
            sms.incident = sample.incident;
            sms.alert = sample.alert;
            tx.enqueue(sms);
            tx.enqueue(sms);
        });
        const auto reader = store.store().reader();

        const auto views = reader->alerts(sees_all(), {.case_number = "4829137"}).value();

        REQUIRE(views.size() == 1);
        CHECK(views[0].alert.id == sample.alert);
        CHECK(views[0].alert.reply_code == "4821");
        CHECK(views[0].case_number == "4829137");
        CHECK(views[0].responder.name == "Person 1");
        CHECK(views[0].texts.size() == 2);
        CHECK(reader->alerts(sees_all(), {.case_number = "4829145"}).value().empty());
        auto narrow = sees_all();
        narrow.classes = {Sensitivity::protected_};
        CHECK(reader->alerts(narrow, {}).value().empty());
    });
}

TEST_CASE("lists come whole and in order") {
    on_every_store([](TestStore& store) {
        const auto sample = sample_case(store);
        store.unit([&](Transaction& tx) {
            tx.import_roles({{"OCS", "Police", "Polisi", Line::police, 2},
                             {"NKM", "Leader", "Kiongozi", Line::community, 0}});
            tx.import_ladders(
                {{"P2", 0, 0, {"LEAD"}, {}}, {"P1", 1, 5, {"NEXT"}, {}}, {"P1", 0, 0, {"LEAD"}, {}}});
            tx.import_kinds(
                {{"EMG2", "EMG", "Flood", "Mafuriko", Severity::p1, "DCC", {}, Sensitivity::normal, "", {}},
                 {"EMG1", "EMG", "Fire", "Moto", Severity::p1, "FIRE", {}, Sensitivity::normal, "", {}}});
            tx.import_roster(
                {roster_row("Kibra station", "OCS", {sample.places.ward, sample.places.neighbour}, 2),
                 roster_row("Kibra station", "OCS", {}, 3, Rank::deputy)},
                store.today());
        });
        const auto reader = store.store().reader();

        const auto places = reader->places(sees_all()).value();
        REQUIRE(places.size() == 4);
        CHECK(places[0].name == "Nairobi City");
        CHECK(places[1].name == "Kibra");
        CHECK(places[3].name == "Lindi");
        CHECK(reader->roles(sees_all()).value().at(0).key == "NKM");
        CHECK(reader->kinds(sees_all()).value().at(0).code == "EMG1");
        const auto rungs = reader->rungs(sees_all()).value();
        REQUIRE(rungs.size() == 3);
        CHECK(rungs[1].ladder == "P1");
        CHECK(rungs[1].number == 1);
        const auto roster = reader->roster(sees_all()).value();
        REQUIRE(roster.size() == 2);
        CHECK(roster[0].responder.name == "Person 2");
        CHECK(roster[0].places == std::vector{sample.places.ward, sample.places.neighbour});
        CHECK(roster[1].rank == Rank::deputy);
    });
}

TEST_CASE("the roster of an area shows its own offices only") {
    on_every_store([](TestStore& store) {
        const auto places = import_sample_places(store);
        store.unit([&](Transaction& tx) {
            tx.import_roster({roster_row("Here", "OCS", {places.ward}, 1),
                              roster_row("There", "OCS", {places.neighbour}, 2)},
                             store.today());
        });
        auto viewer = sees_all();
        viewer.sees_all_areas = false;
        viewer.areas = {places.ward};

        const auto roster = store.store().reader()->roster(viewer).value();

        REQUIRE(roster.size() == 1);
        CHECK(roster[0].office.name == "Here");
    });
}

TEST_CASE("totals count what these eyes may see") {
    on_every_store([](TestStore& store) {
        const auto sample = three_cases(store);
        store.unit([&](Transaction& tx) {
            tx.import_ladders({{"P1", 0, 0, {"LEAD"}, {}}, {"P1", 1, 5, {"OPS"}, {}}});
            tx.put_clock({sample.incident, "P1", 1, ServiceTime{1}, std::nullopt});
            OutboundSms sms;
            sms.responder = sample.responder;
            tx.enqueue(sms);
            sms.incident = sample.incident;
            tx.enqueue(sms);
            sms.state = SmsState::failed;
            tx.enqueue(sms);
        });
        const auto reader = store.store().reader();

        const auto all = reader->totals(sees_all()).value();
        CHECK(all.incidents == 3);
        CHECK(all.open_clocks == 1);
        CHECK(all.queued_sms == 2);
        CHECK(all.unowned == 1);
        auto narrow = sees_all();
        narrow.classes = {Sensitivity::protected_};
        const auto few = reader->totals(narrow).value();
        CHECK(few.incidents == 1);
        CHECK(few.open_clocks == 0);
        CHECK(few.queued_sms == 1);
        CHECK(few.unowned == 0);
        store.unit([&](Transaction& tx) {
            tx.put_clock({sample.incident, "P1", 1, ServiceTime{1}, sample.alert});
        });
        CHECK(reader->totals(sees_all()).value().unowned == 0);
    });
}

TEST_CASE("a reader sees what is committed and nothing else") {
    on_every_store([](TestStore& store) {
        const auto sample = sample_case(store);
        const auto reader = store.store().reader();
        store.begin();
        const auto ran = store.store().run([&](Transaction& tx) -> Result<void> {
            tx.insert_incident(sample_incident("4829145", sample.places.ward));
            return {};
        });
        REQUIRE(ran.has_value());

        CHECK(cases(*reader, sees_all()).size() == 1);
        REQUIRE(store.store().commit().has_value());
        CHECK(cases(*reader, sees_all()).size() == 2);
        REQUIRE(store.store().checkpoint().has_value());
        CHECK(cases(*reader, sees_all()).size() == 2);
    });
}
