#include "tests/storage/test_store.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "storage/sqlite/sqlite_store.hpp"
#include "tests/simulator/faulty_vfs.hpp"

namespace kengele::storage {
namespace {

// On a disk in memory, so that a sync costs nothing.
class SqliteDatabase final : public TestDatabase {
public:
    std::unique_ptr<Store> open() override {
        SqliteOptions options;
        options.path = "kengele.db";
        options.vfs = vfs_.name();
        options.sessions_expected = 64;
        return open_sqlite(options).value();
    }

private:
    simulator::SeededRandom random_{1, simulator::SeededRandom::Part::disk};
    simulator::FaultyVfs vfs_{fmt::format("contract {}", fmt::ptr(this)), random_};
};

}  // namespace

TestStore::TestStore(std::unique_ptr<TestDatabase> database)
    : database_(std::move(database)), store_(database_->open()) {}

void TestStore::reopen() {
    store_.reset();
    store_ = database_->open();
}

void TestStore::pass(Millis wait) {
    now = now + wait;
    wall += wait;
}

void TestStore::begin() {
    REQUIRE(store_->begin(now, {Millis{now.ms}, wall, "boot"}).has_value());
}

void TestStore::unit(const std::function<void(Transaction&)>& work) {
    const auto done = try_unit([&](Transaction& tx) -> Result<void> {
        work(tx);
        return {};
    });
    REQUIRE_MESSAGE(done.has_value(), done.error().message());
}

Result<void> TestStore::try_unit(const std::function<Result<void>(Transaction&)>& work) {
    begin();
    if (const auto ran = store_->run(work); ran.has_error()) {
        store_->roll_back();
        return ran;
    }
    return store_->commit();
}

void on_every_store(const std::function<void(TestStore&)>& test) {
    TestStore sqlite(std::make_unique<SqliteDatabase>());
    test(sqlite);
}

Key128 key_of(int number) {
    Key128 key{};
    key[0] = static_cast<std::uint8_t>(number);
    key[15] = static_cast<std::uint8_t>(number >> 8);
    return key;
}

Incident sample_incident(std::string case_number, PlaceNumber place) {
    Incident it;
    it.case_number = std::move(case_number);
    it.kind = "EMG1";
    it.category = "EMG";
    it.severity = Severity::p1;
    it.place = place;
    it.timing = "now";
    it.urgency = "life";
    it.channel = "at";
    it.created = ServiceTime{5};
    it.created_wall = WallTime(Millis{6});
    return it;
}

SamplePlaces import_sample_places(TestStore& store) {
    const auto place = [](std::string code, std::string name, PlaceLevel level) {
        Place it;
        it.code = std::move(code);
        it.name = std::move(name);
        it.level = level;
        return it;
    };
    store.unit([&](Transaction& tx) {
        tx.import_places({place("047-275-1378", "Laini Saba", PlaceLevel::ward),
                          place("047", "Nairobi City", PlaceLevel::county),
                          place("047-275", "Kibra", PlaceLevel::constituency),
                          place("047-275-1379", "Lindi", PlaceLevel::ward)});
    });
    // Numbers are given in the order of the file.
    return {PlaceNumber{2}, PlaceNumber{3}, PlaceNumber{1}, PlaceNumber{4}};
}

RosterRow roster_row(std::string office, std::string role, std::vector<PlaceNumber> places, int person,
                     Rank rank) {
    RosterRow row;
    row.office.name = std::move(office);
    row.office.role = std::move(role);
    row.places = std::move(places);
    row.responder.name = fmt::format("Person {}", person);
    row.responder.phone_sealed = {1, 2, static_cast<std::uint8_t>(person)};
    row.responder.phone_tag = key_of(person);
    row.rank = rank;
    return row;
}

SampleCase sample_case(TestStore& store) {
    SampleCase sample;
    sample.places = import_sample_places(store);
    store.unit([&](Transaction& tx) {
        tx.import_roster({roster_row("Kibra station", "OCS", {sample.places.constituency}, 1)}, 0);
        const auto entry = tx.roster("OCS", sample.places.ward, store.today()).at(0);
        sample.office = entry.office.id;
        sample.responder = entry.responder.id;
        sample.incident = tx.insert_incident(sample_incident("4829137", sample.places.ward)).value();
        Alert alert;
        alert.incident = sample.incident;
        alert.office = sample.office;
        alert.responder = sample.responder;
        alert.role = "OCS";
        alert.reply_code = "4821";
        alert.created = store.now;
        sample.alert = tx.insert_alert(alert);
    });
    return sample;
}

}  // namespace kengele::storage
