#pragma once

#include <functional>
#include <memory>
#include <string>

#include "storage/store.hpp"

namespace kengele::storage {

// One kind of database the contract is tested on.
class TestDatabase {
public:
    virtual ~TestDatabase() = default;
    virtual std::unique_ptr<Store> open() = 0;  // again after the last one is gone
};

// A fresh database with a clock that stands still until it is told to pass.
class TestStore {
public:
    explicit TestStore(std::unique_ptr<TestDatabase> database);

    Store& store() { return *store_; }
    void reopen();

    ServiceTime now{1'000'000};
    WallTime wall{std::chrono::sys_days{std::chrono::year{2026} / 11 / 22} + std::chrono::hours{9}};
    Day today() const { return day_of(wall); }
    void pass(Millis wait);

    // One unit in a transaction of its own, which must succeed.
    void unit(const std::function<void(Transaction&)>& work);
    template <class Ask>
    auto ask(Ask question) {
        std::optional<std::invoke_result_t<Ask, Transaction&>> answer;
        unit([&](Transaction& tx) { answer.emplace(question(tx)); });
        return std::move(*answer);
    }
    // One that may fail: then nothing is committed.
    Result<void> try_unit(const std::function<Result<void>(Transaction&)>& work);
    void begin();

private:
    std::unique_ptr<TestDatabase> database_;
    std::unique_ptr<Store> store_;
};

// Runs a test of the contract on a fresh store of each kind.
void on_every_store(const std::function<void(TestStore&)>& test);

// Rows to test with. Places 047 (county) > 047-275 > 047-275-1378 and its neighbour 1379; roles OCS and
// CHIEF.
Key128 key_of(int number);
Incident sample_incident(std::string case_number, PlaceNumber place);
struct SamplePlaces {
    PlaceNumber county, constituency, ward, neighbour;
};
SamplePlaces import_sample_places(TestStore& store);
RosterRow roster_row(std::string office, std::string role, std::vector<PlaceNumber> places, int person,
                     Rank rank = Rank::holder);
struct SampleCase {
    SamplePlaces places;
    IncidentId incident;
    OfficeId office;
    ResponderId responder;
    AlertId alert;
};
// An incident in the ward with one alert to the holder of its OCS.
SampleCase sample_case(TestStore& store);

}  // namespace kengele::storage
