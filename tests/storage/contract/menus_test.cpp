#include <doctest/doctest.h>

#include "tests/storage/test_store.hpp"

using namespace kengele;
using namespace kengele::storage;
using namespace std::chrono_literals;

namespace {

MenuVersion version(std::string hash, std::string source) {
    return {the_deployment, "incident", std::move(hash), "2026.11", std::move(source)};
}

}  // namespace

TEST_CASE("publications come newest first, each with its version, and going back is one more") {
    on_every_store([](TestStore& store) {
        const auto machine = Viewer::at_the_machine();
        store.unit([](Transaction& tx) { tx.publish_menu(version("aa", "one"), "the start", ""); });
        store.pass(1min);
        const auto second = store.now;
        store.unit([](Transaction& tx) { tx.publish_menu(version("bb", "two"), "an operator", "a word"); });
        store.pass(1min);
        store.unit([](Transaction& tx) { tx.publish_menu(version("aa", "other"), "an operator", "back"); });
        store.reopen();
        const auto reader = store.store().reader();

        const auto list = reader->publications(machine, "incident").value();
        const auto first = reader->menu_version(machine, "incident", "aa").value();

        REQUIRE(list.size() == 3);
        CHECK(list[0].hash == "aa");
        CHECK(list[0].note == "back");
        CHECK(list[1].hash == "bb");
        CHECK(list[1].by == "an operator");
        CHECK(list[1].name == "2026.11");
        CHECK(list[1].at == second);
        CHECK(list[0].number > list[1].number);
        REQUIRE(first);
        CHECK(first->source == "one");  // a version never changes
        CHECK_FALSE(reader->menu_version(machine, "incident", "cc").value());
        CHECK_FALSE(reader->menu_version(machine, "responder", "aa").value());
        CHECK(reader->publications(machine, "responder").value().empty());
    });
}

TEST_CASE("whoever was granted nothing sees no menu") {
    on_every_store([](TestStore& store) {
        store.unit([](Transaction& tx) { tx.publish_menu(version("aa", "one"), "the start", ""); });
        const auto reader = store.store().reader();

        CHECK(reader->publications(Viewer{}, "incident").value().empty());
        CHECK_FALSE(reader->menu_version(Viewer{}, "incident", "aa").value());
    });
}

TEST_CASE("a draft waits once, under who wrote it first, until it is dropped") {
    on_every_store([](TestStore& store) {
        const auto machine = Viewer::at_the_machine();
        store.unit([](Transaction& tx) {
            CHECK(tx.add_menu_draft(version("aa", "one"), "amina", "a word"));
            CHECK_FALSE(tx.add_menu_draft(version("aa", "other"), "brian", ""));
            CHECK(tx.add_menu_draft(version("bb", "two"), "brian", ""));
        });
        store.reopen();
        const auto reader = store.store().reader();

        const auto drafts = reader->menu_drafts(machine, "incident").value();

        REQUIRE(drafts.size() == 2);
        CHECK(drafts[0].hash == "bb");
        CHECK(drafts[1].by == "amina");
        CHECK(drafts[1].note == "a word");
        CHECK(drafts[1].name == "2026.11");
        CHECK(reader->menu_version(machine, "incident", "aa").value()->source == "one");
        CHECK(reader->publications(machine, "incident").value().empty());
        CHECK(reader->menu_drafts(Viewer{}, "incident").value().empty());
        store.unit([](Transaction& tx) {
            CHECK(tx.drop_menu_draft("incident", "aa"));
            CHECK_FALSE(tx.drop_menu_draft("incident", "aa"));
        });
        CHECK(store.store().reader()->menu_drafts(machine, "incident").value().size() == 1);
    });
}
