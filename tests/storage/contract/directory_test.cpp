#include <doctest/doctest.h>

#include "tests/storage/test_store.hpp"

using namespace kengele;
using namespace kengele::storage;

namespace {

DirectoryEntry entry(std::string code, std::string list, std::string name, PlaceNumber place = {}) {
    DirectoryEntry it;
    it.code = std::move(code);
    it.list = std::move(list);
    it.name = std::move(name);
    it.place = place;
    it.phone = "1192";
    it.hours_en = "Day and night";
    it.hours_sw = "Usiku na mchana";
    it.verified_on = 20'000;
    return it;
}

std::vector<std::string> names(const std::vector<DirectoryEntry>& entries) {
    std::vector<std::string> all;
    for (const auto& each : entries)
        all.push_back(each.name);
    return all;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("an entry of the directory comes back as it was imported, by its list and by its code") {
    on_every_store([](TestStore& store) {
        const auto places = import_sample_places(store);
        store.unit([&](Transaction& tx) {
            tx.import_directory({entry("near", "recovery", "Near centre", places.ward),
                                 entry("nacada", "recovery", "A helpline"), entry("safe", "care", "House")});
        });

        store.reopen();
        store.unit([&](Transaction& tx) {
            CHECK(names(tx.directory("recovery")) == Names{"A helpline", "Near centre"});
            CHECK(tx.directory("nothing").empty());
            const auto found = tx.directory_entry("near");
            REQUIRE(found);
            CHECK(found->list == "recovery");
            CHECK(found->organisation == the_deployment);
            CHECK(found->name == "Near centre");
            CHECK(found->place == places.ward);
            CHECK(found->phone == "1192");
            CHECK(found->hours_en == "Day and night");
            CHECK(found->hours_sw == "Usiku na mchana");
            CHECK(found->verified_on == 20'000);
            CHECK_FALSE(tx.directory_entry("nacada")->place);
            CHECK_FALSE(tx.directory_entry("far").has_value());
        });
    });
}

TEST_CASE("an imported list is what the file says of it, and other lists stay") {
    on_every_store([](TestStore& store) {
        store.unit([](Transaction& tx) {
            tx.import_directory({entry("a", "recovery", "A"), entry("b", "recovery", "B"),
                                 entry("c", "care", "C"), entry("d", "recovry", "D")});
            CHECK(tx.directory("recovery").size() == 2);
        });
        store.unit([](Transaction& tx) {
            tx.import_directory({entry("b", "recovery", "B again"), entry("d", "recovery", "D")});
        });

        store.unit([](Transaction& tx) {
            CHECK(names(tx.directory("recovery")) == Names{"B again", "D"});
            CHECK(names(tx.directory("care")) == Names{"C"});
            // Its only entry was given to the list that was meant.
            CHECK(tx.directory("recovry").empty());
            CHECK_FALSE(tx.directory_entry("a").has_value());
        });
    });
}

TEST_CASE("the directory is read as the unit sees it, whatever was read before and whatever was undone") {
    on_every_store([](TestStore& store) {
        const auto name = [](Transaction& tx) {
            CHECK(tx.directory("care").size() == 1);
            return tx.directory_entry("a").value().name;
        };
        store.unit([](Transaction& tx) { tx.import_directory({entry("a", "care", "First")}); });
        CHECK(store.ask(name) == "First");

        const auto undone = store.try_unit([&](Transaction& tx) -> Result<void> {
            tx.import_directory({entry("a", "care", "Undone")});
            CHECK(name(tx) == "Undone");
            return make_error_code(Error::not_found);
        });
        CHECK(undone.has_error());
        CHECK(store.ask(name) == "First");

        store.unit([](Transaction& tx) { tx.import_directory({entry("a", "care", "Second")}); });
        CHECK(store.ask(name) == "Second");
    });
}

TEST_CASE("the directory is shown by list and name to whoever was granted its organisation") {
    on_every_store([](TestStore& store) {
        store.unit([](Transaction& tx) {
            tx.import_directory({entry("z", "recovery", "zebra house"), entry("b", "recovery", "Bird house"),
                                 entry("c", "care", "Cat house")});
        });
        const auto reader = store.store().reader();
        auto other = Viewer::at_the_machine();
        other.organisations = {OrganisationId{2}};

        CHECK(names(reader->directory(Viewer::at_the_machine()).value()) ==
              Names{"Cat house", "Bird house", "zebra house"});
        CHECK(reader->directory(other).value().empty());
        CHECK(reader->directory(Viewer{}).value().empty());
    });
}
